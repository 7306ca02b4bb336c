import { identityOrder, type Random } from '../random/random.ts';
import { permutationP } from '../statistics/test-result.ts';

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
      const matrix = centreInWholeNumbers(pairs, diagonal, sums, smaller.size);
      return permuteSums(matrix, smaller, permutations, random);
    },
  };
}

/**
 * H K H, H = I - 1/N, with both triangles; what lies off the diagonal counts twice in a sum over a group and is doubled.
 * In whole numbers, as fine as 31 bits allow for the sum over a group of `size`: such sums are quick, and the same
 * whatever the order of the members.
 */
function centreInWholeNumbers(pairs: Float64Array, diagonal: number, sums: Float64Array, size: number): Int32Array {
  const rows = sums.length;
  const means = sums.map((sum) => sum / rows);
  const grand = means.reduce((sum, mean) => sum + mean, 0) / rows;
  const centred = new Float64Array(pairs.length);
  const centredDiagonal = means.map((mean) => diagonal + grand - 2 * mean);
  let largest = centredDiagonal.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  for (let i = 1, at = 0; i < rows; i++) {
    const shift = grand - (means[i] as number);
    for (let j = 0; j < i; j++, at++) {
      const value = 2 * ((pairs[at] as number) + shift - (means[j] as number));
      centred[at] = value;
      largest = Math.max(largest, Math.abs(value));
    }
  }
  // One less, for the halves that rounding may add to every summand.
  const scale = largest === 0 ? 0 : Math.max(0, (2 ** 31 - 1) / ((largest * size * (size + 1)) / 2) - 1 / largest);
  const whole = new Int32Array(rows * rows);
  for (let i = 0, at = 0; i < rows; i++) {
    whole[i * rows + i] = Math.round((centredDiagonal[i] as number) * scale);
    for (let j = 0; j < i; j++, at++) {
      const value = Math.round((centred[at] as number) * scale);
      whole[i * rows + j] = value;
      whole[j * rows + i] = value;
    }
  }
  return whole;
}

function permuteSums(
  matrix: Int32Array,
  { first, size }: { first: number; size: number },
  permutations: number,
  random: Random,
): number {
  const rows = Math.sqrt(matrix.length);
  const order = identityOrder(rows);
  // Rounding leaves sums that are equal in truth apart by about the root of the number of summands.
  const tolerance = Math.ceil(4 * Math.sqrt((size * (size + 1)) / 2));
  const observed = sumOver(matrix, rows, order.slice(first, first + size), size) - tolerance;
  let atLeast = 0;
  for (let round = 0; round < permutations; round++) {
    random.drawGroup(order, size);
    if (sumOver(matrix, rows, order, size) >= observed) atLeast += 1;
  }
  return permutationP(atLeast, permutations);
}

/** Sum of the matrix over pairs (a, b), b <= a, of the first `size` members. */
function sumOver(matrix: Int32Array, rows: number, members: Int32Array, size: number): number {
  let sum = 0;
  let a = 0;
  // Four rows at a time, so that each member is read once for all of them: this loop is most of a check.
  for (; a + 4 <= size; a += 4) {
    const r0 = Math.imul(members[a] as number, rows);
    const r1 = Math.imul(members[a + 1] as number, rows);
    const r2 = Math.imul(members[a + 2] as number, rows);
    const r3 = Math.imul(members[a + 3] as number, rows);
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let b = 0; b < a; b++) {
      const column = members[b] as number;
      s0 = (s0 + (matrix[r0 + column] as number)) | 0;
      s1 = (s1 + (matrix[r1 + column] as number)) | 0;
      s2 = (s2 + (matrix[r2 + column] as number)) | 0;
      s3 = (s3 + (matrix[r3 + column] as number)) | 0;
    }
    sum = (sum + s0 + s1 + s2 + s3) | 0;
    for (let row = a; row < a + 4; row++) sum = (sum + sumRow(matrix, rows, members, row, a)) | 0;
  }
  for (; a < size; a++) sum = (sum + sumRow(matrix, rows, members, a, 0)) | 0;
  return sum;
}

function sumRow(matrix: Int32Array, rows: number, members: Int32Array, a: number, from: number): number {
  const row = Math.imul(members[a] as number, rows);
  let sum = 0;
  for (let b = from; b <= a; b++) sum = (sum + (matrix[row + (members[b] as number)] as number)) | 0;
  return sum;
}
