import { describe, expect, it } from 'vitest';
import { retryAfterSeconds } from './retry-after.ts';
import type { ActiveModel, LaneStatus } from './types.ts';

const lane = (state: 'ready' | 'dead'): LaneStatus => ({
  pid: 1,
  state: state === 'ready' ? { state, since: 0 } : { state, since: 0, reason: 'it fell' },
  restarts: 0,
  rss_bytes: null,
});
const secondsFor = (queue_length: number, run_ms: number | null, ...lanes: LaneStatus[]) =>
  retryAfterSeconds({
    queue_length,
    lanes,
    active: run_ms === null ? null : ({ run_ms } satisfies Pick<ActiveModel, 'run_ms'> as ActiveModel),
  });

describe('retry after', () => {
  it('is the time that half of the queue takes', () => {
    expect(secondsFor(256, 40, lane('ready'))).toBe(6);
    expect(secondsFor(256, 40, lane('ready'), lane('ready'))).toBe(3);
    expect(secondsFor(256, 40, lane('ready'), lane('dead'))).toBe(6);
  });

  it('is a second at least and a minute at most', () => {
    expect(secondsFor(1, 1, lane('ready'))).toBe(1);
    expect(secondsFor(256, 10_000, lane('ready'))).toBe(60);
  });

  it('allows for a restart, and for a load', () => {
    expect(secondsFor(0, 10, lane('dead'))).toBe(2);
    expect(secondsFor(5, null)).toBe(2);
  });
});
