import { describe, expect, it } from 'vitest';
import { commonBins } from '../binning/common-bins.ts';
import { countBetween, equalEdges, sturgesEdges } from '../binning/equal-width.ts';
import { quantileBins } from '../binning/quantile-bins.ts';
import { quantile, sortNumbers } from '../sample/numeric.ts';
import { scanPooled } from '../sample/pooled-scan.ts';
import { hellingerDistance, jensenShannonDistance, lInfinity, totalVariation } from './divergences.ts';
import { klLevel, psiLevel, stabilityIndex } from './stability-index.ts';
import { energyDistance, normalisedWasserstein } from './transport.ts';

const sorted = (...values: number[]) => sortNumbers(values);

describe('distances of mixes', () => {
  it('are 0 for equal ones and 1 for disjoint ones', () => {
    for (const distance of [jensenShannonDistance, hellingerDistance, totalVariation, lInfinity]) {
      expect(distance([2, 6], [1, 3])).toBeCloseTo(0, 7);
      expect(distance([5, 0], [0, 3])).toBe(1);
      expect(distance([5, 1], [2, 3])).toBeCloseTo(distance([2, 3], [5, 1]), 14);
    }
  });

  it('are those of the definitions', () => {
    expect(totalVariation([1, 1, 2], [3, 1, 0])).toBe(0.5);
    expect(lInfinity([1, 1, 2], [3, 1, 0])).toBe(0.5);
    expect(hellingerDistance([1, 1], [1, 0])).toBeCloseTo(Math.sqrt(1 - Math.SQRT1_2), 14);
    const divergence = 0.5 * Math.log2(0.5 / 0.75) + 0.5 * Math.log2(0.5 / 0.25) + Math.log2(1 / 0.75);
    expect(jensenShannonDistance([1, 1], [1, 0])).toBeCloseTo(Math.sqrt(divergence / 2), 14);
  });
});

describe('population stability index', () => {
  it('is Kullback-Leibler both ways, on counts smoothed by a half', () => {
    const forth = stabilityIndex([8, 2], [3, 6]);
    const back = stabilityIndex([3, 6], [8, 2]);
    expect(forth.psi).toBeCloseTo(forth.kl + back.kl, 14);
    const [p, q] = [8.5 / 11, 3.5 / 10];
    expect(forth.kl).toBeCloseTo(p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q)), 14);
  });

  it('has limits that small samples raise', () => {
    // chi-square 0.99 of 4 degrees of freedom is 13.277; at 100 and 50 the floor is 0.398.
    const index = { bins: 5, kl: 0.15, floor: 0.398, null_mean: 0.12 };
    expect(psiLevel({ ...index, psi: 0.39 })).toBe('none');
    expect(psiLevel({ ...index, psi: 0.4 })).toBe('warning');
    expect(psiLevel({ ...index, psi: 0.51 })).toBe('critical');
    expect(psiLevel({ ...index, psi: 0.3, floor: 0.05 })).toBe('warning');
    expect(klLevel({ ...index, psi: 0 })).toBe('none');
    expect(klLevel({ ...index, psi: 0, kl: 0.2 })).toBe('warning');
    expect(klLevel({ ...index, psi: 0, kl: 0.26 })).toBe('critical');
    expect(stabilityIndex([20, 20, 20, 20, 20], [10, 10, 10, 10, 10]).floor).toBeCloseTo(0.3983, 4);
  });
});

describe('distances of numbers', () => {
  it('move a constant by its distance', () => {
    const scan = scanPooled(sorted(3, 3, 3), sorted(5, 5));
    expect(scan.wasserstein).toBe(2);
    expect(energyDistance(scan)).toBe(2);
    expect(normalisedWasserstein(scan, 4)).toBe(0.5);
    expect(normalisedWasserstein(scan, 0)).toBe(2_000);
  });

  it('are the sorted differences for samples of one size', () => {
    const scan = scanPooled(sorted(1, 5, 9), sorted(2, 3, 13));
    expect(scan.wasserstein).toBeCloseTo((1 + 2 + 4) / 3, 14);
  });

  it('agree with the means of pairs: 2 E|X - Y| - E|X - X| - E|Y - Y| is the squared energy distance', () => {
    const [x, y] = [sorted(1, 2, 7), sorted(3, 4)];
    const mean = (a: Float64Array, b: Float64Array) =>
      a.reduce((sum, v) => sum + b.reduce((acc, w) => acc + Math.abs(v - w), 0), 0) / (a.length * b.length);
    expect(energyDistance(scanPooled(x, y)) ** 2).toBeCloseTo(2 * mean(x, y) - mean(x, x) - mean(y, y), 13);
  });
});

describe('bins', () => {
  it('hold their lower edge, the last its upper one too', () => {
    expect(countBetween(sorted(0, 1, 1, 2, 3, 4), equalEdges(0, 4, 2))).toEqual([3, 3]);
    expect(sturgesEdges(0, 8, 128)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(sturgesEdges(7, 7, 128)).toEqual([6.5, 7.5]);
  });

  it('are values where the reference has at most 20', () => {
    const many = sortNumbers(Array.from({ length: 60 }, (_, index) => index));
    expect(commonBins(many.slice(0, 20), many)).toMatchObject({ mode: 'values' });
    expect(commonBins(many.slice(0, 21), many.slice(0, 3))).toMatchObject({ mode: 'sturges' });
  });

  it('by quantiles put a value on an edge into the lower one and merge equal edges', () => {
    const x = sorted(0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5);
    expect(quantileBins(x, sorted(-1, 0, 6), 5)).toEqual({
      inner_edges: [0, 1, 3],
      reference: [6, 1, 2, 2],
      current: [2, 0, 0, 1],
    });
  });

  it('have quantiles that are values of the sample where they fall on one', () => {
    const x = Float64Array.from({ length: 11 }, (_, index) => index / 10);
    for (let k = 0; k <= 10; k++) expect(quantile(x, k / 10)).toBe(k / 10);
    expect(quantile(sorted(1, 2), 0.25)).toBe(1.25);
  });
});
