import type { Sorted } from './numeric.ts';

/** What one walk over both samples tells of their distribution functions F (reference) and G (current). */
export interface PooledScan {
  /** max |i m - j n|: n m times the Kolmogorov-Smirnov distance, as a whole number. */
  height: number;
  /** A value at which that distance is reached; the smallest of them. */
  location: number;
  /** 1 where F is above G there (the current values are larger), else -1. */
  sign: 1 | -1;
  /** Integral of |F - G|: Wasserstein's distance of order 1, in the unit of the values. */
  wasserstein: number;
  /** Integral of (F - G)^2. */
  squared: number;
  /** Distinct values of both samples together. */
  distinct: number;
  /** Whether any value occurs twice, in one sample or in both. */
  ties: boolean;
}

/** One walk over two non-empty ascending samples. */
export function scanPooled(x: Sorted, y: Sorted): PooledScan {
  const n = x.length;
  const m = y.length;
  const area = n * m;
  let i = 0;
  let j = 0;
  let height = -1;
  let location = Number.NaN;
  let signed = 0;
  let wasserstein = 0;
  let squared = 0;
  let distinct = 0;
  let previous = 0;
  let difference = 0;
  while (i < n || j < m) {
    const nextX = i < n ? (x[i] as number) : Number.POSITIVE_INFINITY;
    const nextY = j < m ? (y[j] as number) : Number.POSITIVE_INFINITY;
    const value = nextX < nextY ? nextX : nextY;
    if (distinct > 0) {
      const gap = (value - previous) / area;
      wasserstein += Math.abs(difference) * gap;
      squared += ((difference * difference) / area) * gap;
    }
    while (i < n && x[i] === value) i++;
    while (j < m && y[j] === value) j++;
    difference = i * m - j * n;
    if (Math.abs(difference) > height) {
      height = Math.abs(difference);
      location = value;
      signed = difference;
    }
    previous = value;
    distinct += 1;
  }
  return { height, location, sign: signed >= 0 ? 1 : -1, wasserstein, squared, distinct, ties: distinct < n + m };
}
