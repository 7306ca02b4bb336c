import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeriesMetric } from '../../contract/http/series.ts';
import { features } from '../../testing/features.ts';
import { openStore } from '../open.ts';
import { seededRandom } from '../testing/random.ts';
import { beginRun, inference, temporaryFolders } from '../testing/records.ts';
import type { Store } from '../types.ts';
import type { ResultFigures, SeriesSpan } from './types.ts';

const START = Date.parse('2026-01-10T12:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIMINGS = { queue: 0, decode: 1, tensor: 1, inference: 5, postprocess: 1, total: 8 };

const folders = temporaryFolders();
let folder: string;
let store: Store;
let run: number;
let now: number;
const reopen = () => {
  store = openStore(folder, { now: () => now });
};
beforeEach(() => {
  now = START;
  folder = folders.make();
  reopen();
  run = beginRun(store, {}, START);
});
afterEach(() => {
  store.close();
  folders.remove();
});

const span = (changes: Partial<SeriesSpan>): SeriesSpan => ({
  metric: 'latency_ms',
  from: START,
  to: START + HOUR,
  points: 600,
  ...changes,
});
const series = (changes: Partial<SeriesSpan> = {}) => store.series.query(span(changes));
const record = (at: number, total = 8, changes: Parameters<typeof inference>[1] = {}) =>
  store.recordInference(inference(run, { at, timings: { ...TIMINGS, total }, ...changes }));
const counts = (metric: SeriesMetric, changes: Partial<SeriesSpan> = {}) =>
  series({ metric, ...changes }).buckets.map(({ count }) => count);

const FIGURES: ResultFigures = {
  ...{ latency_ms: 8, inference_ms: 5, queue_ms: 0, confidence: null, detections: 0 },
  ...{ brightness: 90, contrast: null, sharpness: null, saturation: null, embedding_distance: null },
};

function exact(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(rank)] ?? Number.NaN, sorted[Math.ceil(rank)] ?? Number.NaN];
  return below + (rank - Math.floor(rank)) * (above - below);
}

describe('any span', () => {
  it('has the figures of exactly its values, percentiles within 1 %', () => {
    const random = seededRandom(42);
    const values: { at: number; ms: number }[] = [];
    for (let i = 0; i < 2_000; i++) {
      // In clumps, with stops of up to half an hour between them, some of it days ago.
      const clump = Math.floor(i / 50);
      const at = START - Math.floor((clump < 8 ? clump * 3 * DAY : clump * 20 * MINUTE) + random() * 5 * MINUTE) - 1;
      const ms = Math.round(1_000 * 25 * Math.exp(3 * (random() - 0.3) ** 3)) / 1_000;
      values.push({ at, ms });
      record(at, ms);
    }
    for (let i = 0; i < 120; i++) {
      const to = START - Math.floor(random() ** 4 * 25 * DAY);
      const from = to - Math.floor(10 ** (4 + 5.3 * random()));
      const { bucket_s, buckets, total } = series({ from, to, points: 1 + Math.floor(random() * 800) });
      const width = bucket_s * 1_000;
      const inside = (begin: number, end: number) =>
        values.filter(({ at }) => at >= begin && at < end).map(({ ms }) => ms);
      const begin = Math.floor(from / width) * width;
      const all = inside(begin, Math.ceil(to / width) * width);
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      const groups = buckets.map((bucket) => ({
        bucket,
        expected: inside(Date.parse(bucket.t), Date.parse(bucket.t) + width),
      }));
      for (const { bucket, expected } of total === null ? groups : [...groups, { bucket: total, expected: all }]) {
        expect(bucket).toMatchObject({
          count: expected.length,
          min: Math.min(...expected),
          max: Math.max(...expected),
          mean: expect.closeTo(expected.reduce((sum, ms) => sum + ms, 0) / expected.length, 9),
        });
        for (const [name, q] of [
          ['p50', 0.5],
          ['p95', 0.95],
          ['p99', 0.99],
        ] as const) {
          const wanted = exact(expected, q);
          expect(Math.abs((bucket[name] ?? Number.NaN) - wanted) / wanted).toBeLessThan(0.01);
        }
      }
      if (all.length === 0) expect(total).toBeNull();
    }
  });

  it('leaves out what nothing is known of', () => {
    record(START);
    record(START + 9_999);
    record(START + 40_000);
    const { buckets, bucket_s } = series();
    expect(bucket_s).toBe(10);
    expect(buckets.map(({ t, count }) => [t, count])).toEqual([
      ['2026-01-10T12:00:00.000Z', 2],
      ['2026-01-10T12:00:40.000Z', 1],
    ]);
    expect(series({ from: START + 50_000 })).toMatchObject({ buckets: [], total: null });
  });

  it('has no percentiles of a metric that keeps none, and no value where one is missing', () => {
    record(START, 8, { features: features({ brightness: 10, confidence: null }) });
    record(START, 8, { features: features({ brightness: null, confidence: 0.5 }) });
    const figures = { count: 1, min: 10, mean: 10, max: 10, p50: null, p95: null, p99: null };
    expect(series({ metric: 'brightness' }).buckets).toEqual([{ t: '2026-01-10T12:00:00.000Z', ...figures }]);
    expect(series({ metric: 'confidence' }).total).toMatchObject({ count: 1, p50: 0.5 });
    expect(series({ metric: 'embedding_distance' }).total).toBeNull();
  });
});

