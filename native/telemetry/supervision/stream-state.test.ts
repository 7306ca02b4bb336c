import { describe, expect, it } from 'vitest';
import {
  DEFAULT_STREAM_LIMITS,
  describeStream,
  firstStreamState,
  nextStreamState,
  type StreamEvent,
  type StreamState,
} from './stream-state.ts';

const limits = {
  ...DEFAULT_STREAM_LIMITS,
  ...{ start_ms: 100, silence_ms: 50, stable_ms: 1_000, backoff_ms: 10, backoff_max_ms: 25, max_failures: 3 },
  ...{ retry_ms: 500, look_ms: 900 },
};
const exited = (at: number, isRevised = false): StreamEvent => ({
  type: 'exited',
  at,
  reason: 'it ended with status 9',
  isRevised,
});

/** Every state on the way, from the start at 0. */
function follow(...events: StreamEvent[]): StreamState[] {
  const states = [firstStreamState(0)];
  for (const event of events) states.push(nextStreamState(states.at(-1) as StreamState, event, limits));
  return states;
}
const end = (...events: StreamEvent[]) => follow(...events).at(-1) as StreamState;
const line = (at: number): StreamEvent => ({ type: 'line', at });
const tick = (at: number): StreamEvent => ({ type: 'tick', at });

describe('a stream', () => {
  it('runs from its first figure on, for as long as figures come', () => {
    expect(end(line(5))).toEqual({ state: 'running', since: 5, heardAt: 5, failures: 0 });
    expect(end(line(5), line(40), tick(90))).toMatchObject({ state: 'running', since: 5, heardAt: 40 });
    expect(end(tick(100)).state).toBe('starting');
  });

  it('stalls when it falls silent, or never speaks, and waits once it is gone', () => {
    expect(end(line(5), tick(56))).toMatchObject({ state: 'stalled', reason: 'it told no figure for 0.05 s' });
    expect(end(tick(101))).toMatchObject({ state: 'stalled', reason: 'it told no figure within 0.1 s of its start' });
    expect(end(line(5), tick(56), exited(60))).toEqual({
      ...{ state: 'waiting', since: 60, until: 70, failures: 1 },
      reason: 'it told no figure for 0.05 s',
    });
  });

  it('starts no second process beside one that cannot be killed', () => {
    const states = follow(line(5), tick(56), tick(10_000), line(10_001), tick(1_000_000));
    expect(states.slice(2).map(({ state }) => state)).toEqual(['stalled', 'stalled', 'stalled', 'stalled']);
  });

  it('is started again after a pause that doubles up to its limit, and fails in the end', () => {
    const states = follow(
      exited(1),
      tick(10),
      tick(11),
      exited(12),
      tick(31),
      tick(32),
      exited(33),
      tick(532),
      tick(533),
    );
    expect(states.map(({ state }) => state)).toEqual([
      ...['starting', 'waiting', 'waiting', 'starting', 'waiting', 'waiting', 'starting', 'failed', 'failed'],
      'starting',
    ]);
    expect(states.filter((state) => state.state === 'waiting').map((state) => state.until)).toEqual([11, 11, 32, 32]);
    // It has not earned another row of attempts.
    expect(nextStreamState(states.at(-1) as StreamState, exited(600), limits).state).toBe('failed');
  });

  it('counts ends in a row, unless it had run for long', () => {
    expect(end(line(1), exited(10), tick(30), line(31), exited(40))).toMatchObject({ failures: 2 });
    expect(end(line(1), exited(10), tick(30), line(31), exited(1_031))).toMatchObject({ failures: 1, until: 1_041 });
  });

  it('starts anew at once where it only has to be called otherwise', () => {
    expect(end(exited(3, true))).toEqual({ state: 'starting', since: 3, failures: 0 });
  });

  it('looks from time to time for a program that is not there', () => {
    const missing: StreamEvent = { type: 'missing', at: 0 };
    expect(end(missing, tick(899))).toEqual({ state: 'absent', since: 0, until: 900 });
    expect(end(missing, tick(900))).toMatchObject({ state: 'starting', since: 900 });
  });

  it('stays stopped', () => {
    expect(end(line(1), { type: 'stop', at: 5 }, exited(6), tick(10_000), line(10_001))).toEqual({
      ...{ state: 'stopped', since: 5 },
    });
  });

  it('is described by a sentence that gives the reason', () => {
    expect(describeStream('nvidia-smi', end(exited(1)))).toBe(
      'nvidia-smi stopped: it ended with status 9. It is started again within seconds.',
    );
    expect(describeStream('nvidia-smi', end(exited(1), tick(20), exited(21), tick(50), exited(51)))).toContain(
      'failed 3 times in a row',
    );
  });
});
