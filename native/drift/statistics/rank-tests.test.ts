import { describe, expect, it } from 'vitest';
import { sortNumbers } from '../sample/numeric.ts';
import { shareOfDivisions } from '../testing/enumerate.ts';
import { andersonDarling } from './anderson-darling.ts';
import { cramerVonMises, cramerVonMisesStatistic } from './cramer-von-mises.ts';
import { mannWhitney } from './mann-whitney.ts';

const sorted = (...values: number[]) => sortNumbers(values);

describe('Cramer-von Mises test', () => {
  it.each([
    [4, 5],
    [3, 3],
    [2, 6],
  ])('has the p-value that counting every division of %i and %i values gives', (n, m) => {
    const statistics = new Set<number>();
    shareOfDivisions(n, m, (x, y) => statistics.add(cramerVonMisesStatistic(x, y)) === statistics);
    const example = [...statistics][Math.floor(statistics.size / 2)] as number;
    const counted = shareOfDivisions(n, m, (x, y) => cramerVonMisesStatistic(x, y) >= example - 1e-9);
    let found: number | null = null;
    shareOfDivisions(n, m, (x, y) => {
      if (cramerVonMisesStatistic(x, y) === example) found = cramerVonMises(x, y).p_value;
      return true;
    });
    expect(found).toBeCloseTo(counted, 13);
  });

  it('is n m / N^2 times the sum of squared distances of the distribution functions', () => {
    // Pool 1x 2y 3x 4y: F - G = 1/2, 0, 1/2, 0, so T = 4/16 * 1/2.
    expect(cramerVonMisesStatistic(sorted(1, 3), sorted(2, 4))).toBeCloseTo(1 / 8, 13);
  });

  it('has the 5 % point of its limit', () => {
    const x = Float64Array.from({ length: 2_000 }, (_, index) => index);
    const at = (shift: number) =>
      cramerVonMises(
        x,
        x.map((value) => value + shift + 0.5),
      );
    const tests = Array.from({ length: 90 }, (_, shift) => at(shift));
    // The published 5 % point of the limit is 0.46136.
    const first = tests.findIndex(({ statistic }) => Number(statistic) > 0.46136);
    expect(tests[first]).toMatchObject({ p_method: 'asymptotic' });
    expect(tests[first]?.p_value).toBeLessThan(0.0501);
    expect(tests[first - 1]?.p_value).toBeGreaterThan(0.0499);
  });

  it('needs two values a side', () => {
    expect(cramerVonMises(sorted(1), sorted(1, 2))).toMatchObject({ statistic: null, p_value: null });
  });
});

describe('Anderson-Darling test', () => {
  it('without ties is the weighted sum over the pooled values', () => {
    const [x, y] = [sorted(1, 4, 6, 7), sorted(2, 3, 5)];
    const pool = [1, 2, 3, 4, 5, 6, 7];
    const statistic = andersonDarling(x, y).statistic as number;
    // The same sum by mid-ranks, written out value by value; then standardised by the same variance as a neighbour's.
    const midRank = (a: Float64Array, b: Float64Array) =>
      (6 / 7) *
      [a, b].reduce(
        (sum, side) =>
          sum +
          pool.reduce((acc, value, index) => {
            const below = [...side].filter((other) => other < value).length + ([...side].includes(value) ? 0.5 : 0);
            const rank = index + 0.5;
            return acc + (7 * below - side.length * rank) ** 2 / (rank * (7 - rank) - 7 / 4) / 7 / side.length;
          }, 0),
        0,
      );
    const [otherX, otherY] = [sorted(1, 2, 3, 4), sorted(5, 6, 7)];
    const other = andersonDarling(otherX, otherY).statistic as number;
    expect((midRank(x, y) - 1) / statistic).toBeCloseTo((midRank(otherX, otherY) - 1) / other, 10);
  });

  it('keeps its p-value between the published levels and takes only order into account', () => {
    const x = sortNumbers(Array.from({ length: 30 }, (_, index) => index));
    expect(
      andersonDarling(
        x,
        x.map((value) => value + 0.5),
      ).p_value,
    ).toBe(0.25);
    expect(
      andersonDarling(
        x,
        x.map((value) => value + 100),
      ).p_value,
    ).toBe(0.001);
    const y = x.map((value) => value + 6.5);
    expect(andersonDarling(x.map(Math.exp), y.map(Math.exp))).toEqual(andersonDarling(x, y));
    expect(andersonDarling(y, x).statistic).toBeCloseTo(andersonDarling(x, y).statistic as number, 10);
  });

  it('says nothing of a single value', () => {
    expect(andersonDarling(sorted(3, 3), sorted(3, 3))).toEqual({ statistic: null, p_value: null });
  });
});

describe('Mann-Whitney test', () => {
  it.each([
    [3, 4],
    [1, 5],
    [5, 2],
  ])('has the p-values that counting every division of %i and %i values gives', (n, m) => {
    const x = Float64Array.from({ length: n }, (_, index) => index * 2 + 1);
    const y = Float64Array.from({ length: m }, (_, index) => index * 2 + 2);
    const { u, p_less, p_two_sided, p_method } = mannWhitney(x, y);
    const less = shareOfDivisions(n, m, (a, b) => mannWhitney(a, b).u <= u);
    const greater = shareOfDivisions(n, m, (a, b) => mannWhitney(a, b).u >= u);
    expect(p_method).toBe('exact');
    expect(p_less).toBeCloseTo(less, 13);
    expect(p_two_sided).toBeCloseTo(Math.min(1, 2 * Math.min(less, greater)), 13);
  });

  it('counts the pairs, ties half, and takes the normal approximation for them', () => {
    expect(mannWhitney(sorted(1, 2, 2), sorted(2, 3))).toMatchObject({ u: 1, p_method: 'asymptotic' });
    expect(mannWhitney(sorted(4, 4), sorted(4, 4))).toMatchObject({ u: 2, p_two_sided: 1, p_less: 1 });
  });

  it('has an approximation that is near the exact p-value', () => {
    const x = Float64Array.from({ length: 8 }, (_, index) => index * 3);
    const y = Float64Array.from({ length: 40 }, (_, index) => index + 0.5);
    const exact = mannWhitney(x, y).p_two_sided;
    const approximate = mannWhitney(Float64Array.of(...x.subarray(0, 7), 21, 100), y).p_two_sided;
    expect(Math.abs(exact - approximate)).toBeLessThan(0.2);
  });
});
