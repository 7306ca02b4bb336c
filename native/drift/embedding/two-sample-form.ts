import type { Random } from '../random/random.ts';
import { permutationP } from '../statistics/test-result.ts';
import { type GroupSums, groupSums } from './kernels/kernels.ts';

/**
 * The statistics w' K w of two groups of n and m rows, w = 1/n on the first and -1/m on the second. With a kernel matrix K
 * that is the biased MMD^2 (Gretton et al., JMLR 13, 2012), with K = -distance the energy distance (Szekely and Rizzo
 * 2013). The weights add up to 0, so centring K changes nothing, and then w' K w is (1/n + 1/m)^2 times the sum of the
 * centred K over one group alone: a permutation needs the pairs of the smaller group and no others.
 */
export interface TwoSampleForm {
  /** Value for the groups as they are. */
  observed: number;
  /** Permutation p-value of `observed`, large values counting against equality. */
  permute: (permutations: number, random: Random) => number;
}

/**
 * @param pairs K of pair (i, j), j < i, at i (i - 1) / 2 + j
 * @param diagonal K of every row with itself
 */
export function twoSampleForm(pairs: Float64Array, diagonal: number, n: number, m: number): TwoSampleForm {
  const rows = n + m;
  const sums = new Float64Array(rows).fill(diagonal);
  let [withinFirst, withinSecond, between] = [0, 0, 0];
  for (let i = 1, at = 0; i < rows; i++) {
    for (let j = 0; j < i; j++, at++) {
      const value = pairs[at] as number;
      sums[i] = (sums[i] as number) + value;
      sums[j] = (sums[j] as number) + value;
      if (i < n) withinFirst += value;
      else if (j >= n) withinSecond += value;
      else between += value;
    }
  }
  const observed =
    (n * diagonal + 2 * withinFirst) / n ** 2 + (m * diagonal + 2 * withinSecond) / m ** 2 - (2 * between) / (n * m);
  return {
    observed,
    permute: (permutations, random) => {
      const smaller = m <= n ? { first: n, size: m } : { first: 0, size: n };
      const lower = centreInWholeNumbers(pairs, sums, smaller.size);
      return permuteSums(groupSums(lower, rows), smaller, permutations, random);
    },
  };
}

/**
 * H K H, H = I - 1/N, its lower triangle with the diagonal; what lies off the diagonal counts twice in a sum over a group
 * and is doubled. The diagonal less its mean, which adds the same to every group. In whole numbers, as fine as 16 bits allow, and 31
 * for the sum over a group of `size`: such sums are quick, and the same whatever the order of the members.
 */
function centreInWholeNumbers(pairs: Float64Array, sums: Float64Array, size: number): Int16Array {
  const rows = sums.length;
  const means = sums.map((sum) => sum / rows);
  const grand = means.reduce((sum, mean) => sum + mean, 0) / rows;
  const centred = new Float64Array(pairs.length + rows);
  let largest = 0;
  for (let i = 0, from = 0, to = 0; i < rows; i++) {
    const shift = grand - (means[i] as number);
    for (let j = 0; j < i; j++, from++, to++) {
      const value = 2 * ((pairs[from] as number) + shift - (means[j] as number));
      centred[to] = value;
      largest = Math.max(largest, Math.abs(value));
    }
    // diagonal + grand - 2 mean, of which diagonal - grand is the mean.
    const value = 2 * shift;
    centred[to] = value;
    largest = Math.max(largest, Math.abs(value));
    to += 1;
  }
  // One less, for the halves that rounding may add to every summand.
  const most = Math.min(2 ** 15 - 1, (2 ** 31 - 1) / ((size * (size + 1)) / 2) - 1);
  const scale = largest === 0 ? 0 : Math.max(0, most / largest);
  const whole = new Int16Array(centred.length);
  for (let at = 0; at < whole.length; at++) whole[at] = Math.round((centred[at] as number) * scale);
  return whole;
}

function permuteSums(
  { order, sum }: GroupSums,
  { first, size }: { first: number; size: number },
  permutations: number,
  random: Random,
): number {
  // Rounding leaves sums that are equal in truth apart by about the root of the number of summands.
  const tolerance = Math.ceil(4 * Math.sqrt((size * (size + 1)) / 2));
  order.copyWithin(0, first, first + size);
  const observed = sum(size) - tolerance;
  for (let index = 0; index < order.length; index++) order[index] = index;
  let atLeast = 0;
  for (let round = 0; round < permutations; round++) {
    random.drawGroup(order, size);
    if (sum(size) >= observed) atLeast += 1;
  }
  return permutationP(atLeast, permutations);
}
