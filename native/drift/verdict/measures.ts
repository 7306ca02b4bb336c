import type { FeatureVerdict } from '../../contract/drift.ts';
import { commonBins, hellingerBins, MOST_VALUES } from '../binning/common-bins.ts';
import { quantileBinCount, quantileBins } from '../binning/quantile-bins.ts';
import { hellingerDistance, jensenShannonDistance, lInfinity, totalVariation } from '../distances/divergences.ts';
import { klLevel, psiLevel, stabilityIndex } from '../distances/stability-index.ts';
import { energyDistance, normalisedWasserstein } from '../distances/transport.ts';
import type { ClassCounts } from '../sample/classes.ts';
import { countDistinct, type Sorted, standardDeviation } from '../sample/numeric.ts';
import type { PooledScan } from '../sample/pooled-scan.ts';

/** The figures shown beside the deciding one. */
export type Measures = Pick<
  FeatureVerdict,
  | 'psi'
  | 'psi_floor'
  | 'psi_level'
  | 'kl_divergence'
  | 'kl_level'
  | 'jensen_shannon'
  | 'wasserstein'
  | 'hellinger'
  | 'energy'
  | 'tvd'
  | 'l_infinity'
  | 'not_computed'
>;

export const NO_MEASURES: Measures = {
  psi: null,
  psi_floor: null,
  psi_level: null,
  kl_divergence: null,
  kl_level: null,
  jensen_shannon: null,
  wasserstein: null,
  hellinger: null,
  energy: null,
  tvd: null,
  l_infinity: null,
  not_computed: {},
};

/** PSI and Kullback-Leibler divergence of numbers, on quantiles of the reference. */
export function numericStability(x: Sorted, y: Sorted) {
  const bins = quantileBins(x, y, quantileBinCount(x.length, y.length));
  return stabilityIndex(bins.reference, bins.current);
}

const stabilityFields = (index: ReturnType<typeof stabilityIndex>) => ({
  psi: index.psi,
  psi_floor: index.floor,
  psi_level: psiLevel(index),
  kl_divergence: index.kl,
  kl_level: klLevel(index),
});

/** Of two non-empty ascending samples. */
export function measureNumbers(x: Sorted, y: Sorted, scan: PooledScan, guardBins: boolean): Measures {
  const notComputed: Record<string, string> = {
    tvd: 'It compares classes; the values are numbers.',
    l_infinity: 'It compares classes; the values are numbers.',
  };
  const referenceDistinct = countDistinct(x);
  // One bin a value puts nearly every value of a continuous feature into a bin of its own.
  const tooFew = guardBins && referenceDistinct <= MOST_VALUES && scan.distinct > MOST_VALUES;
  if (tooFew) {
    notComputed['jensen_shannon'] =
      `The reference has ${referenceDistinct} distinct values; binned distances need ${MOST_VALUES + 1}.`;
  }
  const bins = tooFew ? null : commonBins(x, y);
  const hellinger = hellingerBins(x, y, scan.distinct);
  return {
    ...stabilityFields(numericStability(x, y)),
    jensen_shannon: bins === null ? null : jensenShannonDistance(bins.reference, bins.current),
    wasserstein: normalisedWasserstein(scan, standardDeviation(x)),
    hellinger: hellingerDistance(hellinger.reference, hellinger.current),
    energy: energyDistance(scan),
    tvd: null,
    l_infinity: null,
    not_computed: notComputed,
  };
}

/** Of counts of which neither side is empty. */
export function measureClasses({ reference, current }: ClassCounts): Measures {
  return {
    ...stabilityFields(stabilityIndex(reference, current)),
    jensen_shannon: jensenShannonDistance(reference, current),
    wasserstein: null,
    hellinger: hellingerDistance(reference, current),
    energy: null,
    tvd: totalVariation(reference, current),
    l_infinity: lInfinity(reference, current),
    not_computed: {
      wasserstein: 'Classes have no order.',
      energy: 'Classes have no order.',
    },
  };
}
