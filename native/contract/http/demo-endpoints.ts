import { DemoKnobsBody, DemoStatus, StartDemoBody } from './demo.ts';
import type { Endpoint } from './endpoints.ts';
import { DeleteResponse } from './history-actions.ts';

/** The demo line. Part of `ENDPOINTS`. */
export const DEMO_ENDPOINTS = {
  demo: {
    method: 'GET',
    path: '/v1/demo',
    summary: 'The demo line: whether it runs, where it is in its scenario, and how its pictures are answered',
    tag: 'demo',
    answers: DemoStatus,
    problems: [],
  },
  startDemo: {
    method: 'POST',
    path: '/v1/demo/start',
    summary: 'Start the demo line with a scenario, or start it anew; it feeds drawn pictures until it is stopped',
    tag: 'demo',
    body: { json: StartDemoBody },
    answers: DemoStatus,
    problems: ['model_not_loaded'],
  },
  stopDemo: {
    method: 'POST',
    path: '/v1/demo/stop',
    summary: 'Stop the demo line; what it has kept stays',
    tag: 'demo',
    answers: DemoStatus,
    problems: [],
  },
  putDemoKnobs: {
    method: 'PUT',
    path: '/v1/demo/knobs',
    summary: 'Change the conditions or the rate of the running demo line, from its next picture on',
    tag: 'demo',
    body: { json: DemoKnobsBody },
    answers: DemoStatus,
    problems: ['demo_stopped'],
  },
  clearDemo: {
    method: 'POST',
    path: '/v1/demo/clear',
    summary: 'Delete every result of the demo line; they can be brought back for ten minutes',
    tag: 'demo',
    answers: DeleteResponse,
    problems: ['storage_failed'],
  },
} as const satisfies Record<string, Endpoint>;
