import type { SeriesBucket, SeriesResponse } from '../../contract/http/series.ts';
import type { Buckets } from './levels.ts';
import { keyOfResult } from './metrics.ts';
import { addPacked, nothing } from './packed.ts';
import type { RollupRow } from './reader.ts';

const RESULTS = keyOfResult('latency_ms');
const ERRORS = keyOfResult('errors');

/** What was counted in some time. */
interface Tally {
  /** Images with a result, and those that failed. */
  results: number;
  errors: number;
  /** Roll-ups with any, and the least and the most images a second in one of them. */
  rollups: number;
  least: number;
  most: number;
}

/**
 * How many results, or failed images, a second there were. What is not over yet is divided by what has passed of it. `min`
 * and `max` are those of the roll-ups inside, and 0 where one has no image; `count` is of images, failed ones too where
 * failures are asked for. A bucket without any image is left out.
 */
export function rateBuckets(
  rows: readonly RollupRow[],
  metric: 'rate' | 'errors',
  { level, width, begin, end }: Buckets,
  now: number,
): Pick<SeriesResponse, 'buckets' | 'total'> {
  /** Seconds of a span that have passed: at least one, so that its first moment is no burst. */
  const passed = (t: number, seconds: number) => Math.min(seconds, Math.max(1, now - t));
  const wanted = ({ results, errors }: Pick<Tally, 'results' | 'errors'>) => (metric === 'rate' ? results : errors);
  const images = ({ results, errors }: Tally) => (metric === 'rate' ? results : results + errors);

  function toBucket(t: number, seconds: number, tally: Tally): SeriesBucket {
    const span = passed(t, seconds);
    const hasIdle = tally.rollups < Math.ceil(span / level.seconds);
    const rates = { min: hasIdle ? 0 : tally.least, mean: wanted(tally) / span, max: tally.most };
    return { t: new Date(t * 1_000).toISOString(), count: images(tally), ...rates, p50: null, p95: null, p99: null };
  }

  const tallies = new Map<number, Tally>();
  const total = emptyTally();
  for (const [t, counts] of countByTime(rows)) {
    const rate = wanted(counts) / passed(t, level.seconds);
    const at = Math.floor(t / width) * width;
    const tally = tallies.get(at) ?? emptyTally();
    tallies.set(at, tally);
    add(tally, counts, rate);
    add(total, counts, rate);
  }
  const buckets = [...tallies]
    .filter(([, tally]) => images(tally) > 0)
    .sort(([a], [b]) => a - b)
    .map(([t, tally]) => toBucket(t, width, tally));
  return { buckets, total: buckets.length === 0 ? null : toBucket(begin, end - begin, total) };
}

const emptyTally = (): Tally => ({ results: 0, errors: 0, rollups: 0, least: Number.POSITIVE_INFINITY, most: 0 });

function add(tally: Tally, { results, errors }: Pick<Tally, 'results' | 'errors'>, rate: number): void {
  tally.results += results;
  tally.errors += errors;
  tally.rollups++;
  tally.least = Math.min(tally.least, rate);
  tally.most = Math.max(tally.most, rate);
}

/** Of each roll-up's time, over all groups. */
function countByTime(rows: readonly RollupRow[]): Map<number, Pick<Tally, 'results' | 'errors'>> {
  const counts = new Map<number, Pick<Tally, 'results' | 'errors'>>();
  for (const { t, packed } of rows) {
    const [results, errors] = [nothing(), nothing()];
    addPacked(packed, RESULTS, results, null);
    addPacked(packed, ERRORS, errors, null);
    const known = counts.get(t) ?? { results: 0, errors: 0 };
    counts.set(t, { results: known.results + results.count, errors: known.errors + errors.count });
  }
  return counts;
}
