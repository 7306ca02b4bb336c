import type { Sorted } from '../sample/numeric.ts';
import { type PooledScan, scanPooled } from '../sample/pooled-scan.ts';
import { kolmogorovUpperTail } from '../special/kolmogorov.ts';
import { kolmogorovOneSample } from '../special/kolmogorov-one-sample.ts';
import type { PMethod, TestResult } from './test-result.ts';

/** Above this many values on a side the exact p-value costs more than it is worth: n m steps. */
export const EXACT_LIMIT = 3_000;

/**
 * Two-sample Kolmogorov-Smirnov test of two non-empty samples: D = max |F - G|, two-sided. The p-value is exact up to
 * `exactLimit` values on the larger side, else that of one sample of the effective size. Ties make it conservative.
 */
export function kolmogorovSmirnov(
  x: Sorted,
  y: Sorted,
  exactLimit = EXACT_LIMIT,
  scan: PooledScan = scanPooled(x, y),
): TestResult & { p_method: PMethod } {
  const [n, m] = [x.length, y.length];
  const statistic = scan.height / (n * m);
  if (Math.max(n, m) <= exactLimit) {
    return { statistic, p_value: ksExactP(n, m, scan.height), p_method: 'exact' };
  }
  return { statistic, p_value: ksAsymptoticP(n, m, statistic), p_method: 'asymptotic' };
}

/**
 * Exact P(n m D >= height) without ties: the probability that a random lattice path from (0, 0) to (n, m) touches
 * |i m - j n| >= height. Counting the paths that touch rather than those that do not keeps the relative accuracy of tiny
 * p-values (the recursion of Hodges 1958 turned outside; the form is that of Schroeer and Trenkler 1995).
 *
 * @param height max |i m - j n| over the pooled values
 */
export function ksExactP(n: number, m: number, height: number): number {
  if (height <= 0) return 1;
  // Row by row; a point that touches has probability 1, so only those between the two limits need be visited.
  const row = new Float64Array(m + 1).fill(1);
  for (let j = 0; j <= m && j * n < height; j++) row[j] = 0;
  for (let i = 1; i <= n; i++) {
    const first = Math.max(0, Math.ceil((i * m - height + 1) / n));
    const last = Math.min(m, Math.floor((i * m + height - 1) / n));
    let left = 1;
    for (let j = first; j <= last; j++) {
      left = (i * (row[j] as number) + j * left) / (i + j);
      row[j] = left;
    }
  }
  return Math.min(1, row[m] as number);
}

const effectiveSize = (n: number, m: number) => (n * m) / (n + m);

/** Rounds half to even, as the library whose p-value this is does. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** P(D_k >= d) of one sample of the effective size n m / (n + m), rounded to a whole k (scipy's asymptotic p-value). */
export function ksAsymptoticP(n: number, m: number, d: number): number {
  const size = roundHalfEven(effectiveSize(n, m));
  return size < 1 ? ksLimitP(n, m, d) : kolmogorovOneSample(size, d);
}

/** Kolmogorov's limit distribution at sqrt(n m / (n + m)) D. */
export function ksLimitP(n: number, m: number, d: number): number {
  return kolmogorovUpperTail(Math.sqrt(effectiveSize(n, m)) * d);
}

/** The limit distribution with the correction for small samples of Stephens 1970. */
export function ksStephensP(n: number, m: number, d: number): number {
  const root = Math.sqrt(effectiveSize(n, m));
  return kolmogorovUpperTail((root + 0.12 + 0.11 / root) * d);
}
