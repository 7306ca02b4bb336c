import { describe, expect, it } from 'vitest';
import type { SeriesBucket } from '../../../native/contract/http/series.ts';
import { bandOf, type ChartRow, extentOf, rowAt, rowFrom, toPoints, toRows } from './chart-rows.ts';

const BASE = Date.parse('2025-01-01T12:00:00.000Z');
const SECOND = 1_000;

function bucket(atS: number, value: number, change: Partial<SeriesBucket> = {}): SeriesBucket {
  const t = new Date(BASE + atS * SECOND).toISOString();
  return { t, count: 1, min: value - 1, mean: value, max: value + 1, p50: value, p95: value, p99: null, ...change };
}
const answer = (bucket_s: number, ...buckets: SeriesBucket[]) => ({ bucket_s, buckets });
const mean = (each: SeriesBucket) => each.mean;
const row = (startS: number, endS: number, ...values: (number | null)[]): ChartRow => ({
  start: BASE + startS * SECOND,
  end: BASE + endS * SECOND,
  values,
  band: null,
});
const WINDOW = { from: BASE, to: BASE + 100 * SECOND };

describe('buckets side by side', () => {
  it('are rows, oldest first, with null where a line has none', () => {
    const rows = toRows([
      { response: answer(10, bucket(10, 2), bucket(20, 3)), read: mean },
      { response: answer(10, bucket(0, 7), bucket(10, 8)), read: mean },
    ]);
    expect(rows).toEqual([row(0, 10, null, 7), row(10, 20, 2, 8), row(20, 30, 3, null)]);
  });

  it('have the band of the first line', () => {
    const source = { response: answer(10, bucket(0, 5)), read: mean };
    expect(toRows([source], bandOf)[0]?.band).toEqual([4, 6]);
    expect(toRows([source])[0]?.band).toBeNull();
  });

  it('are left out where no line reads anything from them', () => {
    expect(toRows([{ response: answer(10, bucket(0, 5)), read: ({ p99 }) => p99 }])).toEqual([]);
  });
});

describe('the places that lines go through', () => {
  const course = (rows: ChartRow[], bridgeMs?: number) =>
    toPoints(rows, WINDOW, bridgeMs).map(({ t, v0 }) => [(t - BASE) / SECOND, v0]);

  it('are the middles of the spans', () => {
    expect(course([row(0, 10, 1), row(10, 20, 2)])).toEqual([
      [5, 1],
      [15, 2],
    ]);
  });

  it('are broken by a null where a span is missing', () => {
    expect(course([row(0, 10, 1), row(10, 20, 2), row(30, 40, 3), row(40, 50, 4)])).toEqual([
      [5, 1],
      [15, 2],
      [25, null],
      [35, 3],
      [45, 4],
    ]);
  });

  it('go over pauses as long as is usual for what is seldom looked at, and no longer', () => {
    const rows = [row(0, 10, 1), row(30, 40, 2), row(61, 70, 3), row(70, 80, 4)];
    expect(course(rows, 20 * SECOND).map(([, value]) => value)).toEqual([1, 2, null, 3, 4]);
  });

  it('draw what has no neighbour over the whole of its span, so that it can be seen', () => {
    expect(course([row(20, 30, 1), row(50, 60, 2)])).toEqual([
      [20, 1],
      [30, 1],
      [40, null],
      [50, 2],
      [60, 2],
    ]);
  });

  it('stay within what is shown', () => {
    expect(course([row(-8, 2, 1), row(2, 12, 2), row(92, 120, 3)]).map(([t]) => t)).toEqual([0, 7, 52, 92, 100]);
  });

  it('keep nulls of one line apart from the others', () => {
    const points = toPoints([row(0, 10, 1, null), row(10, 20, 2, 5)], WINDOW);
    expect(points.map(({ v0, v1 }) => [v0, v1])).toEqual([
      [1, null],
      [2, 5],
    ]);
  });
});

describe('the row at a time', () => {
  const rows = [row(0, 10, 1), row(10, 20, 2), row(40, 50, 3)];
  const at = (s: number, reachS = 0) => rowAt(rows, BASE + s * SECOND, reachS * SECOND)?.values[0] ?? null;

  it.each([
    [0, 0, 1],
    [9, 0, 1],
    [10, 0, 2],
    [25, 0, null],
    [25, 5, 2],
    [37, 5, 3],
    [60, 5, null],
    [-3, 5, 1],
  ])('%d s with a reach of %d s is %s', (s, reach, value) => {
    expect(at(s, reach)).toBe(value);
  });
});

describe('the row that the cursor goes on to', () => {
  const rows = [row(0, 10, 1), row(10, 20, 2), row(40, 50, 3)];
  const from = (s: number | null, step: number) =>
    rowFrom(rows, s === null ? null : BASE + s * SECOND, step)?.values[0] ?? null;

  it.each([
    [null, -1, 3],
    [null, 1, 1],
    [5, 1, 2],
    [15, 1, 3],
    [45, 1, 3],
    [45, -1, 2],
    [5, -1, 1],
    [30, 1, 3],
    [30, -1, 2],
    [15, Number.POSITIVE_INFINITY, 3],
    [15, Number.NEGATIVE_INFINITY, 1],
    [null, Number.POSITIVE_INFINITY, 3],
  ])('from %s s by %d is %s', (s, step, value) => {
    expect(from(s, step)).toBe(value);
  });

  it('is none where there are no rows', () => {
    expect(rowFrom([], null, 1)).toBeNull();
  });
});

it('the extent is that of lines and band, and of nothing none', () => {
  expect(extentOf([row(0, 1, 4, null), { ...row(1, 2, 5), band: [2, 9] }])).toEqual({ low: 2, high: 9 });
  expect(extentOf([row(0, 1, null)])).toBeNull();
});
