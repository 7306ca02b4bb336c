import type { Sorted } from '../sample/numeric.ts';
import { rankPooled } from '../sample/pooled-ranks.ts';
import { scaledBesselK } from '../special/bessel.ts';
import { logGamma } from '../special/gamma.ts';
import { NOT_COMPUTED, type PMethod, type TestResult } from './test-result.ts';

/** Up to this many values on the larger side the p-value is exact. */
const EXACT_LIMIT = 20;

/**
 * Two-sample Cramer-von Mises test (Anderson 1962) with mid-ranks: T, and its p-value, exact for small samples, else
 * from the limit distribution. Ties inflate T, so that the p-value means nothing with them: callers look for ties first.
 * Needs 2 values a side.
 *
 * @param smallestTerm where the series of the limit distribution ends; coarser only to repeat a library's numbers
 */
export function cramerVonMises(
  x: Sorted,
  y: Sorted,
  method: 'auto' | 'asymptotic' = 'auto',
  smallestTerm = 1e-18,
): TestResult & { p_method: PMethod } {
  const [n, m] = [x.length, y.length];
  if (n < 2 || m < 2) return { ...NOT_COMPUTED, p_method: 'asymptotic' };
  const statistic = cramerVonMisesStatistic(x, y);
  if (method === 'auto' && Math.max(n, m) <= EXACT_LIMIT) {
    return { statistic, p_value: exactP(n, m, statistic), p_method: 'exact' };
  }
  return { statistic, p_value: asymptoticP(n, m, statistic, smallestTerm), p_method: 'asymptotic' };
}

/** T = U / (n m N) - (4 n m - 1) / (6 N), U from the squared distances of own and pooled mid-ranks. */
export function cramerVonMisesStatistic(x: Sorted, y: Sorted): number {
  const [n, m] = [x.length, y.length];
  const all = n + m;
  const ranks = rankPooled(x, y);
  const sum = (pooled: Float64Array) => pooled.reduce((acc, rank, index) => acc + (rank - (index + 1)) ** 2, 0);
  const u = n * sum(ranks.x) + m * sum(ranks.y);
  return u / (n * m * all) - (4 * n * m - 1) / (6 * all);
}

/** T brought to the mean and variance of its limit distribution, which has mean 1/6 and variance 1/45. */
function asymptoticP(n: number, m: number, statistic: number, smallestTerm: number): number {
  const all = n + m;
  const expected = (1 + 1 / all) / 6;
  const variance = ((all + 1) * (4 * n * m * all - 3 * (n ** 2 + m ** 2) - 2 * n * m)) / (45 * all ** 2 * 4 * n * m);
  const standardised = 1 / 6 + (statistic - expected) / Math.sqrt(45 * variance);
  if (standardised < 0.003) return 1;
  return Math.max(0, 1 - limitCdf(standardised, smallestTerm));
}

/** Limit distribution of the statistic, Csorgo and Faraway 1996, equation 1.2. */
function limitCdf(x: number, smallestTerm: number): number {
  let sum = 0;
  for (let k = 0; k < 10_000; k++) {
    const root = 4 * k + 1;
    const q = root ** 2 / (16 * x);
    const front = Math.exp(logGamma(k + 0.5) - logGamma(k + 1)) / (Math.PI ** 1.5 * Math.sqrt(x));
    const term = front * Math.sqrt(root) * Math.exp(-2 * q) * scaledBesselK(0.25, q);
    sum += term;
    if (term < smallestTerm) break;
  }
  return sum;
}

/**
 * P(T >= statistic) over all C(n + m, n) orders of the pool, counted by their sum of squared distances of the two
 * distribution functions, in whole numbers (Xiao, Gordon and Yakovlev, J. Stat. Software 17(8), 2006).
 */
function exactP(n: number, m: number, statistic: number): number {
  const common = (n * m) / greatestCommonDivisor(n, m);
  const [a, b] = [common / n, common / m];
  const all = n + m;
  // T = n m / (N L)^2 times the sum; with ties the sum need not be whole and the next lower one counts.
  const observed = Math.floor((statistic * (all * common) ** 2) / (n * m) + 1e-6);
  let rows: Map<number, number>[] = [];
  for (let i = 0; i <= n; i++) {
    const next: Map<number, number>[] = [];
    for (let j = 0; j <= m; j++) {
      if (i === 0 && j === 0) {
        next.push(new Map([[0, 1]]));
        continue;
      }
      const step = (a * i - b * j) ** 2;
      const here = new Map<number, number>();
      const take = (from: Map<number, number> | undefined) => {
        for (const [sum, count] of from ?? []) here.set(sum + step, (here.get(sum + step) ?? 0) + count);
      };
      take(rows[j]);
      if (j > 0) take(next[j - 1]);
      next.push(here);
    }
    rows = next;
  }
  let [atLeast, orders] = [0, 0];
  for (const [sum, count] of rows[m] as Map<number, number>) {
    orders += count;
    if (sum >= observed) atLeast += count;
  }
  return atLeast / orders;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
