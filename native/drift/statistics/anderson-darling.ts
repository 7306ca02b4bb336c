import type { Sorted } from '../sample/numeric.ts';
import { NOT_COMPUTED, type TestResult } from './test-result.ts';

/** Upper points of the two-sample statistic, Scholz and Stephens 1987, table 1 for m = k - 1 = 1. */
const LEVELS = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
// biome-ignore lint/suspicious/noApproximativeNumericConstant: 2.718 is a published point, not e.
export const CRITICAL_VALUES = [0.325, 1.226, 1.961, 2.718, 3.752, 4.592, 6.546];

/**
 * Two-sample Anderson-Darling test with mid-ranks (Scholz and Stephens, K-sample Anderson-Darling tests, JASA 82, 1987).
 * The p-value is read off a quadratic through the seven published points and so lies in 0.001 to 0.25. Not computed for
 * a single distinct value, nor for fewer than 4 values in all.
 */
export function andersonDarling(x: Sorted, y: Sorted): TestResult {
  const n = x.length;
  const m = y.length;
  const all = n + m;
  if (n === 0 || m === 0 || all < 4) return NOT_COMPUTED;
  const a2 = midRankStatistic(x, y);
  if (a2 === null) return NOT_COMPUTED;
  const statistic = (a2 - 1) / Math.sqrt(nullVariance(n, m));
  return { statistic, p_value: interpolateP(statistic) };
}

/** (N - 1)/N times the sum over samples and distinct values; null where all values are equal. */
function midRankStatistic(x: Sorted, y: Sorted): number | null {
  const [n, m] = [x.length, y.length];
  const all = n + m;
  let i = 0;
  let j = 0;
  let sumX = 0;
  let sumY = 0;
  let distinct = 0;
  while (i < n || j < m) {
    const value = Math.min(x[i] ?? Number.POSITIVE_INFINITY, y[j] ?? Number.POSITIVE_INFINITY);
    const [belowX, belowY] = [i, j];
    while (i < n && x[i] === value) i++;
    while (j < m && y[j] === value) j++;
    const [hereX, hereY] = [i - belowX, j - belowY];
    const here = hereX + hereY;
    const before = belowX + belowY + here / 2;
    const weight = here / all / (before * (all - before) - (all * here) / 4);
    sumX += weight * (all * (belowX + hereX / 2) - n * before) ** 2;
    sumY += weight * (all * (belowY + hereY / 2) - m * before) ** 2;
    distinct += 1;
  }
  return distinct < 2 ? null : ((all - 1) / all) * (sumX / n + sumY / m);
}

/** Variance of the statistic without drift for k = 2 samples, Scholz and Stephens 1987, equation 4. */
function nullVariance(n: number, m: number): number {
  const all = n + m;
  const s = 1 / n + 1 / m;
  let h = 0;
  for (let i = 1; i < all; i++) h += 1 / i;
  // sum over i < j < N of 1 / ((N - i) j), gathered from the end of the inner sum.
  let g = 0;
  let inner = 0;
  for (let i = all - 2; i >= 1; i--) {
    inner += 1 / (i + 1);
    g += inner / (all - i);
  }
  const k = 2;
  const a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * s;
  const b = (2 * g - 4) * k ** 2 + 8 * h * k + (2 * g - 14 * h - 4) * s - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * k ** 2 + (4 * h - 4 * g + 6) * k + (2 * h - 6) * s + 4 * h;
  const d = (2 * h + 6) * k ** 2 - 4 * h * k;
  return (a * all ** 3 + b * all ** 2 + c * all + d) / ((all - 1) * (all - 2) * (all - 3));
}

function interpolateP(statistic: number): number {
  const [first, last] = [CRITICAL_VALUES[0] as number, CRITICAL_VALUES.at(-1) as number];
  if (statistic < first) return LEVELS[0] as number;
  if (statistic > last) return LEVELS.at(-1) as number;
  const [constant, linear, square] = QUADRATIC;
  return Math.exp(constant + linear * statistic + square * statistic * statistic);
}

/** Least-squares quadratic of ln(level) in the critical value: the normal equations by Cramer's rule. */
function fitQuadratic(): [number, number, number] {
  const power = (k: number) => CRITICAL_VALUES.reduce((sum, value) => sum + value ** k, 0);
  const moment = (k: number) =>
    CRITICAL_VALUES.reduce((sum, value, index) => sum + value ** k * Math.log(LEVELS[index] as number), 0);
  const [s0, s1, s2, s3, s4] = [power(0), power(1), power(2), power(3), power(4)];
  const [t0, t1, t2] = [moment(0), moment(1), moment(2)];
  const determinant = (a: number[], b: number[], c: number[]) => {
    const [a0 = 0, a1 = 0, a2 = 0] = a;
    const [b0 = 0, b1 = 0, b2 = 0] = b;
    const [c0 = 0, c1 = 0, c2 = 0] = c;
    return a0 * (b1 * c2 - b2 * c1) - b0 * (a1 * c2 - a2 * c1) + c0 * (a1 * b2 - a2 * b1);
  };
  const columns: [number[], number[], number[]] = [
    [s0, s1, s2],
    [s1, s2, s3],
    [s2, s3, s4],
  ];
  const right = [t0, t1, t2];
  const whole = determinant(...columns);
  return [
    determinant(right, columns[1], columns[2]) / whole,
    determinant(columns[0], right, columns[2]) / whole,
    determinant(columns[0], columns[1], right) / whole,
  ];
}

const QUADRATIC = fitQuadratic();
