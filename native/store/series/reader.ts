import type { SeriesBucket, SeriesResponse } from '../../contract/http/series.ts';
import type { Connection } from '../runtime.ts';
import { CONSOLE, type Groups } from './groups.ts';
import { type Buckets, bucketsFor } from './levels.ts';
import { hasSketch, isOfResults, type MetricKeys } from './metrics.ts';
import { addPacked, nothing, type Sum } from './packed.ts';
import { rateBuckets } from './rates.ts';
import { MergedSketch } from './sketch.ts';
import type { SeriesSpan } from './types.ts';

export interface RollupRow {
  t: number;
  packed: Uint8Array;
}

/** Answers spans of series from the roll-ups that are written. */
export function createSeriesReader(
  db: Connection,
  groups: Groups,
  metrics: MetricKeys,
  now: () => number,
): (span: SeriesSpan) => SeriesResponse {
  const select = db.prepare<[number, string, number, number], RollupRow>(
    `SELECT t, packed FROM series_rollups WHERE level_s = ?
       AND group_key IN (SELECT value FROM json_each(?)) AND t >= ? AND t < ?`,
  );

  return ({ metric, from, to, points, model, source }) => {
    const buckets = bucketsFor(from, to, points, now());
    const { level, width, begin, end } = buckets;
    const rows = (keys: readonly number[]) => select.all(level.seconds, JSON.stringify(keys), begin, end);
    const answer = (found: Pick<SeriesResponse, 'buckets' | 'total'>): SeriesResponse => ({
      metric,
      from: iso(from),
      to: iso(to),
      bucket_s: width,
      ...found,
    });
    if (metric === 'rate' || metric === 'errors') {
      return answer(rateBuckets(rows(groups.matching(model, source)), metric, buckets, now() / 1_000));
    }
    const key = metrics.find(metric);
    if (key === null) return answer({ buckets: [], total: null });
    const keys = isOfResults(key) ? groups.matching(model, source) : [CONSOLE];
    return answer(valueBuckets(rows(keys), key, buckets));
  };
}

function valueBuckets(rows: readonly RollupRow[], key: number, { width, begin }: Buckets) {
  const byBucket = new Map<number, RollupRow[]>();
  for (const row of rows) {
    const t = Math.floor(row.t / width) * width;
    const known = byBucket.get(t);
    if (known === undefined) byBucket.set(t, [row]);
    else known.push(row);
  }
  const [sketch, totalSketch] = [new MergedSketch(), new MergedSketch()];
  const total = nothing();
  const buckets: SeriesBucket[] = [];
  for (const [t, inside] of [...byBucket].sort(([a], [b]) => a - b)) {
    const sum = nothing();
    sketch.clear();
    for (const { packed } of inside) addPacked(packed, key, sum, sketch);
    if (sum.count === 0) continue;
    buckets.push(toBucket(t, sum, hasSketch(key) ? sketch : null));
    addSum(total, sum);
    totalSketch.addAll(sketch);
  }
  const isEmpty = total.count === 0;
  return { buckets, total: isEmpty ? null : toBucket(begin, total, hasSketch(key) ? totalSketch : null) };
}

function addSum(to: Sum, sum: Sum): void {
  to.count += sum.count;
  to.sum += sum.sum;
  to.min = Math.min(to.min, sum.min);
  to.max = Math.max(to.max, sum.max);
}

function toBucket(t: number, { count, min, max, sum }: Sum, sketch: MergedSketch | null): SeriesBucket {
  const [p50 = null, p95 = null, p99 = null] = sketch?.quantiles([0.5, 0.95, 0.99], min, max) ?? [];
  // A sum of rounded values may leave their range by its last digit.
  const mean = Math.max(min, Math.min(sum / count, max));
  return { t: iso(t * 1_000), count, min, mean, max, p50, p95, p99 };
}

const iso = (at: number) => new Date(at).toISOString();
