/** Customary limit of distances, made for large samples. */
const LARGE_SAMPLE_LIMIT = 0.1;
/** Above this many reference samples the customary limit stands by itself. */
const LARGE_SAMPLE = 1_000;
const LIMIT_PERMUTATIONS = 999;
const SHARE_BELOW = 0.95;

/**
 * The limit from which on a distance is drift: 0.1, or for small windows what 95 % of random divisions of the pooled
 * values stay below, if that is more. Nearly every pair of small samples is further apart than a fixed 0.1.
 *
 * @param n size of the reference
 * @param divide the distance over that many random divisions
 */
export function driftFreeLimit(n: number, divide: (permutations: number) => Float64Array): number {
  if (n > LARGE_SAMPLE) return LARGE_SAMPLE_LIMIT;
  const distances = divide(LIMIT_PERMUTATIONS).sort();
  return Math.max(LARGE_SAMPLE_LIMIT, distances[Math.ceil(distances.length * SHARE_BELOW) - 1] as number);
}
