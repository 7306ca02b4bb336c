import { divide, increase, metric } from '../expression/types.ts';
import { FLAG, type Gate, MINUTE, rulesOf, SHARE } from './types.ts';

/**
 * Checks overlap, so one unlucky window would raise every rule five times over: a warning needs a second window that
 * shares no image with the first (drift-methods 8.5). `drift_feature_alarm` and `drift_dataset_alarm` are 1 from there on,
 * until two windows without a common image have found nothing.
 */
export const CONFIRMED: Gate = {
  expression: metric('drift_feature_alarm'),
  comparator: '==',
  threshold: 1,
  on: 'labels',
};
/** For figures that go up and down from check to check. */
export const COOLDOWN_S = 5 * MINUTE;

const LOOK =
  'Drift: which features moved, since when, and the images that moved them most. The ribbon shows what else happened then: another model, a reset, new settings.';
const ACT =
  'If the world has changed for the worse (lamp, lens, camera position), mend that. If the change is wanted, reset the reference; the one before is kept for undo.';

export const DRIFT = rulesOf('drift', [
  {
    name: 'EvidentlyDatasetDrift',
    requirement: 'D1 (000)',
    severity: 'warning',
    component: 'drift',
    expression: metric('drift_dataset_alarm'),
    comparator: '==',
    threshold: 1,
    digits: 0,
    for_s: 0,
    series: 'drift_share',
    bounds: FLAG,
    summary: 'The data set has drifted',
    description: 'At least half of the features have drifted, and a second window confirms it.',
    runbook: {
      means:
        'What comes no longer looks like the reference. It ends when two windows without a common image have found no drift of the data set.',
      look: LOOK,
      act: ACT,
    },
  },
  {
    // 000: drift_share > 0.3 for 3m. The share counts features whose drift is confirmed, and so ends after two windows too.
    name: 'EvidentlyHighDriftShare',
    requirement: 'D1 (000)',
    severity: 'warning',
    component: 'drift',
    expression: metric('drift_confirmed_share'),
    comparator: '>',
    threshold: 0.3,
    for_s: 3 * MINUTE,
    series: 'drift_share',
    bounds: SHARE,
    summary: 'Many features have drifted',
    description:
      'A share of {value} of the features has drifted, confirmed by a second window; {threshold} is allowed.',
    runbook: {
      means:
        'Of all features with a verdict, the share whose drift was found in two windows without a common image. With k features only multiples of 1/k can be reached.',
      look: LOOK,
      act: ACT,
    },
  },
  {
    // Fires at once, unconfirmed: above one half a single check is wrong in 1 % of 1,000 images (drift-methods 8.5).
    name: 'EvidentlyCriticalDriftShare',
    requirement: 'D1 (000)',
    severity: 'critical',
    component: 'drift',
    expression: metric('evidently_drift_share'),
    comparator: '>',
    threshold: 0.5,
    for_s: 0,
    keep_firing_for_s: COOLDOWN_S,
    series: 'drift_share',
    bounds: SHARE,
    summary: 'Most features have drifted',
    description: 'A share of {value} of the features has drifted; {threshold} is allowed.',
    runbook: {
      means:
        'More than half of the features of the current window differ from the reference. It fires with the first check that finds it.',
      look: LOOK,
      act: `${ACT} Do not trust the detections of this time before you know why.`,
    },
  },
  {
    name: 'EvidentlyHighFeatureDrift',
    requirement: 'D1 (000)',
    severity: 'warning',
    component: 'drift',
    expression: metric('drift_feature_score'),
    comparator: '>',
    threshold: 0.7,
    gates: [CONFIRMED],
    for_s: 0,
    keep_firing_for_s: COOLDOWN_S,
    series: 'drift_score.{feature}',
    bounds: SHARE,
    summary: 'Strong drift of {feature}',
    description: 'The drift score of {feature} is {value}, above {threshold}; a second window confirms the drift.',
    runbook: {
      means:
        'The score rises with drift: 0.5 is exactly at the threshold of the test, 0.7 a p-value of 0.0009. Brightness, confidence and detections have the same score as `evidently_*_drift_score`.',
      look: LOOK,
      act: ACT,
    },
  },
  {
    // The effect, not the score: 0.2 is a size of change. Two windows of new images within the ten minutes, since a quiet
    // camera would otherwise have the same window judged again and again.
    name: 'DriftDetected',
    requirement: 'D2 (001)',
    severity: 'warning',
    component: 'drift',
    expression: metric('drift_score'),
    comparator: '>',
    threshold: 0.2,
    gates: [
      CONFIRMED,
      {
        expression: divide(increase('drift_samples_total', 10 * MINUTE), metric('drift_current_samples')),
        comparator: '>=',
        threshold: 2,
        on: 'console',
      },
    ],
    for_s: 10 * MINUTE,
    keep_firing_for_s: COOLDOWN_S,
    series: 'drift_score.{feature}',
    bounds: SHARE,
    summary: 'Lasting drift of {feature}',
    description:
      '{feature} has changed by {value} (0 to 1) against the reference for ten minutes; {threshold} is allowed.',
    runbook: {
      means:
        'The size of the change, D of Kolmogorov and Smirnov or total variation distance, stays above the threshold while at least two full windows of new images come within ten minutes.',
      look: LOOK,
      act: ACT,
    },
  },
  {
    name: 'NewClass',
    requirement: 'drift-methods 8.5',
    severity: 'info',
    component: 'drift',
    expression: metric('drift_new_classes'),
    comparator: '>',
    threshold: 0,
    digits: 0,
    for_s: 0,
    keep_firing_for_s: COOLDOWN_S,
    bounds: { min: 0, max: 1_000 },
    summary: 'A class that the reference does not know',
    description: 'Classes in the current window that no image of the reference has: {value}.',
    runbook: {
      means: 'At least two images, or 2 % of the current window, have a class that the reference has none of.',
      look: 'The events on Drift, for its name; History, filtered by that class, for whether the detections are right.',
      act: 'If the class belongs there, reset the reference. If the detections are wrong, give feedback and raise the confidence threshold.',
    },
  },
]);
