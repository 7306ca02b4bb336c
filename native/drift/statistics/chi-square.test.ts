import { describe, expect, it } from 'vitest';
import { Random } from '../random/random.ts';
import { countClasses } from '../sample/classes.ts';
import { chiSquareGoodnessOfFit, chiSquareHomogeneity, chiSquareWithFallback, gTestHomogeneity } from './chi-square.ts';
import { fisherExact } from './proportions.ts';

const counts = (reference: number[], current: number[]) => ({
  classes: reference.map((_, index) => `c${index}`),
  reference,
  current,
});

describe('chi-square test of homogeneity', () => {
  it('is the textbook sum', () => {
    // Expected 15 in all four cells: 4 * 25 / 15.
    const test = chiSquareHomogeneity(counts([10, 20], [20, 10]));
    expect(test).toMatchObject({ dof: 1, min_expected: 15, p_method: 'asymptotic' });
    expect(test.statistic).toBeCloseTo(20 / 3, 12);
    expect(test.cramers_v).toBeCloseTo(1 / 3, 12);
    expect(test.p_value).toBeCloseTo(0.009823274507519, 12);
  });

  it('takes one class for no drift', () => {
    expect(chiSquareHomogeneity(counts([10], [5]))).toMatchObject({ statistic: 0, p_value: 1 });
  });

  it('gives an unseen class its due and no more', () => {
    const [reference, current] = [new Array<string>(99).fill('a'), new Array<string>(49).fill('a')];
    const unseen = countClasses([...reference, 'a'], [...current, 'b']);
    expect(chiSquareHomogeneity(unseen).p_value).toBeGreaterThan(0.1);
    expect(chiSquareGoodnessOfFit(unseen)).toMatchObject({ statistic: Number.POSITIVE_INFINITY, p_value: 0 });
  });

  it('takes permutations where an expected count is below 5, near the exact probability', () => {
    const table = counts([3, 12], [6, 4]);
    const test = chiSquareWithFallback(table, 9_999, () => new Random(1));
    // With two classes the permutation distribution is the hypergeometric one; tables at least as far from what is
    // expected are here those that are no likelier.
    const exact = fisherExact({ hits: 3, size: 15 }, { hits: 6, size: 10 }).p_value;
    expect(test.p_method).toBe('permutation');
    expect(Math.abs(test.p_value - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 9_999));
    expect(chiSquareWithFallback(table, 9_999, () => new Random(1))).toEqual(test);
  });

  it('leaves the distribution alone where counts are large', () => {
    const random = () => {
      throw new Error('No random numbers are needed');
    };
    expect(chiSquareWithFallback(counts([50, 50], [30, 20]), 99, random).p_method).toBe('asymptotic');
  });

  it('never gives a permutation p-value of 0', () => {
    const table = counts([40, 0, 3], [0, 40, 1]);
    expect(chiSquareWithFallback(table, 199, () => new Random(2)).p_value).toBe(1 / 200);
  });
});

describe('related tests', () => {
  it('fit the current counts to the scaled reference', () => {
    const { statistic, dof, p_value } = chiSquareGoodnessOfFit(counts([50, 50], [30, 20]));
    expect([statistic, dof]).toEqual([2, 1]);
    expect(p_value).toBeCloseTo(0.15729920705028513, 12);
    expect(chiSquareGoodnessOfFit(counts([5], [4])).p_value).toBeNull();
  });

  it('compare likelihoods', () => {
    const { statistic } = gTestHomogeneity(counts([10, 20], [20, 10]));
    expect(statistic).toBeCloseTo(2 * (20 * Math.log(10 / 15) + 40 * Math.log(20 / 15)), 12);
    expect(gTestHomogeneity(counts([4], [4])).p_value).toBe(1);
  });
});
