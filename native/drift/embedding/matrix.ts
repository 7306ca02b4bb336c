import { pairDistances } from './kernels/kernels.ts';

/** Vectors of both windows, one a row: the reference first. Row-major. */
export interface PooledRows {
  values: Float64Array;
  dimension: number;
  /** Rows of the reference. */
  n: number;
  /** Rows of the current window. */
  m: number;
}

/** All rows must be equally long. */
export function poolRows(reference: readonly ArrayLike<number>[], current: readonly ArrayLike<number>[]): PooledRows {
  const dimension = (reference[0] ?? current[0])?.length ?? 0;
  const values = new Float64Array((reference.length + current.length) * dimension);
  for (const [index, row] of reference.entries()) values.set(row, index * dimension);
  for (const [index, row] of current.entries()) values.set(row, (reference.length + index) * dimension);
  return { values, dimension, n: reference.length, m: current.length };
}

/** Squared Euclidean distances of all pairs of rows, packed: pair (i, j), j < i, at i (i - 1) / 2 + j. */
export const squaredDistances = ({ values, dimension }: PooledRows): Float64Array => pairDistances(values, dimension);

/** The two middle values, the same one twice of an odd number. Reorders `values`. NaN of none. */
export function middleInPlace(values: Float64Array): [lower: number, upper: number] {
  const count = values.length;
  if (count === 0) return [Number.NaN, Number.NaN];
  const upper = selectInPlace(values, Math.floor(count / 2));
  if (count % 2 === 1) return [upper, upper];
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count / 2; i++) lower = Math.max(lower, values[i] as number);
  return [lower, upper];
}

/** Hoare's quickselect: the value of rank `k` from 0; what is smaller ends up before it. */
function selectInPlace(values: Float64Array, k: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOfThree(values[low] as number, values[(low + high) >>> 1] as number, values[high] as number);
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const value = values[i] as number;
      values[i] = values[j] as number;
      values[j] = value;
      i++;
      j--;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k] as number;
}

const middleOfThree = (a: number, b: number, c: number) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
