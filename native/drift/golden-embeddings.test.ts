import { describe, expect, it } from 'vitest';
import { poolRows, squaredDistances } from './embedding/matrix.ts';
import { energyTest, maximumMeanDiscrepancy, medianSquaredDistance } from './embedding/maximum-mean-discrepancy.ts';
import { cosineDistance, meanVector } from './embedding/means.ts';
import { driftedComponents, EMBEDDING_THRESHOLDS, evidentlyMmd, meanDistance } from './evidently/embeddings.ts';
import { Random } from './random/random.ts';
import { golden, hasGolden, isClose } from './testing/golden.ts';

function expectClose(name: string, got: number | null, wanted: number, absolute = 0): void {
  const near = got !== null && Math.abs(got - wanted) <= absolute;
  expect(near || isClose(got, wanted), `${name}: ${got} is not ${wanted}`).toBe(true);
}

/** A squared energy distance of 1.7e-9 between equal samples is rounding in the library's distances; ours is 0. */
const LIBRARY_ROUNDING = 1e-8;

const METRICS = ['euclidean', 'cosine', 'cityblock', 'chebyshev'] as const;

describe.skipIf(!hasGolden)('embeddings as the libraries have them', () => {
  it.each(golden.embedding_cases)('$id', ({ id, reference, current, expected }) => {
    for (const metric of METRICS) {
      const { distance } = expected[`${metric}_distance_of_means`];
      expectClose(metric, meanDistance(reference, current, metric), distance);
    }
    const rows = poolRows(reference, current);
    const pooled = expected.mmd.pooled_median;
    const { statistic } = maximumMeanDiscrepancy(rows, 99, new Random(1));
    expectClose('mmd', statistic, pooled.mmd2_biased);
    expectClose('median', Math.sqrt(medianSquaredDistance(squaredDistances(rows))), pooled.median_pooled_distance);
    const energy = energyTest(rows, 99, new Random(1)).statistic;
    const identical = id === 'emb-32-identical' ? LIBRARY_ROUNDING : 0;
    expectClose('energy', energy, expected.energy.energy_distance_squared_multivariate, identical);
  });

  it.each(golden.embedding_cases)('$id as Evidently judges it', ({ reference, current, expected }) => {
    for (const metric of ['euclidean', 'cosine'] as const) {
      const score = meanDistance(reference, current, metric);
      const wanted = expected[`evidently_distance_${metric}`];
      expectClose(metric, score, wanted.score);
      expect(score > EMBEDDING_THRESHOLDS.distance).toBe(wanted.drifted);
    }
    const share = driftedComponents(reference, current);
    expectClose('ratio', share, expected.evidently_ratio_wasserstein.score);
    expect(share > EMBEDDING_THRESHOLDS.ratio).toBe(expected.evidently_ratio_wasserstein.drifted);
    const mmd = evidentlyMmd(reference, current);
    const kernel = expected.mmd.evidently_kernel;
    if (expected.evidently_mmd === 'raised' || kernel === 'raised') {
      expect(mmd).toBeNull();
      return;
    }
    expectClose('median', mmd?.median ?? null, kernel.median_cross_distance);
    expectClose('mmd', mmd?.mmd2 ?? null, kernel.mmd2_unbiased);
    expectClose('score', mmd?.score ?? null, expected.evidently_mmd.score);
    expect((mmd?.score ?? 0) > EMBEDDING_THRESHOLDS.mmd).toBe(expected.evidently_mmd.drifted);
  });

  it('says that a mean without direction has none, where the library says 0', () => {
    const zero = golden.embedding_cases.find(({ id }) => id === 'emb-16-zero-mean-reference');
    const { reference, current } = zero as NonNullable<typeof zero>;
    expect(cosineDistance(meanVector(reference), meanVector(current))).toBeNull();
  });
});
