import { countClasses } from '../sample/classes.ts';
import { countDistinct, type Sorted } from '../sample/numeric.ts';
import { binBoth, pooledRange, sturgesEdges } from './equal-width.ts';

/** The bins that Evidently and so everyone's published figures use: by value, or of equal width over the pool. */
export type CommonBins =
  | { mode: 'sturges'; edges: number[]; reference: number[]; current: number[] }
  | { mode: 'values'; keys: (string | number)[]; reference: number[]; current: number[] };

/** With at most so many distinct values in the reference each value is a bin of its own. */
export const MOST_VALUES = 20;

/**
 * Equal-width bins by Sturges over the pooled sample where the reference has more than 20 distinct values, else one bin
 * per value. Only the reference decides, so the choice is not symmetric.
 */
export function commonBins(reference: Sorted, current: Sorted): CommonBins {
  if (countDistinct(reference) > MOST_VALUES) {
    const [low, high] = pooledRange(reference, current);
    const edges = sturgesEdges(low, high, reference.length + current.length);
    return { mode: 'sturges', ...binBoth(reference, current, edges) };
  }
  const { classes, ...counts } = countClasses<number>(reference, current);
  return { mode: 'values', keys: classes, ...counts };
}

/**
 * Bins of the Hellinger distance: Sturges' edges from the set of distinct pooled values, each counted once.
 *
 * @param distinct number of distinct pooled values
 */
export function hellingerBins(reference: Sorted, current: Sorted, distinct: number) {
  const [low, high] = pooledRange(reference, current);
  return binBoth(reference, current, sturgesEdges(low, high, distinct));
}
