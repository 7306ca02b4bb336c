import { describe, expect, it } from 'vitest';
import { sortNumbers } from '../sample/numeric.ts';
import { chiSquareHomogeneity } from './chi-square.ts';
import { ADJUSTMENTS } from './multiple-testing.ts';
import { compareProportions, fisherExact, twoProportionZ } from './proportions.ts';
import { studentT, welchT } from './t-test.ts';

describe('t tests', () => {
  const [x, y] = [sortNumbers([1, 2, 3]), sortNumbers([2, 3, 4])];

  it('divide the difference of the means by its deviation', () => {
    const root = 1.5 / (1.5 + 4);
    const { statistic, p_value } = studentT(x, y);
    expect(statistic).toBeCloseTo(-Math.sqrt(1.5), 12);
    expect(p_value).toBeCloseTo(1 - 2 * (0.75 * Math.sqrt(root) - 0.25 * root ** 1.5), 12);
    // Of equal sizes and variances both have 4 degrees of freedom.
    expect(welchT(x, y).p_value).toBeCloseTo(p_value as number, 12);
  });

  it('say nothing of one value or of one constant', () => {
    expect(studentT(sortNumbers([1]), y)).toEqual({ statistic: null, p_value: null });
    expect(welchT(sortNumbers([5, 5]), sortNumbers([5, 5]))).toEqual({ statistic: null, p_value: null });
    expect(welchT(sortNumbers([5, 5]), sortNumbers([6, 6]))).toEqual({
      statistic: Number.NEGATIVE_INFINITY,
      p_value: 0,
    });
  });
});

describe('two shares', () => {
  it('are compared exactly by Fisher: the lady tasting tea', () => {
    const test = fisherExact({ hits: 3, size: 4 }, { hits: 1, size: 4 });
    expect(test.p_value).toBeCloseTo(34 / 70, 12);
    expect(test.statistic).toBeCloseTo(9, 12);
    expect(fisherExact({ hits: 4, size: 4 }, { hits: 0, size: 4 })).toEqual({
      statistic: null,
      p_value: expect.closeTo(2 / 70, 12),
    });
  });

  it('are compared by z, whose square is chi-square', () => {
    const z = twoProportionZ({ hits: 30, size: 100 }, { hits: 25, size: 50 });
    const square = chiSquareHomogeneity({ classes: ['no', 'yes'], reference: [70, 30], current: [25, 25] });
    expect(z.statistic ** 2).toBeCloseTo(square.statistic, 12);
    expect(z.p_value).toBeCloseTo(square.p_value, 12);
    expect(twoProportionZ({ hits: 5, size: 5 }, { hits: 7, size: 7 })).toEqual({ statistic: 0, p_value: 1 });
  });

  it('are compared exactly where few have the property', () => {
    expect(compareProportions({ hits: 1, size: 100 }, { hits: 3, size: 50 }).method).toBe('fisher_exact');
    expect(compareProportions({ hits: 99, size: 100 }, { hits: 47, size: 50 }).method).toBe('fisher_exact');
    expect(compareProportions({ hits: 40, size: 100 }, { hits: 30, size: 50 }).method).toBe('two_proportion_z');
  });
});

describe('corrections for several tests', () => {
  const p = [0.04, 0.01, 0.03, 0.5];

  it('are those of the papers', () => {
    expect(ADJUSTMENTS.bonferroni(p)).toEqual([0.16, 0.04, 0.12, 1]);
    expect(ADJUSTMENTS.holm(p)).toEqual([expect.closeTo(0.09, 12), 0.04, expect.closeTo(0.09, 12), 0.5]);
    const bh = ADJUSTMENTS.benjamini_hochberg(p);
    expect(bh).toEqual([expect.closeTo(0.16 / 3, 12), 0.04, expect.closeTo(0.16 / 3, 12), 0.5]);
    expect(ADJUSTMENTS.none(p)).toEqual(p);
  });

  it('leave a single test and none alone', () => {
    for (const adjust of Object.values(ADJUSTMENTS)) {
      expect(adjust([0.2])).toEqual([0.2]);
      expect(adjust([])).toEqual([]);
    }
  });

  it('order as the p-values do and never fall below them', () => {
    const many = Array.from({ length: 40 }, (_, index) => ((index * 17) % 40) / 50 + 0.001);
    for (const adjust of Object.values(ADJUSTMENTS)) {
      const adjusted = adjust(many);
      const order = [...many.keys()].sort((a, b) => (many[a] as number) - (many[b] as number));
      const sorted = order.map((index) => adjusted[index] as number);
      expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
      expect(adjusted.every((value, index) => value >= (many[index] as number) - 1e-15 && value <= 1)).toBe(true);
    }
  });
});
