import { describe, expect, it } from 'vitest';
import { DRIFT_METHODS, DriftConfig, type DriftMethod } from '../../contract/drift.ts';
import { Random } from '../random/random.ts';
import { toWindow, uniformNumbers } from '../testing/windows.ts';
import { compareWindows } from './check.ts';

const judge = (
  method: DriftMethod,
  x: (number | string)[],
  y: (number | string)[],
  threshold: number | null = null,
) => {
  const config = DriftConfig.parse({ features: { f: { method, threshold } }, permutations: 499 });
  const [verdict] = compareWindows(toWindow({ f: x as number[] }), toWindow({ f: y as number[] }), config).features;
  if (verdict === undefined) throw new Error('There is one feature');
  return verdict;
};

const words = (count: number, seed: number, weights: Record<string, number>) => {
  const names = Object.entries(weights).flatMap(([name, weight]) => new Array<string>(weight).fill(name));
  const random = new Random(seed);
  return Array.from({ length: count }, () => names[random.below(names.length)] as string);
};

describe('methods for numbers', () => {
  it.each(DRIFT_METHODS.numeric)('%s finds a shift and stays quiet without one', (method) => {
    const x = uniformNumbers(100, 1);
    const moved = judge(method, x, uniformNumbers(50, 2, 0.5));
    expect(moved).toMatchObject({ method, drifted: true });
    expect(moved.score).toBeGreaterThan(0.5);
    const still = judge(method, x, uniformNumbers(50, 3));
    expect(still).toMatchObject({ method, drifted: false });
    expect(still.score).toBeLessThan(0.5);
  });

  it.each(['wasserstein', 'jensen_shannon', 'hellinger', 'energy'] as const)(
    '%s has a limit that drift-free samples of this size stay below in 95 %% of cases',
    (method) => {
      const { threshold, statistic } = judge(method, uniformNumbers(100, 1), uniformNumbers(50, 3));
      expect(threshold).toBeGreaterThan(0.1);
      expect(threshold).toBeLessThan(0.6);
      expect(statistic).toBeLessThan(threshold as number);
      expect(judge(method, uniformNumbers(1_001, 1), uniformNumbers(500, 3)).threshold).toBe(0.1);
    },
  );

  it('take a threshold that was set', () => {
    const [x, y] = [uniformNumbers(100, 1), uniformNumbers(50, 3)];
    expect(judge('wasserstein', x, y, 0.001)).toMatchObject({ threshold: 0.001, drifted: true, p_value: null });
    expect(judge('ks', x, uniformNumbers(50, 2, 0.5), 1e-12)).toMatchObject({ threshold: 1e-12, drifted: false });
  });

  it.each(['anderson_darling', 'cramer_von_mises'] as const)(
    '%s is judged by permutation where values are tied',
    (method) => {
      // Poisson counts of this kind have Cramer-von Mises rejected in every check by its table.
      const counts = (size: number, seed: number) => uniformNumbers(size, seed).map((value) => Math.floor(value * 8));
      const still = judge(method, counts(100, 1), counts(50, 2));
      expect(still).toMatchObject({ p_method: 'permutation', drifted: false });
      expect(
        judge(
          method,
          counts(100, 1),
          counts(50, 2).map((value) => value + 4),
        ).drifted,
      ).toBe(true);
      expect(judge(method, [1, 1, 1], [1, 1])).toMatchObject({ p_value: 1, drifted: false });
    },
  );
});

describe('methods for classes', () => {
  it.each(DRIFT_METHODS.categorical)('%s finds another mix and stays quiet without one', (method) => {
    const x = words(200, 1, { a: 4, b: 3, c: 3 });
    expect(judge(method, x, words(100, 2, { a: 1, b: 1, c: 8 }))).toMatchObject({ method, drifted: true });
    expect(judge(method, x, words(100, 3, { a: 4, b: 3, c: 3 }))).toMatchObject({ method, drifted: false });
  });

  it('give way to the default where they do not suit', () => {
    expect(judge('ks', words(20, 1, { a: 1, b: 1 }), words(20, 2, { a: 1, b: 1 }), 0.3)).toMatchObject({
      method: 'chi_square',
      threshold: 0.05,
    });
    expect(judge('chi_square', uniformNumbers(20, 1), uniformNumbers(20, 2)).method).toBe('ks');
  });
});

describe('methods for embeddings', () => {
  it.each(DRIFT_METHODS.embedding)('%s finds a shift', (method) => {
    const rows = (seed: number, shift = 0) => Array.from({ length: 40 }, (_, k) => uniformNumbers(4, seed + k, shift));
    const config = DriftConfig.parse({ features: { embedding: { method } }, permutations: 199 });
    const judged = (shift: number) =>
      compareWindows(toWindow({}, 1, rows(1)), toWindow({}, 1, rows(500, shift)), config);
    expect(judged(0.5).features[0]).toMatchObject({ method, drifted: true });
    expect(judged(0).features[0]).toMatchObject({ method, drifted: false });
  });

  it('know no distance of a mean without direction', () => {
    const around = toWindow({}, 1, [
      [1, 0],
      [-1, 0],
    ]);
    const { features, embedding_distance } = compareWindows(
      around,
      toWindow({}, 1, [
        [1, 1],
        [2, 1],
      ]),
      DriftConfig.parse({}),
    );
    expect(embedding_distance).toBeNull();
    expect(features[0]?.not_computed).toEqual({ effect: 'A mean embedding is 0 and has no direction.' });
  });
});