describe('the bucket of this moment', () => {
  it('is in at once', () => {
    expect(series().total).toBeNull();
    record(START);
    expect(series().total?.count).toBe(1);
    record(START + 1);
    expect(series().total?.count).toBe(2);
  });

  it('goes on after a restart', () => {
    record(START, 10);
    store.close();
    reopen();
    record(START + 5_000, 30);
    store.close();
    reopen();
    expect(series().buckets).toMatchObject([{ count: 2, min: 10, mean: 20, max: 30, p50: expect.closeTo(20, 0) }]);
  });

  it('is divided by what has passed of it, for a rate', () => {
    for (let i = 0; i < 8; i++) record(START + 500 * i);
    now = START + 4_000;
    expect(series({ metric: 'rate' }).buckets).toMatchObject([{ count: 8, min: 2, mean: 2, max: 2 }]);
    now = START + HOUR;
    expect(series({ metric: 'rate' }).buckets).toMatchObject([{ count: 8, min: 0.8, mean: 0.8, max: 0.8 }]);
  });
});

describe('rate and errors', () => {
  const origin = (at: number) => ({ at, model_id: 'aabbccddeeff', source: 'gate' });

  it('count results that are not kept too, and images that failed', () => {
    record(START);
    store.series.addResult(origin(START), FIGURES);
    store.series.addFailure(origin(START + 1));
    now = START + HOUR;
    expect(series({ metric: 'rate' }).buckets).toMatchObject([{ count: 2, mean: 0.2 }]);
    expect(series({ metric: 'errors' }).buckets).toMatchObject([{ count: 3, mean: 0.1 }]);
    expect(series({ metric: 'brightness' }).total).toMatchObject({ count: 2, min: 90 });
  });

  it('have 0 errors where all went well, and nothing where nothing came', () => {
    record(START);
    expect(series({ metric: 'errors' }).buckets).toMatchObject([{ count: 1, min: 0, mean: 0, max: 0 }]);
    expect(series({ metric: 'errors', from: START + MINUTE }).total).toBeNull();
  });

  it('tell the busiest and the idlest roll-up of a wider bucket', () => {
    now = START + 2 * HOUR;
    for (let i = 0; i < 30; i++) record(START + 10_000);
    record(START + 20_000);
    const { bucket_s, total, buckets } = series({ metric: 'rate', to: START + HOUR, points: 120 });
    expect(bucket_s).toBe(30);
    expect(buckets).toMatchObject([{ count: 31, min: 0, mean: expect.closeTo(31 / 30), max: 3 }]);
    expect(total).toMatchObject({ count: 31, mean: 31 / 3_600, max: 3 });
  });
});

describe('filters', () => {
  it('tell results by model and by source', () => {
    const other = beginRun(store, { id: '112233445566', sha256: '112233445566'.padEnd(64, '0') });
    for (const source of ['gate', 'gate', 'belt', null]) record(START, 8, { source });
    store.recordInference(inference(other, { at: START, source: 'gate' }));
    expect(counts('latency_ms')).toEqual([5]);
    expect(counts('latency_ms', { model: '112233445566' })).toEqual([1]);
    expect(counts('latency_ms', { model: 'aabbccddeeff' })).toEqual([4]);
    expect(counts('rate', { source: 'gate' })).toEqual([3]);
    expect(counts('latency_ms', { model: 'aabbccddeeff', source: 'gate' })).toEqual([2]);
    expect(counts('latency_ms', { source: 'roof' })).toEqual([]);
  });

  it('still find the model of results with more sources than have series of their own', () => {
    for (let i = 0; i < 80; i++) record(START, 8, { source: `batch ${i}` });
    expect(counts('latency_ms', { model: 'aabbccddeeff' })).toEqual([80]);
    expect(counts('latency_ms', { source: 'batch 0' })).toEqual([1]);
    expect(counts('latency_ms', { source: 'batch 79' })).toEqual([]);
    now = START + DAY;
    record(now, 8, { source: 'a new day' });
    expect(counts('latency_ms', { source: 'a new day', from: now, to: now + 1 })).toEqual([1]);
  });
});

describe('samples', () => {
  it('are of the whole console; what is not reported is no value', () => {
    store.series.addSample(START, { queue_length: 4, vram_bytes: null, 'drift_score.brightness': 0.25 });
    store.series.addSample(START + 5_000, { queue_length: 0, vram_bytes: null, 'drift_score.box_area': Number.NaN });
    expect(series({ metric: 'queue_length', model: 'any' }).buckets).toMatchObject([
      { count: 2, min: 0, mean: 2, max: 4, p50: null },
    ]);
    expect(counts('vram_bytes')).toEqual([]);
    expect(counts('drift_score.brightness')).toEqual([1]);
    expect(counts('drift_score.box_area')).toEqual([]);
    store.close();
    reopen();
    store.series.addSample(START, { 'drift_score.contrast': 0.5, 'drift_score.brightness': 0.75 });
    expect(series({ metric: 'drift_score.brightness' }).total).toMatchObject({ count: 2, max: 0.75 });
    expect(series({ metric: 'drift_score.contrast' }).total).toMatchObject({ count: 1, max: 0.5 });
  });
});
