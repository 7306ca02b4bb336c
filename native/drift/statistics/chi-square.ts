import type { Random } from '../random/random.ts';
import { type ClassCounts, total } from '../sample/classes.ts';
import { chiSquareUpperTail } from '../special/chi-square.ts';
import { type PMethod, permutationP } from './test-result.ts';

export interface Homogeneity {
  statistic: number;
  dof: number;
  p_value: number;
  p_method: PMethod;
  /** Cramer's V, 0 to 1. */
  cramers_v: number;
  /** Smallest expected count of the 2 x K table. */
  min_expected: number;
}

/**
 * Pearson's chi-square test that both windows have the same mix of classes: the 2 x K table over the union of the
 * classes, no continuity correction. One class overall is no drift: p = 1.
 */
export function chiSquareHomogeneity(counts: ClassCounts): Homogeneity {
  const n = total(counts.reference);
  const m = total(counts.current);
  let statistic = 0;
  let minExpected = Number.POSITIVE_INFINITY;
  for (const [index, a] of counts.reference.entries()) {
    const b = counts.current[index] as number;
    const expectedReference = ((a + b) * n) / (n + m);
    const expectedCurrent = ((a + b) * m) / (n + m);
    statistic += (a - expectedReference) ** 2 / expectedReference + (b - expectedCurrent) ** 2 / expectedCurrent;
    minExpected = Math.min(minExpected, expectedReference, expectedCurrent);
  }
  const dof = counts.classes.length - 1;
  return {
    statistic,
    dof,
    p_value: dof === 0 ? 1 : chiSquareUpperTail(statistic, dof),
    p_method: 'asymptotic',
    cramers_v: Math.sqrt(statistic / (n + m)),
    min_expected: minExpected,
  };
}

/** Expected counts below this make the chi-square distribution a poor guide (Cochran 1954). */
const SMALLEST_EXPECTED = 5;

/**
 * The same, but with the p-value of `permutations` random relabellings where an expected count is below 5.
 */
export function chiSquareWithFallback(counts: ClassCounts, permutations: number, random: () => Random): Homogeneity {
  const test = chiSquareHomogeneity(counts);
  if (test.dof === 0 || test.min_expected >= SMALLEST_EXPECTED) return test;
  return { ...test, p_value: permuteHomogeneity(counts, permutations, random()), p_method: 'permutation' };
}

/**
 * With all margins fixed the statistic is an increasing function of the sum of b^2 / t over the classes, b the count in
 * the smaller window and t in both, so only the smaller window needs to be drawn.
 */
function permuteHomogeneity(counts: ClassCounts, permutations: number, random: Random): number {
  const totals = counts.reference.map((count, index) => count + (counts.current[index] as number));
  const labels = Int32Array.from(totals.flatMap((count, index) => new Array<number>(count).fill(index)));
  const smaller = total(counts.current) <= total(counts.reference) ? counts.current : counts.reference;
  const size = total(smaller);
  const weights = Float64Array.from(totals, (count) => 1 / count);
  const drawn = new Int32Array(totals.length);
  const sum = (of: ArrayLike<number>) => {
    let value = 0;
    for (let index = 0; index < of.length; index++) value += (of[index] as number) ** 2 * (weights[index] as number);
    return value;
  };
  // Equal arrangements must count as equal whatever the order of summation.
  const observed = sum(smaller) * (1 - 1e-12);
  let atLeast = 0;
  for (let round = 0; round < permutations; round++) {
    random.drawGroup(labels, size);
    drawn.fill(0);
    for (let k = 0; k < size; k++) {
      const label = labels[k] as number;
      drawn[label] = (drawn[label] as number) + 1;
    }
    if (sum(drawn) >= observed) atLeast += 1;
  }
  return permutationP(atLeast, permutations);
}

/**
 * Goodness of fit of the current counts to those of the reference, scaled to its size: what Evidently calls chi-square.
 * It takes the reference for exact, so it finds drift too often; a class that the reference lacks makes it infinite.
 * Null p-value for a single class.
 */
export function chiSquareGoodnessOfFit(counts: ClassCounts): {
  statistic: number;
  dof: number;
  p_value: number | null;
} {
  const scale = total(counts.current) / total(counts.reference);
  let statistic = 0;
  for (const [index, count] of counts.reference.entries()) {
    const expected = count * scale;
    const observed = counts.current[index] as number;
    if (observed !== expected) statistic += (observed - expected) ** 2 / expected;
  }
  const dof = counts.classes.length - 1;
  return { statistic, dof, p_value: dof === 0 ? null : chiSquareUpperTail(statistic, dof) };
}

/** Likelihood-ratio (G) test of homogeneity: 2 sum O ln(O / E) over the 2 x K table. */
export function gTestHomogeneity(counts: ClassCounts): { statistic: number; dof: number; p_value: number } {
  const n = total(counts.reference);
  const m = total(counts.current);
  let statistic = 0;
  for (const [index, a] of counts.reference.entries()) {
    const b = counts.current[index] as number;
    if (a > 0) statistic += 2 * a * Math.log((a * (n + m)) / ((a + b) * n));
    if (b > 0) statistic += 2 * b * Math.log((b * (n + m)) / ((a + b) * m));
  }
  const dof = counts.classes.length - 1;
  return { statistic, dof, p_value: dof === 0 ? 1 : chiSquareUpperTail(statistic, dof) };
}
