import type { FeatureVerdict } from '../../contract/drift.ts';
import type { DriftFacts } from '../types.ts';

export const COLLECTING: DriftFacts = {
  state: 'collecting_reference',
  version: 1,
  reference_samples: 12,
  current_samples: 0,
  checked_at: null,
  dataset_drift: null,
  drift_share: null,
  num_drifted_features: null,
  embedding_distance: null,
  features: [],
  dataset_alarm: { phase: 'quiet' },
  alarms: {},
  events: [],
  samples: 12,
};

const STATISTICS = { count: 50, missing_share: 0, cardinality: 50, mean: 90.5, median: 90, std: 4, min: 80, max: 99 };

export function featureVerdict(changes: Partial<FeatureVerdict>): FeatureVerdict {
  return {
    feature: 'brightness',
    kind: 'numeric',
    method: 'ks',
    p_method: 'exact',
    statistic: 0.4,
    p_value: 1e-5,
    p_adjusted: 2e-5,
    threshold: 0.05,
    score: 0.8,
    effect: 0.4,
    drifted: true,
    drifted_unadjusted: true,
    reason: null,
    direction: 'down',
    mean_change: -20,
    median_change: -20,
    psi: 0.7,
    psi_floor: 0.398,
    psi_level: 'critical',
    kl_divergence: 0.35,
    kl_level: 'critical',
    jensen_shannon: 0.3,
    wasserstein: 2,
    hellinger: 0.3,
    energy: 1,
    tvd: null,
    l_infinity: null,
    missing_p_value: 1,
    lag1_correlation: 0,
    suggested_stride: 1,
    reference: STATISTICS,
    current: STATISTICS,
    histogram: null,
    not_computed: {},
    ...changes,
  };
}

/** One feature of two has drifted. */
export const checkedFacts = (): DriftFacts => ({
  state: 'active',
  version: 2,
  reference_samples: 100,
  current_samples: 50,
  checked_at: 1_700_000_000_000,
  dataset_drift: true,
  drift_share: 0.5,
  num_drifted_features: 1,
  embedding_distance: 0.03,
  features: [
    featureVerdict({}),
    featureVerdict({
      feature: 'dominant_class',
      kind: 'categorical',
      method: 'chi_square',
      score: 0.1,
      effect: 0.05,
      drifted: false,
      psi: null,
    }),
  ],
  dataset_alarm: { phase: 'suspected', since: 150 },
  alarms: { brightness: { phase: 'clearing', since: 150, confirmed_since: 130 }, dominant_class: { phase: 'quiet' } },
  events: [{ type: 'new_class', feature: 'dominant_class', value: 'washer', count: 3, share: 0.06 }],
  samples: 150,
});
