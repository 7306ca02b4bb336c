import { describe, expect, it } from 'vitest';
import { VigilError } from '../../contract/errors.ts';
import type { DetectionStatus, LaneState } from '../detection/types.ts';
import { ACTIVE } from '../http/testing/scripted-detection.ts';
import { type HealthFacts, judgeHealth } from './health.ts';

const lane = (state: LaneState) => ({ pid: 1, state, restarts: 0, rss_bytes: null });
const ready = lane({ state: 'ready', since: 0 });
const backingOff = lane({ state: 'backing_off', since: 0, until: 1, reason: 'killed by SIGKILL' });
const givenUp = lane({ state: 'given_up', since: 0, reason: 'five crashes in a minute' });

const FAILURE = { path: '/other.onnx', error: new VigilError('model_unreadable', 'It is empty.') };

const facts = (status: Partial<DetectionStatus> = {}, changes: Partial<HealthFacts> = {}): HealthFacts => ({
  detection: {
    ...{ active: ACTIVE, loading: null, lanes: [ready], queue_length: 0, queue_limit: 64 },
    ...{ runtime: '1.30.0', built_in: ['cpu'] },
    ...status,
  },
  ...{ loadFailure: null, standsInFor: null, recovery: null, writeError: null, isStopping: false },
  ...changes,
});

describe('health', () => {
  it.each<[string, HealthFacts, boolean, string[]]>([
    ['all is well', facts(), true, []],
    ['one of two detectors is coming back', facts({ lanes: [ready, backingOff] }), true, ['detector degraded']],
    ['the only detector is coming back', facts({ lanes: [backingOff] }), true, ['detector degraded']],
    ['one of two detectors is given up', facts({ lanes: [ready, givenUp] }), true, ['detector degraded']],
    ['all detectors are given up', facts({ lanes: [givenUp, givenUp] }), false, ['detector failed']],
    ['the queue is full', facts({ queue_length: 64 }), true, ['queue degraded']],
    ['there is no model', facts({ active: null, lanes: [] }), false, ['model failed']],
    ['a model is being loaded', facts({ active: null, loading: { path: '/a', since: 0 } }), false, ['model failed']],
    ['another model is being loaded', facts({ loading: { path: '/a', since: 0 } }), true, []],
    ['another model failed to load', facts({}, { loadFailure: FAILURE }), true, []],
    ['the starter stands in', facts({}, { standsInFor: '/gone.onnx' }), true, ['model degraded']],
    ['results are not kept', facts({}, { writeError: 'the disk is full' }), true, ['store degraded']],
    [
      'history was set aside',
      facts({}, { recovery: { set_aside: '/x', reason: 'damaged' } }),
      true,
      ['store degraded'],
    ],
    ['it shuts down', facts({}, { isStopping: true }), false, ['detector failed']],
  ])('when %s', (_what, given, canServe, amiss) => {
    const health = judgeHealth(given);
    expect(health.canServe).toBe(canServe);
    expect(
      health.checks.filter(({ status }) => status !== 'ok').map(({ name, status }) => `${name} ${status}`),
    ).toEqual(amiss);
  });

  it('gives the reasons', () => {
    const [model] = judgeHealth(facts({ active: null }, { loadFailure: FAILURE })).checks;
    expect(model?.detail).toBe('/other.onnx was not loaded: It is empty.');
    const [standIn] = judgeHealth(facts({}, { standsInFor: '/gone.onnx' })).checks;
    expect(standIn?.detail).toMatch(
      /^The model that ran last is gone \(\/gone\.onnx\); the starter model, scripted, stands in\. /,
    );
    const { checks } = judgeHealth(facts({ lanes: [backingOff, givenUp] }, { writeError: 'the disk is full.' }));
    expect(checks[1]?.detail).toContain('killed by SIGKILL');
    expect(checks[1]?.detail).toContain('five crashes in a minute');
    expect(checks[3]?.detail).toContain('the disk is full');
  });
});
