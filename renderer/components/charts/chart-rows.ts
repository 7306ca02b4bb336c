import type { SeriesBucket, SeriesResponse } from '../../../native/contract/http/series.ts';

/** What was known in one span of time. Times in milliseconds since 1970. */
export interface ChartRow {
  start: number;
  end: number;
  /** One for each line of the chart; null where that line has none. */
  values: readonly (number | null)[];
  /** Lowest and highest value, for a band behind the lines. */
  band: readonly [number, number] | null;
}

/** The span of time that a chart shows, in milliseconds since 1970. */
export interface ChartWindow {
  from: number;
  to: number;
}

export interface LineSource {
  response: Pick<SeriesResponse, 'bucket_s' | 'buckets'>;
  read: (bucket: SeriesBucket) => number | null;
}

export const bandOf = ({ min, max }: SeriesBucket): readonly [number, number] => [min, max];

/**
 * The buckets of all lines side by side, oldest first. `band` reads that of the first line. A bucket that no line has is
 * left out, as it is in the answers.
 */
export function toRows(sources: readonly LineSource[], band?: (bucket: SeriesBucket) => readonly [number, number]) {
  const rows = new Map<number, { end: number; values: (number | null)[]; band: readonly [number, number] | null }>();
  sources.forEach(({ response: { bucket_s, buckets }, read }, line) => {
    for (const bucket of buckets) {
      const start = Date.parse(bucket.t);
      const row = rows.get(start) ?? { end: start + bucket_s * 1_000, values: sources.map(() => null), band: null };
      row.values[line] = read(bucket);
      if (line === 0 && band !== undefined) row.band = band(bucket);
      rows.set(start, row);
    }
  });
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([start, row]): ChartRow => ({ start, ...row }))
    .filter(({ values }) => values.some((value) => value !== null));
}

/** A place that the lines go through; lines have the keys `v0`, `v1` and so on. A null breaks the line. */
export interface DrawnPoint {
  t: number;
  band: readonly [number, number] | null;
  [line: `v${number}`]: number | null;
}

function drawn({ values, band }: Pick<ChartRow, 'values' | 'band'>, t: number): DrawnPoint {
  const point: DrawnPoint = { t, band };
  values.forEach((value, at) => {
    point[`v${at}`] = value;
  });
  return point;
}

const nothing = (row: ChartRow, t: number) => drawn({ values: row.values.map(() => null), band: null }, t);

/**
 * Where the lines go: through the middle of each span, broken wherever a span is missing. Pauses of up to `bridgeMs` are
 * no gap: for figures that are looked at more seldom than the spans are long. A row without neighbours is drawn over the
 * whole of its span, since a line through a single point cannot be seen.
 */
export function toPoints(rows: readonly ChartRow[], { from, to }: ChartWindow, bridgeMs = 0): DrawnPoint[] {
  const clamp = (t: number) => Math.min(to, Math.max(from, t));
  const points: DrawnPoint[] = [];
  const follows = (row: ChartRow | undefined, next: ChartRow | undefined) =>
    row !== undefined && next !== undefined && next.start - row.end <= Math.max(bridgeMs, (row.end - row.start) / 2);
  rows.forEach((row, at) => {
    const before = rows[at - 1];
    const isJoined = follows(before, row);
    if (before !== undefined && !isJoined) points.push(nothing(row, clamp((before.end + row.start) / 2)));
    if (isJoined || follows(row, rows[at + 1])) points.push(drawn(row, clamp((row.start + row.end) / 2)));
    else points.push(drawn(row, clamp(row.start)), drawn(row, clamp(row.end)));
  });
  return points;
}

/** The row at a time, or else the nearest within `reach` milliseconds; null where nothing is known there. */
export function rowAt(rows: readonly ChartRow[], t: number, reach: number): ChartRow | null {
  const after = firstAfter(rows, t);
  const [before, next] = [rows[after - 1], rows[after]];
  if (before !== undefined && t <= before.end) return before;
  const behind = before === undefined ? Number.POSITIVE_INFINITY : t - before.end;
  const ahead = next === undefined ? Number.POSITIVE_INFINITY : next.start - t;
  if (Math.min(behind, ahead) > reach) return null;
  return (behind <= ahead ? before : next) ?? null;
}

/**
 * The row that the cursor goes on to from a time, `step` rows further, or infinitely far: the last or the first. From
 * nowhere it comes in from the side that it goes away from.
 */
export function rowFrom(rows: readonly ChartRow[], t: number | null, step: number): ChartRow | null {
  if (rows.length === 0) return null;
  const last = rows.length - 1;
  if (!Number.isFinite(step)) return rows[step > 0 ? last : 0] ?? null;
  if (t === null) return rows[step > 0 ? 0 : last] ?? null;
  const after = firstAfter(rows, t);
  // A time in a gap lies between two rows: the first step leads to one of them.
  const inGap = after === 0 || t > (rows[after - 1] as ChartRow).end;
  const to = inGap ? after + (step > 0 ? step - 1 : step) : after - 1 + step;
  return rows[Math.min(last, Math.max(0, to))] ?? null;
}

/** Index of the first row that begins after a time. */
function firstAfter(rows: readonly ChartRow[], t: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as ChartRow).start <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lowest and highest of what is drawn; null of nothing. */
export function extentOf(rows: readonly ChartRow[]): { low: number; high: number } | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values, band } of rows) {
    for (const value of band === null ? values : [...values, ...band]) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low > high ? null : { low, high };
}
