import { describe, expect, it } from 'vitest';
import { card, status } from '../models/testing/samples.ts';
import { type Known, kpisOf, quantile } from './kpi.ts';
import { result } from './testing/samples.ts';

const known: Known = {
  status: status({ model: card(), images_per_s: 4.2, queue_length: 3 }),
  latest: Array.from({ length: 20 }, (_, at) => result(at, at < 19 ? 40 : 250)),
  run: { load_ms: 1_263 },
  traffic: { requests: 1_204, error_ratio: 0, window_s: 300 },
  memory: { kind: 'gpu', bytes: 1_340_000_000, reason: null },
  availability: { ratio: 1, words: 'since 14:02' },
};
const kpi = (id: string, change: Partial<Known> = {}) => kpisOf({ ...known, ...change }).find((each) => each.id === id);

describe('the figures beside their targets', () => {
  it('say what they are and whether the target is met', () => {
    expect(kpi('rate')).toMatchObject({ value: '4.2 images/s', of: '252 a minute' });
    expect(kpi('answer')).toMatchObject({
      value: '40.0 ms',
      of: 'of the last 20 images',
      target: { words: 'under 200 ms', met: true },
    });
    expect(kpi('load')).toMatchObject({ value: '1.3 s', target: { words: 'under 30 s', met: true } });
    expect(kpi('errors')).toMatchObject({
      value: '0 %',
      of: 'of 1,204 requests in 5 min 0 s',
      target: { words: 'under 0.1 %', met: true },
    });
    expect(kpi('memory')).toMatchObject({
      label: 'GPU memory',
      value: '1.34 GB',
      target: { words: 'under 6 GB', met: true },
    });
    expect(kpi('availability')).toMatchObject({
      value: '100 %',
      of: 'since 14:02',
      target: { words: 'at least 99.9 %', met: true },
    });
  });

  it('are over their target where they reach it', () => {
    const slow = Array.from({ length: 20 }, (_, at) => result(at, 200));
    expect(kpi('answer', { latest: slow })?.target).toEqual({ words: 'over 200 ms', met: false });
    expect(kpi('run', { latest: slow })?.target).toEqual({ words: 'over 100 ms', met: false });
  });

  it('hold the room that there is against a thousand a minute, not what is asked for', () => {
    const each = (ms: number) => Array.from({ length: 5 }, (_, at) => result(at, ms));
    expect(kpi('rate', { latest: each(30) })?.target).toEqual({ words: 'room for 2,000 a minute', met: true });
    expect(kpi('rate', { latest: each(100) })?.target).toEqual({ words: 'room for 600 a minute', met: false });
    const waited = { queue: 900, decode: 0, tensor: 0, inference: 30, postprocess: 0, total: 930 };
    expect(kpi('rate', { latest: [result(1, 1, { timings_ms: waited })] })?.target?.met).toBe(true);
  });

  it('miss their targets of errors, memory and availability', () => {
    const traffic = { requests: 100, error_ratio: 0.02, window_s: 300 };
    expect(kpi('errors', { traffic })).toMatchObject({ value: '2 %', target: { words: 'over 0.1 %', met: false } });
    const memory = { kind: 'gpu', bytes: 7.2e9, reason: null } as const;
    expect(kpi('memory', { memory })?.target).toEqual({ words: 'over 6 GB', met: false });
    const availability = { ratio: 0.99, words: 'of the last 24 h' };
    expect(kpi('availability', { availability })?.target).toEqual({ words: 'below 99.9 %', met: false });
  });

  it('hold no memory of the host against the target of a GPU', () => {
    const memory = { kind: 'host', bytes: 7.2e9, reason: null } as const;
    expect(kpi('memory', { memory })).toMatchObject({ label: 'Model memory', value: '7.2 GB', target: null });
    const silent = { kind: 'gpu', bytes: null, reason: 'Not reported by the driver' } as const;
    expect(kpi('memory', { memory: silent })).toMatchObject({ value: '–', target: null, tip: silent.reason });
  });

  it('take the longest wait, not that of most', () => {
    const timings_ms = { queue: 6_000, decode: 0, tensor: 0, inference: 1, postprocess: 0, total: 6_001 };
    const latest = [...known.latest, result(99, 1, { timings_ms })];
    expect(kpi('wait', { latest })).toMatchObject({ value: '6.0 s', target: { words: 'over 5 s', met: false } });
  });

  it('are not known, and meet and miss nothing, before there is an image', () => {
    expect(kpi('rate', { latest: [] })?.target).toBeNull();
    const nothing = { latest: [], traffic: undefined, memory: undefined, availability: null };
    for (const id of ['answer', 'run', 'wait', 'errors', 'memory', 'availability']) {
      expect(kpi(id, nothing)).toMatchObject({ value: '–', target: null });
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
