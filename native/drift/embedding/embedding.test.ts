import { describe, expect, it } from 'vitest';
import { energyDistance } from '../distances/transport.ts';
import { Random } from '../random/random.ts';
import { scanPooled } from '../sample/pooled-scan.ts';
import { choices } from '../testing/enumerate.ts';
import { middleInPlace, poolRows, squaredDistances } from './matrix.ts';
import {
  energyTest,
  gaussianKernel,
  maximumMeanDiscrepancy,
  medianSquaredDistance,
} from './maximum-mean-discrepancy.ts';
import { cosineDistance, meanVector } from './means.ts';
import { twoSampleForm } from './two-sample-form.ts';

function rows(count: number, dimension: number, seed: number, shift = 0): Float64Array[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => Float64Array.from({ length: dimension }, () => random.uniform() + shift));
}

/** w' K w written out. */
function directly(kernel: (i: number, j: number) => number, first: readonly number[], all: number): number {
  const weight = (i: number) => (first.includes(i) ? 1 / first.length : -1 / (all - first.length));
  let sum = 0;
  for (let i = 0; i < all; i++) for (let j = 0; j < all; j++) sum += weight(i) * weight(j) * kernel(i, j);
  return sum;
}

describe('two-sample form', () => {
  it.each([
    [7, 4],
    [4, 7],
    [6, 1],
    [1, 3],
  ])('is the written-out sum and counts the divisions of %i and %i rows', (n, m) => {
    const all = n + m;
    const pooled = poolRows(rows(n, 3, 1), rows(m, 3, 2, 0.4));
    const packed = squaredDistances(pooled);
    const pairs = gaussianKernel(packed, medianSquaredDistance(packed)) as Float64Array;
    const kernel = (i: number, j: number) =>
      i === j ? 1 : (pairs[(Math.max(i, j) * (Math.max(i, j) - 1)) / 2 + Math.min(i, j)] as number);
    const form = twoSampleForm(pairs, 1, n, m);
    const first = Array.from({ length: n }, (_, index) => index);
    expect(form.observed).toBeCloseTo(directly(kernel, first, all), 12);
    const divisions = [...choices(all, n)].map((chosen) => directly(kernel, chosen, all));
    const exact = divisions.filter((value) => value >= form.observed - 1e-12).length / divisions.length;
    const p = form.permute(9_999, new Random(9));
    expect(Math.abs(p - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 9_999) + 2e-4);
    expect(form.permute(9_999, new Random(9))).toBe(p);
  });

  it.each([
    [
      [1, 40],
      [0, 2, 3, 5, 6, 9],
    ],
    [
      [0, 2, 3, 5, 9, 100],
      [1, 6, 7],
    ],
    [
      [0, 100, 3, 4],
      [50, 2, 6, 7],
    ],
    [[3], [0, 1, 2, 4, 5, 60]],
  ])('weighs rows far from all others as the written-out sum does: %j and %j', (x, y) => {
    const values = [...x, ...y];
    const kernel = (i: number, j: number) => -Math.abs((values[i] as number) - (values[j] as number));
    const pairs = Float64Array.from(values.flatMap((_, i) => Array.from({ length: i }, (__, j) => kernel(i, j))));
    const form = twoSampleForm(pairs, 0, x.length, y.length);
    const divisions = [...choices(values.length, x.length)].map((chosen) => directly(kernel, chosen, values.length));
    const exact = divisions.filter((value) => value >= form.observed - 1e-9).length / divisions.length;
    const p = form.permute(19_999, new Random(4));
    expect(Math.abs(p - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 19_999) + 1e-4);
  });

  it('has a p-value that is spread evenly without drift', () => {
    const values = Array.from(
      { length: 60 },
      (_, seed) =>
        maximumMeanDiscrepancy(poolRows(rows(20, 4, seed + 1), rows(10, 4, 1_000 + seed)), 199, new Random(seed))
          .p_value,
    );
    const below = (limit: number) => values.filter((p) => p <= limit).length;
    expect(below(0.05)).toBeLessThan(10);
    expect(below(0.5)).toBeGreaterThan(18);
    expect(below(0.5)).toBeLessThan(42);
  });
});

describe('maximum mean discrepancy', () => {
  it('finds what has moved, and a change of spread that leaves the mean alone', () => {
    const [x, moved] = [rows(40, 8, 1), rows(20, 8, 2, 0.5)];
    expect(maximumMeanDiscrepancy(poolRows(x, moved), 999, new Random(1)).p_value).toBe(1 / 1_000);
    const centred = rows(40, 8, 3, -0.5);
    const wide = rows(20, 8, 4, -0.5).map((row) => row.map((value) => 3 * value));
    expect(maximumMeanDiscrepancy(poolRows(centred, wide), 999, new Random(1)).p_value).toBeLessThan(0.01);
  });

  it('takes equal rows for no drift', () => {
    const same = Array.from({ length: 6 }, () => Float64Array.of(1, 2));
    expect(maximumMeanDiscrepancy(poolRows(same, same.slice(0, 3)), 99, new Random(1))).toEqual({
      statistic: 0,
      p_value: 1,
    });
    const x = rows(5, 3, 1);
    expect(maximumMeanDiscrepancy(poolRows(x, x), 99, new Random(1)).statistic).toBe(0);
    expect(energyTest(poolRows(x, x), 99, new Random(1)).statistic).toBeCloseTo(0, 14);
  });

  it('has the energy distance of numbers for vectors of one number', () => {
    const [x, y] = [rows(9, 1, 1), rows(6, 1, 2, 0.3)];
    const line = (values: Float64Array[]) => Float64Array.from(values, ([value]) => value as number).sort();
    const { statistic } = energyTest(poolRows(x, y), 99, new Random(1));
    expect(statistic).toBeCloseTo(energyDistance(scanPooled(line(x), line(y))) ** 2, 12);
  });
});

describe('parts', () => {
  it('measure all pairs, four rows at a time or fewer', () => {
    const x = rows(7, 5, 1);
    const packed = squaredDistances(poolRows(x.slice(0, 3), x.slice(3)));
    for (let i = 1; i < 7; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [x[i] as Float64Array, x[j] as Float64Array];
        const wanted = a.reduce((sum, value, k) => sum + (value - (b[k] as number)) ** 2, 0);
        expect(packed[(i * (i - 1)) / 2 + j]).toBeCloseTo(wanted, 14);
      }
    }
  });

  it.each([1, 2, 3, 10, 101, 400])('find the middle of %i values', (count) => {
    const random = new Random(count);
    const values = Float64Array.from({ length: count }, () => random.below(30));
    const sorted = values.toSorted();
    expect(middleInPlace(values)).toEqual([sorted[Math.ceil(count / 2) - 1], sorted[Math.floor(count / 2)]]);
  });

  it('know directions', () => {
    expect(cosineDistance([1, 0], [0, 2])).toBe(1);
    expect(cosineDistance([1, 1], [-2, -2])).toBeCloseTo(2, 14);
    expect(cosineDistance([0, 0], [1, 1])).toBeNull();
    expect([...meanVector([Float32Array.of(1, 2), Float32Array.of(3, 6)])]).toEqual([2, 4]);
  });
});
