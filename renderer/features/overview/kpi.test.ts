import { describe, expect, it } from 'vitest';
import { card, status } from '../models/testing/samples.ts';
import { kpisOf, quantile } from './kpi.ts';
import { result } from './testing/samples.ts';

const known = {
  status: status({ model: card(), images_per_s: 4.2, queue_length: 3, history: { count: 1_204, bytes: 96_400_000 } }),
  latest: Array.from({ length: 20 }, (_, at) => result(at, at < 19 ? 40 : 250)),
  run: { load_ms: 1_263 },
};
const kpi = (id: string, change: Partial<typeof known> = {}) =>
  kpisOf({ ...known, ...change }).find((each) => each.id === id);

describe('the figures beside their targets', () => {
  it('say what they are and whether the target is met', () => {
    expect(kpi('rate')).toMatchObject({ value: '4.2 images/s', of: '252 a minute', target: null });
    expect(kpi('answer')).toMatchObject({
      value: '40.0 ms',
      of: 'of the last 20 images',
      target: { words: 'under 200 ms', met: true },
    });
    expect(kpi('load')).toMatchObject({ value: '1.3 s', target: { words: 'under 30 s', met: true } });
    expect(kpi('history')).toMatchObject({ value: '1,204', of: '96.4 MB on disk' });
  });

  it('are over their target where they reach it', () => {
    const slow = Array.from({ length: 20 }, (_, at) => result(at, 200));
    expect(kpi('answer', { latest: slow })?.target).toEqual({ words: 'over 200 ms', met: false });
    expect(kpi('run', { latest: slow })?.target).toEqual({ words: 'over 100 ms', met: false });
  });

  it('take the longest wait, not that of most', () => {
    const timings_ms = { queue: 6_000, decode: 0, tensor: 0, inference: 1, postprocess: 0, total: 6_001 };
    const latest = [...known.latest, result(99, 1, { timings_ms })];
    expect(kpi('wait', { latest })).toMatchObject({ value: '6.0 s', target: { words: 'over 5 s', met: false } });
  });

  it('are not known, and meet and miss nothing, before there is an image', () => {
    for (const id of ['answer', 'run', 'wait']) {
      expect(kpi(id, { latest: [] })).toMatchObject({ value: '–', target: null });
    }
    expect(kpisOf({ ...known, run: null }).find(({ id }) => id === 'load')).toMatchObject({ value: '–', target: null });
  });
});

describe('a quantile', () => {
  it.each([
    [[5, 1, 3], 0.5, 3],
    [[5, 1, 3], 1, 5],
    [[5, 1, 3], 0, 1],
    [Array.from({ length: 100 }, (_, at) => at + 1), 0.95, 95],
  ])('of %j at %d', (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });

  it('of nothing is not known', () => {
    expect(quantile([], 0.95)).toBeNull();
  });
});
