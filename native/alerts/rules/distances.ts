import { divide, metric } from '../expression/types.ts';
import { CONFIRMED, COOLDOWN_S } from './drift.ts';
import { type Gate, type RuleSource, rulesOf } from './types.ts';

/**
 * At windows of 100 and 50 chance alone lifts PSI above 0.25 in 7 % of checks, so it must also exceed what chance exceeds
 * in 1 % of them; KL is half of PSI and so is its floor (drift-methods 8.3).
 */
const aboveChance = (distance: string, share: number): Gate => ({
  expression: divide(metric(distance), metric('drift_feature_psi_floor')),
  comparator: '>',
  threshold: share,
  on: 'labels',
});
const PSI_GATES = [aboveChance('drift_feature_psi', 1), CONFIRMED];
const KL_GATES = [aboveChance('drift_feature_kl_divergence', 0.5), CONFIRMED];

const common = {
  component: 'drift',
  comparator: '>',
  for_s: 0,
  keep_firing_for_s: COOLDOWN_S,
  series: 'drift_score.{feature}',
  bounds: { min: 0, max: 100 },
} as const satisfies Partial<RuleSource>;

const runbook = {
  look: 'Drift: the histograms of the feature, reference against current. A distance says how far the shape has moved, not whether that matters.',
  act: 'As for EvidentlyHighFeatureDrift: mend what changed, or reset the reference where the change is wanted.',
};
const PSI_MEANS =
  'The population stability index on quantile bins of the reference is above the threshold and above what chance alone exceeds in 1 % of checks, and a second window confirms the drift.';
const KL_MEANS =
  'The Kullback-Leibler divergence of the current window from the reference. There are no customary limits; PSI is KL in both directions added, hence half of its.';

export const DISTANCES = rulesOf('distances', [
  {
    ...common,
    name: 'HighPSI',
    requirement: 'D3 (002)',
    severity: 'warning',
    expression: metric('drift_feature_psi'),
    threshold: 0.25,
    gates: PSI_GATES,
    summary: 'The distribution of {feature} has shifted',
    description: 'The PSI of {feature} is {value}, above {threshold} and above chance.',
    runbook: { means: PSI_MEANS, ...runbook },
  },
  {
    ...common,
    name: 'CriticalPSI',
    requirement: 'D3 (002)',
    severity: 'critical',
    expression: metric('drift_feature_psi'),
    threshold: 0.5,
    gates: PSI_GATES,
    summary: 'The distribution of {feature} has shifted far',
    description: 'The PSI of {feature} is {value}, above {threshold} and above chance.',
    runbook: { means: PSI_MEANS, ...runbook },
  },
  {
    ...common,
    name: 'HighKLDivergence',
    requirement: 'drift-methods 8.3, 8.5',
    severity: 'warning',
    expression: metric('drift_feature_kl_divergence'),
    threshold: 0.125,
    digits: 3,
    gates: KL_GATES,
    summary: 'The distribution of {feature} diverges',
    description: 'The KL divergence of {feature} is {value}, above {threshold} and above chance.',
    runbook: { means: KL_MEANS, ...runbook },
  },
  {
    ...common,
    name: 'CriticalKLDivergence',
    requirement: 'drift-methods 8.3, 8.5',
    severity: 'critical',
    expression: metric('drift_feature_kl_divergence'),
    threshold: 0.25,
    digits: 3,
    gates: KL_GATES,
    summary: 'The distribution of {feature} diverges far',
    description: 'The KL divergence of {feature} is {value}, above {threshold} and above chance.',
    runbook: { means: KL_MEANS, ...runbook },
  },
]);
