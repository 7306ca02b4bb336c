import type { DriftDirection, DriftMethod, FeatureVerdict } from '../../../native/contract/drift.ts';

const NAMES: Readonly<Record<string, string>> = {
  brightness: 'Brightness',
  contrast: 'Contrast',
  sharpness: 'Sharpness',
  saturation: 'Saturation',
  detections: 'Detections per image',
  confidence: 'Mean confidence',
  box_area: 'Mean box area',
  dominant_class: 'Dominant class',
  embedding: 'Embedding',
  missing: 'Images without a detection',
};

/** The name that people read; a feature that is not known here keeps its own. */
export const featureName = (feature: string): string => NAMES[feature] ?? feature.replaceAll('_', ' ');

const METHODS: Readonly<Record<DriftMethod, string>> = {
  ks: 'Kolmogorov-Smirnov',
  wasserstein: 'Wasserstein distance',
  jensen_shannon: 'Jensen-Shannon distance',
  psi: 'Population stability index',
  kl_divergence: 'Kullback-Leibler divergence',
  hellinger: 'Hellinger distance',
  energy: 'Energy distance',
  anderson_darling: 'Anderson-Darling',
  cramer_von_mises: 'Cramér-von Mises',
  t_test: "Welch's t-test",
  mann_whitney: 'Mann-Whitney U',
  chi_square: 'Chi-square',
  tvd: 'Total variation distance',
  l_infinity: 'L-infinity distance',
  mmd: 'Maximum mean discrepancy',
  two_proportion_z: 'Two-proportion z-test',
  fisher_exact: "Fisher's exact test",
};

export const methodName = (method: DriftMethod): string => METHODS[method];

const DIRECTIONS: Readonly<Record<DriftDirection, { sign: string; word: string }>> = {
  up: { sign: '↑', word: 'higher' },
  down: { sign: '↓', word: 'lower' },
  wider: { sign: '↔', word: 'wider' },
  narrower: { sign: '→←', word: 'narrower' },
  shape: { sign: '∿', word: 'other shape' },
  none: { sign: '=', word: 'as before' },
};

const signed = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, signDisplay: 'exceptZero' });

/** How the current window lies to the reference: "↑ higher, +12.4", the change of the median where there is one. */
export function changeWords({ direction, median_change, mean_change }: FeatureVerdict): string {
  if (direction === null) return '–';
  const { sign, word } = DIRECTIONS[direction];
  const change = median_change === 0 && mean_change !== null ? mean_change : (median_change ?? mean_change);
  return `${sign} ${word}${change === null || direction === 'none' ? '' : `, ${signed.format(change)}`}`;
}
