import { describe, expect, it } from 'vitest';
import { sortNumbers } from '../sample/numeric.ts';
import { scanPooled } from '../sample/pooled-scan.ts';
import { shareOfDivisions } from '../testing/enumerate.ts';
import { kolmogorovSmirnov, ksExactP } from './kolmogorov-smirnov.ts';

const sorted = (...values: number[]) => sortNumbers(values);

describe('Kolmogorov-Smirnov test', () => {
  it.each([
    [4, 3],
    [5, 5],
    [1, 6],
    [6, 2],
  ])('has the p-value that counting every division of %i and %i values gives', (n, m) => {
    const heights = new Set<number>();
    shareOfDivisions(n, m, (x, y) => heights.add(scanPooled(x, y).height) === heights);
    expect(heights.size).toBeGreaterThan(2);
    for (const height of heights) {
      const counted = shareOfDivisions(n, m, (x, y) => scanPooled(x, y).height >= height);
      expect(ksExactP(n, m, height)).toBeCloseTo(counted, 13);
    }
  });

  it('keeps the accuracy of tiny p-values: two of all orders separate 100 and 50 values', () => {
    let orders = 1;
    for (let k = 1; k <= 50; k++) orders *= (100 + k) / k;
    expect(ksExactP(100, 50, 5_000) / (2 / orders)).toBeCloseTo(1, 11);
  });

  it('finds the distance with ties, its place and its sign', () => {
    const scan = scanPooled(sorted(1, 1, 2, 3), sorted(2, 3, 3, 4));
    expect(scan).toMatchObject({ height: 8, location: 1, sign: 1, distinct: 4, ties: true });
    expect(kolmogorovSmirnov(sorted(1, 1, 2, 3), sorted(2, 3, 3, 4)).statistic).toBe(0.5);
    expect(scanPooled(sorted(5, 6), sorted(1, 2))).toMatchObject({ height: 4, location: 2, sign: -1, ties: false });
  });

  it('is the same whichever sample comes first', () => {
    const [x, y] = [sorted(1, 4, 5, 9, 11), sorted(2, 3, 10)];
    expect(kolmogorovSmirnov(x, y)).toEqual(kolmogorovSmirnov(y, x));
  });

  it('says that equal samples do not differ', () => {
    expect(kolmogorovSmirnov(sorted(7, 7, 7), sorted(7))).toEqual({ statistic: 0, p_value: 1, p_method: 'exact' });
  });

  it('turns to the asymptotic p-value above the limit, close to the exact one', () => {
    const x = Float64Array.from({ length: 400 }, (_, index) => index);
    const y = Float64Array.from({ length: 300 }, (_, index) => index + 60.5);
    const exact = kolmogorovSmirnov(x, y);
    const asymptotic = kolmogorovSmirnov(x, y, 100);
    expect([exact.p_method, asymptotic.p_method]).toEqual(['exact', 'asymptotic']);
    expect(Math.log((asymptotic.p_value as number) / (exact.p_value as number))).toBeLessThan(0.2);
  });
});
