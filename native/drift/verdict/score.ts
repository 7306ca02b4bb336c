const SMALLEST_P = 1e-300;

/**
 * A score that rises with drift whatever the method: r / (1 + r), r how far the decision threshold is exceeded. 0 is no
 * drift, 0.5 exactly the threshold, 1 an infinite distance. A p-value falls with drift, so its r is ln p / ln level.
 * Null, never 0, where there is no value.
 */
export function exceedanceScore(basis: 'p_value' | 'distance', value: number | null, threshold: number): number | null {
  if (value === null || Number.isNaN(value)) return null;
  const r = basis === 'p_value' ? Math.log(Math.max(value, SMALLEST_P)) / Math.log(threshold) : value / threshold;
  return r === Number.POSITIVE_INFINITY ? 1 : Math.max(0, r / (1 + r));
}
