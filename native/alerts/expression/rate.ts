/** A value of a series; `at` in milliseconds. */
export interface Point {
  at: number;
  value: number;
}

/** Between two points further from the end of the window than this many mean distances, the series is taken to begin or end. */
const REACH = 1.1;

/** `increase`: in all; `rate`: a second. */
export type Growth = 'increase' | 'rate';

/**
 * How much a counter grew within `window_s` seconds up to `at`, by the values in it, oldest first; null for fewer than
 * two. A counter that falls has begun again at 0. What lies between the first and last value and the ends of the window is
 * extrapolated as Prometheus does (promql/functions.go, extrapolatedRate, of 2.42), so that a rule means the same there.
 */
export function growthOf(kind: Growth, points: readonly Point[], at: number, window_s: number): number | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return null;
  let grown = last.value - first.value;
  for (let k = 1; k < points.length; k++) {
    const [before, after] = [points[k - 1] as Point, points[k] as Point];
    if (after.value < before.value) grown += before.value;
  }
  const sampled = (last.at - first.at) / 1_000;
  if (sampled <= 0) return null;
  const mean = sampled / (points.length - 1);
  let toStart = (first.at - (at - window_s * 1_000)) / 1_000;
  const toEnd = (at - last.at) / 1_000;
  // It cannot have been below 0 before the first value.
  if (grown > 0 && first.value >= 0) toStart = Math.min(toStart, sampled * (first.value / grown));
  const reach = (distance: number) => (distance < mean * REACH ? distance : mean / 2);
  const factor = (sampled + reach(toStart) + reach(toEnd)) / sampled;
  return grown * (kind === 'rate' ? factor / window_s : factor);
}
