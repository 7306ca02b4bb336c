import type { OutlierCounts } from '../../contract/drift.ts';
import { countBelow, countUpTo, mean, quantile, type Sorted, standardDeviation } from '../sample/numeric.ts';

/** Tukey's fences: this many distances of the quartiles beyond them. */
const FENCE = 1.5;
const DEVIATIONS = 3;

/** Values of both windows beyond limits that the reference sets, by quartiles and by mean and deviation (divisor n). */
export function countOutliers(x: Sorted, y: Sorted): { iqr: OutlierCounts; z_score: OutlierCounts } {
  const [low, high] = [quantile(x, 0.25), quantile(x, 0.75)];
  const [centre, spread] = [mean(x), standardDeviation(x)];
  const outside = (lower: number, upper: number): OutlierCounts => {
    const count = (values: Sorted) => countBelow(values, lower) + values.length - countUpTo(values, upper);
    return { lower, upper, reference: count(x), current: count(y) };
  };
  return {
    iqr: outside(low - FENCE * (high - low), high + FENCE * (high - low)),
    z_score: outside(centre - DEVIATIONS * spread, centre + DEVIATIONS * spread),
  };
}
