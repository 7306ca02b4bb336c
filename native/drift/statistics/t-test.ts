import { mean, type Sorted, variance } from '../sample/numeric.ts';
import { studentTwoSided } from '../special/student-t.ts';
import { NOT_COMPUTED, type TestResult } from './test-result.ts';

/** Two-sided t test with one common variance; the statistic is positive where the first sample has the larger mean. */
export function studentT(x: Sorted, y: Sorted): TestResult {
  const [n, m] = [x.length, y.length];
  if (n < 2 || m < 2) return NOT_COMPUTED;
  const pooled = (n * variance(x) + m * variance(y)) / (n + m - 2);
  return judge(mean(x) - mean(y), Math.sqrt(pooled * (1 / n + 1 / m)), n + m - 2);
}

/** Two-sided t test with a variance for each sample and the degrees of freedom of Welch and Satterthwaite. */
export function welchT(x: Sorted, y: Sorted): TestResult {
  const [n, m] = [x.length, y.length];
  if (n < 2 || m < 2) return NOT_COMPUTED;
  const a = variance(x) / (n - 1);
  const b = variance(y) / (m - 1);
  return judge(mean(x) - mean(y), Math.sqrt(a + b), (a + b) ** 2 / (a ** 2 / (n - 1) + b ** 2 / (m - 1)));
}

/** Two constants that differ are infinitely far apart; two equal ones say nothing. */
function judge(difference: number, spread: number, dof: number): TestResult {
  if (spread > 0) {
    const statistic = difference / spread;
    return { statistic, p_value: studentTwoSided(statistic, dof) };
  }
  if (difference === 0) return NOT_COMPUTED;
  return { statistic: difference > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY, p_value: 0 };
}
