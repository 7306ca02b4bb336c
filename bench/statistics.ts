/** The value that a share `p` (0 to 1) of the values lie at or below: nearest rank, no interpolation. NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

export interface Spread {
  median: number;
  p95: number;
}

export const spread = (values: readonly number[]): Spread => ({
  median: median(values),
  p95: percentile(values, 0.95),
});
