import { DEFAULT_KNOBS } from '../../../../native/contract/demo.ts';
import type { DemoRun, DemoScenario, DemoState, DemoStatus } from '../../../../native/contract/http/demo.ts';

const SINCE = '2025-01-01T12:00:00.000Z';

export const FAILING_LAMP: DemoScenario = {
  id: 'failing_lamp',
  name: 'The lamp is failing',
  sentence: 'After 150 good pictures the lamp begins to flicker.',
  phases: [
    { from: 1, to: 150, label: 'Good light' },
    { from: 151, to: 209, label: 'The light falls and flickers' },
    { from: 210, to: null, label: 'A fifth of the light' },
  ],
};

export const sampleRun = (changed: Partial<DemoRun> = {}): DemoRun => ({
  scenario: 'failing_lamp',
  seed: 7,
  started_at: SINCE,
  ended_at: null,
  rate: 4,
  achieved_rate: 4,
  pictures: 1_187,
  results: 1_185,
  errors: 0,
  skipped: 0,
  phase: 1,
  knobs: DEFAULT_KNOBS,
  set_knobs: {},
  last_50: { pictures: 50, recall: 0.914, precision: 0.97, mean_confidence: 0.83, brightness: 88.1 },
  last_inference_ids: [1_241],
  last_error: null,
  restarts: 0,
  ...changed,
});

/** The line in one of its states, as the console would say it. */
export function sampleStatus(state: DemoState['state'], run: DemoRun | null = sampleRun()): DemoStatus {
  const line: DemoState =
    state === 'stopped'
      ? { state }
      : state === 'failed'
        ? { state, since: SINCE, reason: '10 pictures in a row came to nothing.' }
        : state === 'starting'
          ? { state, since: SINCE, reason: null }
          : { state, since: SINCE };
  return { line, note: null, run, scenarios: [FAILING_LAMP] };
}
