/** Observations up to an upper bound, which is `Infinity` for the last. */
export interface Bucket {
  bound: number;
  count: number;
}

/**
 * The value that a share `q` of the observations of a histogram stays below, by a straight line within its bucket, as
 * PromQL's `histogram_quantile`. NaN for a histogram of nothing; the highest finite bound where it lies beyond that.
 */
export function quantileOf(q: number, unordered: readonly Bucket[]): number {
  const buckets = unordered.toSorted((a, b) => a.bound - b.bound);
  const last = buckets.at(-1);
  if (last === undefined || last.bound !== Number.POSITIVE_INFINITY || buckets.length < 2) return Number.NaN;
  // Rates of buckets that were not read at the same moment may fall by a hair.
  let most = 0;
  for (const [k, { bound, count }] of buckets.entries()) {
    most = Math.max(most, count);
    buckets[k] = { bound, count: most };
  }
  if (most === 0 || Number.isNaN(most)) return Number.NaN;
  const rank = q * most;
  const index = buckets.slice(0, -1).findIndex(({ count }) => count >= rank);
  if (index === -1) return (buckets.at(-2) as Bucket).bound;
  const { bound, count } = buckets[index] as Bucket;
  if (index === 0 && bound <= 0) return bound;
  const below = buckets[index - 1] ?? { bound: 0, count: 0 };
  return below.bound + (bound - below.bound) * ((rank - below.count) / (count - below.count));
}
