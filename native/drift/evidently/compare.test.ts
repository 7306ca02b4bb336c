import { describe, expect, it } from 'vitest';
import { normalUpperTail } from '../special/normal.ts';
import { uniformNumbers } from '../testing/windows.ts';
import { defaultMethod, evidentlyColumn, evidentlyReport } from './compare.ts';
import { driftedComponents, evidentlyMmd, meanDistance } from './embeddings.ts';
import { isDrift, NUMBER_METHODS } from './methods.ts';

describe("Evidently's choice", () => {
  it.each([
    ['numeric', 6, 1_000, 'ks'],
    ['numeric', 5, 1_000, 'chisquare'],
    ['numeric', 2, 1_000, 'z'],
    ['numeric', 6, 1_001, 'wasserstein'],
    ['numeric', 5, 1_001, 'jensenshannon'],
    ['categorical', 9, 1_000, 'chisquare'],
    ['categorical', 2, 1_000, 'z'],
    ['categorical', 2, 1_001, 'jensenshannon'],
  ] as const)('for a %s column of %i values and %i rows is right', (kind, distinct, rows, method) => {
    expect(defaultMethod(kind, distinct, rows)).toBe(method);
  });

  it('gives way to a method that was asked for and suits', () => {
    const [x, y] = [uniformNumbers(30, 1), uniformNumbers(30, 2)];
    expect(evidentlyColumn('x', x, y, 'psi').method).toBe('psi');
    expect(evidentlyColumn('x', ['a', 'b', 'c'], ['a'], 'ks').method).toBe('chisquare');
  });
});

describe("Evidently's decision", () => {
  it('depends on the method at the very threshold', () => {
    const { ks, mannw, wasserstein, ed } = NUMBER_METHODS;
    expect([isDrift(ks, 0.05), isDrift(mannw, 0.05)]).toEqual([true, false]);
    expect([isDrift(wasserstein, 0.1), isDrift(ed, 0.1)]).toEqual([true, false]);
    expect(isDrift(ks, Number.NaN)).toBe(false);
  });

  it('takes the reference for exact, so that one unseen class is certain drift', () => {
    const reference = [...new Array<string>(60).fill('a'), ...new Array<string>(40).fill('b')];
    const unseen = evidentlyColumn('class', reference, [...reference.slice(35, 84), 'c']);
    expect(unseen).toMatchObject({ method: 'chisquare', drift_score: 0, drifted: true, direction: 'falls' });
    expect(unseen.score).toBeGreaterThan(0.99);
  });

  it('fills empty bins with 0.0001: by hand for two classes', () => {
    const { drift_score } = evidentlyColumn('class', ['a', 'a', 'a', 'b'], ['a', 'a'], 'psi');
    expect(drift_score).toBeCloseTo((0.75 - 1) * Math.log(0.75 / 1) + (0.25 - 1e-4) * Math.log(0.25 / 1e-4), 12);
    const kl = evidentlyColumn('class', ['a', 'a', 'a', 'b'], ['a', 'a'], 'kl_div').drift_score;
    const sum = 1.0001;
    expect(kl).toBeCloseTo(0.75 * Math.log(0.75 * sum) + 0.25 * Math.log((0.25 * sum) / 1e-4), 12);
  });

  it('tests two classes exactly where the samples have one size', () => {
    const [x, y] = [
      ['tea', 'tea', 'tea', 'milk'],
      ['tea', 'milk', 'milk', 'milk'],
    ];
    expect(evidentlyColumn('first', x, y, 'fisher_exact').drift_score).toBeCloseTo(34 / 70, 12);
    expect(evidentlyColumn('first', x, ['tea'], 'fisher_exact').drift_score).toBeNull();
    expect(evidentlyColumn('first', x, y, 'g_test').drift_score).toBeCloseTo(
      2 * normalUpperTail(Math.sqrt(4 * Math.log(3))),
      12,
    );
  });

  it('is no verdict where Evidently fails, and no drift where it answers NaN', () => {
    expect(evidentlyColumn('x', [1, 2], [null])).toMatchObject({ method: null, drifted: false, score: null });
    expect(evidentlyColumn('x', ['a'], [] as string[]).reason).toContain('empty column');
    expect(evidentlyColumn('x', [3, 3], [3, 3], 'anderson').reason).toContain('fails');
    expect(evidentlyColumn('x', [3, 3], [3, 3], 'chisquare').reason).toContain('NaN');
  });

  it('is drift of the data set from half of the columns on', () => {
    const still = evidentlyColumn('a', uniformNumbers(50, 1), uniformNumbers(50, 2));
    const moved = evidentlyColumn('b', uniformNumbers(50, 1), uniformNumbers(50, 2, 1));
    expect(evidentlyReport([still, moved])).toMatchObject({ drift_share: 0.5, dataset_drift: true });
    expect(evidentlyReport([still, still, moved])).toMatchObject({ num_drifted_features: 1, dataset_drift: false });
    expect(evidentlyReport([])).toMatchObject({ drift_share: 0, dataset_drift: false });
  });
});

describe("Evidently's embedding methods", () => {
  const rows = [
    [0, 0],
    [2, 0],
    [1, 3],
  ];

  it('are those of the definitions', () => {
    const moved = rows.map(([a = 0, b = 0]) => [a + 3, b + 4]);
    expect(meanDistance(rows, moved, 'euclidean')).toBe(5);
    expect(meanDistance(rows, moved, 'cityblock')).toBe(7);
    expect(meanDistance(rows, moved, 'chebyshev')).toBe(4);
    expect(
      driftedComponents(
        rows,
        rows.map(([a = 0, b = 0]) => [a, b + 4]),
      ),
    ).toBe(0.5);
    expect(evidentlyMmd(rows, moved)?.score).toBeGreaterThan(0.3);
    expect(evidentlyMmd(rows, [[1, 1]])).toBeNull();
  });
});
