import { describe, expect, it } from 'vitest';
import { DriftConfig } from '../../contract/drift.ts';
import { countClasses } from '../sample/classes.ts';
import { sortNumbers } from '../sample/numeric.ts';
import { toWindow, uniformNumbers } from '../testing/windows.ts';
import { compareWindows } from './check.ts';
import { lag1Correlation, suggestedStride } from './correlation.ts';
import { describeNumbers, directionOf, histogramOfClasses, histogramOfNumbers } from './describe.ts';
import { newClasses } from './new-classes.ts';
import { countOutliers } from './outliers.ts';
import { exceedanceScore } from './score.ts';

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

describe('statistics of a window', () => {
  it('are those of the values that are there', () => {
    expect(describeNumbers(sortNumbers([4, null, 1, 1, Number.NaN]), 5)).toEqual({
      count: 3,
      missing_share: 0.4,
      cardinality: 2,
      mean: 2,
      median: 1,
      std: Math.SQRT2,
      min: 1,
      max: 4,
    });
    expect(describeNumbers(sortNumbers([]), 0)).toMatchObject({ count: 0, missing_share: null, mean: null, max: null });
  });

  it('have histograms that hold every value, over the same edges', () => {
    const [x, y] = [sortNumbers(uniformNumbers(100, 1)), sortNumbers(uniformNumbers(50, 2, 3))];
    const { edges, reference, current } = histogramOfNumbers(x, y);
    expect([sum(reference), sum(current)]).toEqual([100, 50]);
    expect(edges?.length).toBe(reference.length + 1);
    expect(histogramOfNumbers(sortNumbers([0, 2]), sortNumbers([3]))).toMatchObject({
      edges: [-0.5, 0.5, 1.5, 2.5, 3.5],
      reference: [1, 0, 1, 0],
      current: [0, 0, 0, 1],
    });
    expect(histogramOfNumbers(sortNumbers([0.25]), sortNumbers([0.25])).reference).toEqual([1]);
  });

  it('have histograms of the most frequent classes, the rest together', () => {
    const names = Array.from({ length: 50 }, (_, index) => `c${index}`);
    const histogram = histogramOfClasses(countClasses([...names, 'c7', 'c7'], ['c3']));
    expect(histogram.labels?.slice(0, 2)).toEqual(['c7', 'c3']);
    expect(histogram.labels?.length).toBe(41);
    expect(histogram.labels?.at(-1)).toBe('other');
    expect([sum(histogram.reference), sum(histogram.current)]).toEqual([52, 1]);
  });
});

describe('direction', () => {
  const at = (values: number[]) => describeNumbers(sortNumbers(values), values.length);
  const base = uniformNumbers(200, 1);
  it.each([
    ['up', (value: number) => value + 0.5, 0.4],
    ['down', (value: number) => value - 0.5, 0.4],
    ['wider', (value: number) => 0.5 + (value - 0.5) * 2, 0.2],
    ['narrower', (value: number) => 0.5 + (value - 0.5) / 2, 0.2],
    ['none', (value: number) => value, 0],
    ['shape', (value: number) => value, 0.2],
  ] as const)('is %s', (direction, change, effect) => {
    expect(directionOf(at(base), at(base.map(change)), effect, 0.1)).toBe(direction);
  });
});

describe('correlation of neighbours', () => {
  it('is that of the series', () => {
    const next = (phi: number) => {
      let value = 0;
      return uniformNumbers(4_000, 5).map((noise) => {
        value = phi * value + noise - 0.5;
        return value;
      });
    };
    expect(lag1Correlation(next(0.9))).toBeCloseTo(0.9, 1);
    expect(lag1Correlation(next(0))).toBeCloseTo(0, 1);
    expect(lag1Correlation([1, -1, 1, -1, 1, -1])).toBeLessThan(-0.7);
  });

  it('passes over missing neighbours, and is unknown of a constant', () => {
    expect(lag1Correlation([1, null, 2, null, 3])).toBeNull();
    expect(lag1Correlation([4, 4, 4])).toBeNull();
    const series = Array.from({ length: 400 }, (_, index) => (index % 7 === 0 ? null : Math.sin(index / 10)));
    expect(lag1Correlation(series)).toBeGreaterThan(0.95);
  });

  it('says how far apart samples should be', () => {
    expect(suggestedStride(0.25)).toBe(1);
    expect(suggestedStride(0.5)).toBe(3);
    expect(suggestedStride(0.9)).toBe(19);
    expect(suggestedStride(1)).toBe(2_000);
  });
});

