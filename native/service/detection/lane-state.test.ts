import { describe, expect, it } from 'vitest';
import { firstLaneState, type LaneEvent, nextLaneState, type SupervisedState } from './lane-state.ts';
import { DEFAULT_SUPERVISION } from './options.ts';

const next = (state: SupervisedState, event: LaneEvent) => nextLaneState(state, event, DEFAULT_SUPERVISION);

const starting: SupervisedState = { state: 'starting', since: 1, attempt: 1, failures: 0 };
const ready: SupervisedState = { state: 'ready', since: 1, failures: 0 };
const busy: SupervisedState = { state: 'busy', since: 1, jobs: 1, failures: 0 };
const dead: SupervisedState = { state: 'dead', since: 1, reason: 'it broke', failures: 0 };
const failed: SupervisedState = { ...dead, failures: 1 };
const backingOff: SupervisedState = { state: 'backing_off', since: 1, until: 9, reason: 'it broke', failures: 3 };
const givenUp: SupervisedState = { state: 'given_up', since: 1, reason: 'it broke', failures: 5 };

const loaded: LaneEvent = { type: 'loaded', at: 100 };
const exited: LaneEvent = { type: 'exited', at: 100, reason: 'it fell' };
const recover: LaneEvent = { type: 'recover', at: 100 };
const jobs = (count: number): LaneEvent => ({ type: 'jobs', at: 100, jobs: count });

describe('lane state', () => {
  it.each<[SupervisedState, LaneEvent, SupervisedState]>([
    [starting, loaded, { state: 'ready', since: 100, failures: 0 }],
    [{ ...starting, attempt: 4, failures: 3 }, loaded, { state: 'ready', since: 100, failures: 0 }],
    [starting, exited, { state: 'dead', since: 100, reason: 'it fell', failures: 1 }],
    [{ ...starting, attempt: 4, failures: 3 }, exited, { state: 'dead', since: 100, reason: 'it fell', failures: 4 }],
    [ready, jobs(1), { state: 'busy', since: 100, jobs: 1, failures: 0 }],
    [busy, jobs(2), { state: 'busy', since: 1, jobs: 2, failures: 0 }],
    [busy, jobs(0), { state: 'ready', since: 100, failures: 0 }],
    [ready, exited, { state: 'dead', since: 100, reason: 'it fell', failures: 0 }],
    [busy, exited, { state: 'dead', since: 100, reason: 'it fell', failures: 0 }],
    [dead, recover, { state: 'starting', since: 100, attempt: 1, failures: 0 }],
    [failed, recover, { state: 'backing_off', since: 100, until: 350, reason: 'it broke', failures: 1 }],
    [backingOff, recover, { state: 'starting', since: 100, attempt: 4, failures: 3 }],
  ])('%j on %j is %j', (state, event, expected) => {
    expect(next(state, event)).toEqual(expected);
  });

  it.each<[SupervisedState, LaneEvent]>([
    [starting, jobs(1)],
    [starting, recover],
    [ready, jobs(0)],
    [ready, loaded],
    [ready, recover],
    [busy, recover],
    [dead, exited],
    [dead, loaded],
    [backingOff, exited],
    [backingOff, jobs(1)],
    [givenUp, recover],
    [givenUp, loaded],
    [givenUp, exited],
  ])('%j does not mind %j', (state, event) => {
    expect(next(state, event)).toBe(state);
  });

  it('pauses for longer with each failure and gives up after the fifth', () => {
    let state = firstLaneState(0);
    const pauses: number[] = [];
    while (state.state !== 'given_up') {
      state = next(state, { type: 'exited', at: 0, reason: 'it fell' });
      state = next(state, { type: 'recover', at: 0 });
      if (state.state !== 'backing_off') continue;
      pauses.push(state.until);
      state = next(state, { type: 'recover', at: 0 });
    }
    expect(pauses).toEqual([250, 500, 1_000, 2_000]);
    expect(state.reason).toBe('5 starts in a row failed; the last time it fell');
  });

  it('never pauses for longer than the limit', () => {
    const limits = { ...DEFAULT_SUPERVISION, max_failures: 100 };
    expect(nextLaneState({ ...dead, failures: 50 }, { type: 'recover', at: 0 }, limits)).toMatchObject({
      until: 5_000,
    });
  });

  it('never gives up on a process that becomes ready each time', () => {
    let state = firstLaneState(0);
    for (let death = 0; death < 20; death++) {
      state = next(next(next(state, loaded), exited), recover);
      expect(state).toMatchObject({ state: 'starting', failures: 0 });
    }
  });
});
