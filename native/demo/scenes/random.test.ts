import { describe, expect, it } from 'vitest';
import { exponential, Random } from './random.ts';

const many = 20_000;
const moments = (draw: () => number) => {
  const values = Array.from({ length: many }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / many;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / many };
};

describe('Random', () => {
  it('gives each seed and each stream numbers of its own, and the same again', () => {
    const first = (seed: number, stream: number) => {
      const random = new Random(seed, stream);
      return Array.from({ length: 4 }, () => random.word());
    };
    expect(first(5, 1)).toEqual(first(5, 1));
    const others = [first(5, 1), first(5, 2), first(6, 1), first(5 + 2 ** 32, 1), first(5 + 2 ** 45, 1)];
    expect(new Set(others.flat()).size).toBe(20);
  });

  it('spreads evenly between the seeds as well', () => {
    let seed = 0;
    const { mean, variance } = moments(() => new Random(seed++, 1).unit());
    expect(mean).toBeCloseTo(0.5, 1);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it('draws normal numbers of deviation 1', () => {
    const random = new Random(1, 1);
    const { mean, variance } = moments(() => random.normal());
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });

  it.each([0, 0.5, 5, 24])('draws Poisson numbers of mean and variance %d', (expected) => {
    const random = new Random(2, 2);
    const { mean, variance } = moments(() => random.poisson(expected));
    expect(Math.abs(mean - expected)).toBeLessThanOrEqual(0.03 * expected);
    expect(Math.abs(variance - expected)).toBeLessThanOrEqual(0.06 * expected);
  });

  it('draws whole numbers with both ends', () => {
    const random = new Random(3, 3);
    expect(new Set(Array.from({ length: 200 }, () => random.whole(2, 5)))).toEqual(new Set([2, 3, 4, 5]));
  });
});

describe('exponential', () => {
  it.each([-16, -5, -0.3, 0, 1])('of %d is right to 1 part in 10^4', (x) => {
    expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 4);
  });
});
