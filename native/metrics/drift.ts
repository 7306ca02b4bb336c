import { Gauge, type Registry } from 'prom-client';
import type { ConfirmationPhase, FeatureVerdict } from '../contract/drift.ts';
import { attempt, stateGauge } from './state-gauge.ts';
import { totalCounter } from './total-counter.ts';
import type { DriftFacts, MetricSources } from './types.ts';

/** Features whose score has a name of its own besides. */
const NAMED = ['brightness', 'confidence', 'detections'] as const;

type FeatureFigure = (verdict: FeatureVerdict, alarm: ConfirmationPhase | undefined) => number | null;

/** One series a feature. Which features there are is fixed, so their number is too. */
const BY_FEATURE: readonly [name: string, help: string, read: FeatureFigure][] = [
  [
    'drift_score',
    'Size of the change of a feature, 0 to 1: D, total variation distance, or half the cosine distance of means.',
    ({ effect }) => effect,
  ],
  ['drift_feature_score', 'Rises with drift of a feature; 0.5 is exactly at its threshold.', ({ score }) => score],
  ['drift_feature_drifted', '1 where a feature has drifted, else 0.', ({ drifted }) => toNumber(drifted)],
  [
    'drift_feature_alarm',
    '1 while drift of a feature is confirmed by a second window, until two windows have found none.',
    (_, alarm) => toNumber(isHeld(alarm)),
  ],
  ['drift_feature_p_value', 'p-value of the test of a feature, before correction.', ({ p_value }) => p_value],
  ['drift_feature_p_adjusted', 'The same after correction for all features tested.', ({ p_adjusted }) => p_adjusted],
  ['drift_feature_psi', 'Population stability index of a feature.', ({ psi }) => psi],
  [
    'drift_feature_psi_floor',
    'Index that chance alone exceeds in 1 % of checks of windows of this size.',
    ({ psi_floor }) => psi_floor,
  ],
  [
    'drift_feature_kl_divergence',
    'Kullback-Leibler divergence, reference to current.',
    ({ kl_divergence }) => kl_divergence,
  ],
  [
    'drift_feature_wasserstein',
    'Wasserstein distance in standard deviations of the reference.',
    ({ wasserstein }) => wasserstein,
  ],
  [
    'drift_feature_mean_change',
    'Mean of the current window less that of the reference.',
    ({ mean_change }) => mean_change,
  ],
  [
    'drift_feature_missing_share',
    'Share of the current window without a value.',
    ({ current }) => current.missing_share,
  ],
];

/** What drift has found. Until both windows are full the figures are absent: 0 would say that there is none. */
export function createDriftMetrics(registry: Registry, { drift }: MetricSources): void {
  const gauge = (name: string, help: string, read: (facts: DriftFacts) => number | null) =>
    stateGauge(registry, name, help, () => read(drift()));
  gauge('evidently_dataset_drift', '1 while the data set has drifted, else 0.', (facts) =>
    toNumber(facts.dataset_drift),
  );
  gauge('evidently_drift_share', 'Drifted features over all that have a verdict.', (facts) => facts.drift_share);
  gauge('evidently_num_drifted_features', 'Features that have drifted.', (facts) => facts.num_drifted_features);
  for (const name of NAMED) {
    gauge(
      `evidently_${name}_drift_score`,
      `Rises with drift of ${name}; 0.5 is exactly at the threshold.`,
      ({ features }) => features.find(({ feature }) => feature === name)?.score ?? null,
    );
  }
  gauge(
    'drift_dataset_alarm',
    '1 while drift of the data set is confirmed by a second window, until two windows have found none.',
    ({ dataset_alarm, features }) => (features.length === 0 ? null : toNumber(isHeld(dataset_alarm))),
  );
  gauge(
    'drift_confirmed_share',
    'Features whose drift is confirmed by a second window over all that have a verdict.',
    confirmedShare,
  );
  gauge('drift_new_classes', 'Classes in the current window that the reference does not know.', (facts) =>
    facts.features.length === 0 ? null : facts.events.length,
  );
  gauge(
    'drift_image_brightness',
    'Mean brightness of the current window, 0 to 255.',
    ({ features }) => features.find(({ feature }) => feature === 'brightness')?.current.mean ?? null,
  );
  gauge(
    'drift_embedding_distance',
    'Cosine distance of the mean embeddings of both windows, 0 to 2.',
    (facts) => facts.embedding_distance,
  );
  gauge('drift_reference_samples', 'Samples of the reference.', (facts) => facts.reference_samples);
  gauge('drift_current_samples', 'Samples of the current window.', (facts) => facts.current_samples);
  gauge('drift_reference_version', 'Number of the reference; counts up with each new one.', ({ version }) => version);
  gauge('drift_active', '1 while both windows are full, else 0.', ({ state }) => (state === 'active' ? 1 : 0));
  gauge(
    'drift_last_check_timestamp_seconds',
    'When the latest verdict was made, seconds since 1970.',
    ({ checked_at }) => (checked_at === null ? null : checked_at / 1_000),
  );
  totalCounter(registry, 'drift_samples_total', 'Images taken into the windows of drift.', () => drift().samples);
  for (const [name, help, read] of BY_FEATURE) {
    new Gauge({
      name,
      help,
      labelNames: ['feature'],
      registers: [registry],
      collect() {
        this.reset();
        const facts = attempt(drift);
        for (const verdict of facts?.features ?? []) {
          const value = read(verdict, facts?.alarms[verdict.feature]);
          if (value !== null) this.set({ feature: verdict.feature }, value);
        }
      },
    });
  }
}

const toNumber = (flag: boolean | null) => (flag === null ? null : flag ? 1 : 0);

/** Confirmed, and not over yet. */
const isHeld = (alarm: ConfirmationPhase | undefined) => alarm?.phase === 'confirmed' || alarm?.phase === 'clearing';

function confirmedShare({ features, alarms }: DriftFacts): number | null {
  const judged = features.filter(({ drifted }) => drifted !== null);
  if (judged.length === 0) return null;
  return judged.filter(({ feature }) => isHeld(alarms[feature])).length / judged.length;
}
