import { describe, expect, it } from 'vitest';
import { snapshot } from './testing/snapshots.ts';
import { traceOf, tracePath, withSample } from './trace.ts';

const at = (second: number) => snapshot({ sampled_at: new Date(second * 1_000).toISOString() });

describe('a trace', () => {
  it('keeps three minutes, each sample once', () => {
    const samples = [0, 2, 2, 4, 181].reduce(
      (before, second) => withSample(before, at(second)),
      [] as readonly ReturnType<typeof at>[],
    );
    expect(samples.map(({ sampled_at }) => Date.parse(sampled_at) / 1_000)).toEqual([2, 4, 181]);
    expect(traceOf(samples, ({ host }) => host.cpu_utilization_ratio)[0]).toEqual({ at: 2_000, value: 0.23 });
    expect(traceOf(samples, ({ gpus }) => gpus[7]?.power_w)[0]?.value).toBeNull();
  });

  it('is drawn from right to left, with gaps for pauses and for what was not known', () => {
    const points = [
      { at: 0, value: 0 },
      { at: 2_000, value: 50 },
      { at: 60_000, value: 100 },
      { at: 62_000, value: null },
      { at: 64_000, value: 500 },
      { at: 180_000, value: 25 },
    ];
    expect(tracePath(points, 100, 180, 40)).toBe('M0.0 40.0L2.0 20.0M60.0 0.0M64.0 0.0M180.0 30.0');
    expect(tracePath([], 100, 180, 40)).toBe('');
  });
});
