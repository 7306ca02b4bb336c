import { type Expression, increase, is, metric, rate, scale } from '../../../alerts/expression/types.ts';
import type { Gate } from '../../../alerts/rules/types.ts';

/** Figures that are made of history, minute by minute; in the units of the rules. */
export type PreviewFigure =
  | 'latency_p95'
  | 'latency_p99'
  | 'images_total'
  | 'queue'
  | 'cpu_percent'
  | 'brightness'
  | 'drift_share'
  | 'drift_score'
  | 'alarm'
  | 'dataset_alarm'
  | 'confirmed_share';

/** How a rule is judged on history: its expression over what history has in place of the metrics. */
export interface Recipe {
  expression: Expression;
  gates: readonly Gate[];
  reads: readonly PreviewFigure[];
  approximations: readonly string[];
}

const figure = (name: PreviewFigure): Expression => metric(name);
const recipe = (
  reads: readonly [PreviewFigure, ...PreviewFigure[]],
  approximations: readonly string[] = [],
  changes: Partial<Pick<Recipe, 'expression' | 'gates'>> = {},
): Recipe => ({ expression: figure(reads[0]), gates: [], reads, approximations, ...changes });

const TUMBLING = 'Percentiles are of five minutes at a time, one after the other, not of the last five at each moment.';
const IMAGES = 'The time of single images is judged, not of whole requests, which can have many.';
const MINUTES = 'History is judged minute by minute, by the mean of each.';
const CHECKS = 'Of several checks of drift in one minute, the one with most drift counts.';
const CONFIRMED: Gate = { expression: figure('alarm'), comparator: '==', threshold: 1, on: 'labels' };

/** By the name of the rule. Of the others history keeps no figures. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  HighLatency: recipe(['latency_p95'], [TUMBLING, IMAGES]),
  HighTailLatency: recipe(['latency_p99'], [TUMBLING, IMAGES]),
  SlowInference: recipe(['latency_p95'], [TUMBLING]),
  CriticalInferenceLatency: recipe(['latency_p95'], [TUMBLING]),
  LowInferenceRate: recipe(['images_total'], ['History is judged minute by minute.'], {
    expression: scale(60, rate('images_total', 300)),
    gates: [{ expression: increase('images_total', 3_600), comparator: '>', threshold: 1_000, on: 'labels' }],
  }),
  ModelQueueBacklog: recipe(['queue'], [MINUTES]),
  HighCPUUsage: recipe(['cpu_percent'], [MINUTES]),
  AbnormalBrightnessDark: recipe(
    ['brightness'],
    ['The mean of the images of each minute is judged, not of the current window.'],
  ),
  AbnormalBrightnessBright: recipe(
    ['brightness'],
    ['The mean of the images of each minute is judged, not of the current window.'],
  ),
  EvidentlyDatasetDrift: recipe(
    ['dataset_alarm'],
    ['It happened as it did: the confirmations are those of that time.'],
  ),
  EvidentlyHighDriftShare: recipe(['confirmed_share'], ['The confirmations are those of that time.']),
  EvidentlyCriticalDriftShare: recipe(['drift_share'], [CHECKS]),
  EvidentlyHighFeatureDrift: recipe(['drift_score', 'alarm'], [CHECKS, 'The confirmations are those of that time.'], {
    gates: [CONFIRMED],
  }),
  DataQualityMissingValues: recipe(['alarm'], ['It happened as it did: the confirmations are those of that time.'], {
    expression: metric('alarm', is('feature', 'missing')),
  }),
};
