import type { Random } from '../random/random.ts';
import { middleInPlace, type PooledRows, squaredDistances } from './matrix.ts';
import { twoSampleForm } from './two-sample-form.ts';

export interface EmbeddingTest {
  statistic: number;
  p_value: number;
}

/**
 * Biased MMD^2 with the Gaussian kernel exp(-d^2 / (2 s^2)), s the median distance of the pooled rows (Gretton et al.,
 * JMLR 13, 2012), and its permutation p-value. All permutations share one kernel matrix. All rows equal is no drift.
 *
 * @param packed squared distances of the rows, where the caller has them already
 */
export function maximumMeanDiscrepancy(
  rows: PooledRows,
  permutations: number,
  random: Random,
  packed: Float64Array = squaredDistances(rows),
): EmbeddingTest {
  const kernel = gaussianKernel(packed, medianSquaredDistance(packed));
  if (kernel === null) return { statistic: 0, p_value: 1 };
  const form = twoSampleForm(kernel, 1, rows.n, rows.m);
  return { statistic: Math.max(0, form.observed), p_value: form.permute(permutations, random) };
}

/** Squared median of the distances; of an even number the mean of both middle distances, not of their squares. */
export function medianSquaredDistance(packed: Float64Array): number {
  const [lower, upper] = middleInPlace(packed.slice());
  return ((Math.sqrt(lower) + Math.sqrt(upper)) / 2) ** 2;
}

/** Null where the scale is 0, when most rows are equal. */
export function gaussianKernel(packed: Float64Array, scale: number): Float64Array | null {
  if (!(scale > 0)) return null;
  const factor = -1 / (2 * scale);
  const kernel = new Float64Array(packed.length);
  for (let at = 0; at < packed.length; at++) kernel[at] = Math.exp((packed[at] as number) * factor);
  return kernel;
}

/**
 * Energy distance of two samples of vectors, 2 E|X - Y| - E|X - X'| - E|Y - Y'| over all pairs including i = j (squared,
 * so in the unit of the vectors; Szekely and Rizzo 2013), and its permutation p-value.
 */
export function energyTest(
  rows: PooledRows,
  permutations: number,
  random: Random,
  packed: Float64Array = squaredDistances(rows),
): EmbeddingTest {
  const form = twoSampleForm(
    packed.map((squared) => -Math.sqrt(squared)),
    0,
    rows.n,
    rows.m,
  );
  return { statistic: Math.max(0, form.observed), p_value: form.permute(permutations, random) };
}