describe('new classes', () => {
  it('are those on at least two samples and 2 %', () => {
    const known = new Array<string>(100).fill('car');
    const of = (current: string[]) => newClasses('class', countClasses(known, current)).map(({ value }) => value);
    expect(of([...known, 'bus'])).toEqual([]);
    expect(of([...known.slice(0, 90), 'bus', 'bus'])).toEqual(['bus']);
    expect(of([...known, ...known, 'bus', 'bus', 'dog', 'dog', 'dog', 'dog', 'dog'])).toEqual(['dog']);
  });
});

describe('outliers', () => {
  it('lie beyond what the reference sets', () => {
    const x = sortNumbers(Array.from({ length: 101 }, (_, index) => index));
    const { iqr, z_score } = countOutliers(x, sortNumbers([-200, 50, 176, 500]));
    expect(iqr).toEqual({ lower: -50, upper: 150, reference: 0, current: 3 });
    expect(z_score.upper).toBeCloseTo(50 + 3 * Math.sqrt(850), 10);
    expect(z_score).toMatchObject({ reference: 0, current: 3 });
  });
});

describe('score', () => {
  it('is 0.5 at the threshold and rises with drift either way', () => {
    expect(exceedanceScore('p_value', 0.05, 0.05)).toBe(0.5);
    expect(exceedanceScore('distance', 0.3, 0.3)).toBe(0.5);
    expect(exceedanceScore('p_value', 0.001, 0.05)).toBeGreaterThan(0.69);
    expect(exceedanceScore('p_value', 1, 0.05)).toBe(0);
    expect(exceedanceScore('distance', Number.POSITIVE_INFINITY, 0.1)).toBe(1);
    expect(exceedanceScore('distance', null, 0.1)).toBeNull();
  });
});

describe('details', () => {
  const detail = (x: number[] | string[], y: number[] | string[]) =>
    compareWindows(toWindow({ f: x }), toWindow({ f: y }), DriftConfig.parse({}), { detail: true }).features[0];

  it('withhold tests that ties make meaningless', () => {
    const tied = detail([1, 2, 2, 3, 4, 5, 6, 7], [2, 3, 3, 9]);
    expect(tied?.detail?.cramer_von_mises).toEqual({ statistic: null, p_value: null });
    expect(tied?.not_computed['anderson_darling']).toContain('more than once');
    expect(tied?.detail?.chi_square.p_value).toBeGreaterThan(0);
    const free = detail(uniformNumbers(30, 1), uniformNumbers(30, 2));
    expect(free?.detail?.cramer_von_mises.p_value).toBeGreaterThan(0);
    expect(free?.detail?.outliers?.iqr.reference).toBe(0);
  });

  it('have no numbers that JSON cannot write', () => {
    const constants = detail([3, 3, 3], [4, 4]);
    expect(constants?.detail?.t_test).toEqual({ statistic: null, p_value: 0 });
    expect(JSON.parse(JSON.stringify(constants))).toEqual(constants);
  });

  it('of classes leave out what needs an order', () => {
    const classes = detail(['a', 'b', 'a'], ['b', 'b']);
    expect(classes?.detail).toMatchObject({ outliers: null, t_test: { p_value: null }, cramers_v: expect.any(Number) });
    expect(classes?.not_computed['t_test']).toBe('Classes have no order.');
  });

  it('withhold binned distances from a reference with few of many values', () => {
    const [x, y] = [uniformNumbers(20, 1), uniformNumbers(50, 2)];
    const guarded = detail(x, y);
    expect(guarded?.jensen_shannon).toBeNull();
    expect(guarded?.not_computed['jensen_shannon']).toContain('20 distinct values');
  });
});
