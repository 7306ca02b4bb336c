import type { FeatureVerdict } from '../../../native/contract/drift.ts';

const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** A figure with up to four significant digits; a dash where there is none. */
export const formatFigure = (value: number | null): string => (value === null ? '–' : significant.format(value));

/** A p-value: three decimals, and "< 0.001" below what they can tell. */
export function formatP(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** Share as whole percent: 0.625 as "63 %". */
export const formatShare = (share: number): string => `${Math.round(share * 100)} %`;

export type FeatureState = 'drifted' | 'stable' | 'unknown';

export const stateOf = ({ drifted }: Pick<FeatureVerdict, 'drifted'>): FeatureState =>
  drifted === null ? 'unknown' : drifted ? 'drifted' : 'stable';

const RANK: Readonly<Record<FeatureState, number>> = { drifted: 0, stable: 1, unknown: 2 };

/**
 * Drifted features first, those without a verdict last, the higher score before the lower; of equal ones by name. Features
 * without drift keep the order given, so that rows do not change places with every check.
 */
export function sortFeatures<Feature extends Pick<FeatureVerdict, 'feature' | 'drifted' | 'score'>>(
  features: readonly Feature[],
): Feature[] {
  return features.toSorted((a, b) => {
    const byState = RANK[stateOf(a)] - RANK[stateOf(b)];
    if (byState !== 0 || stateOf(a) !== 'drifted') return byState;
    return (b.score ?? 0) - (a.score ?? 0) || a.feature.localeCompare(b.feature, 'en');
  });
}
