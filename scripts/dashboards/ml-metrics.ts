import type { Dashboard } from './panels.ts';
import { percentilesOf } from './queries.ts';

/** What the model says: classes, confidence, speed, drift and accuracy. */
export const ML_METRICS: Dashboard = {
  uid: 'ml-metrics',
  title: 'ML metrics',
  description: 'Predictions by class, confidence, latency of the model, drift and accuracy',
  tags: ['vigil', 'model'],
  rows: [
    [
      {
        title: 'Predictions by class',
        kind: 'piechart',
        width: 8,
        height: 10,
        queries: [{ expr: 'sum by (class) (increase(model_predictions_total[1h]))', legend: '{{class}}' }],
        description: 'Detections answered in the last hour',
      },
      {
        title: 'Confidence',
        kind: 'heatmap',
        width: 16,
        height: 10,
        unit: 'short',
        queries: [{ expr: 'sum by (le) (increase(model_confidence_score_bucket[5m]))' }],
      },
    ],
    [
      {
        title: 'Latency of the model run',
        kind: 'timeseries',
        width: 12,
        height: 8,
        unit: 's',
        min: 0,
        queries: percentilesOf('model_inference_latency_seconds'),
      },
      {
        title: 'Images processed',
        kind: 'timeseries',
        width: 12,
        height: 8,
        unit: 'ops',
        min: 0,
        queries: [{ expr: 'sum(rate(images_processed_total[1m]))', legend: 'images per second' }],
      },
    ],
    [
      {
        title: 'Drift score by feature',
        kind: 'timeseries',
        width: 12,
        height: 9,
        min: 0,
        max: 1,
        warnAt: 0.2,
        description: 'Size of the change, whatever the test says',
        queries: [{ expr: 'max by (feature) (drift_score)', legend: '{{feature}}' }],
      },
      {
        title: 'Population stability index by feature',
        kind: 'timeseries',
        width: 12,
        height: 9,
        min: 0,
        warnAt: 0.25,
        alarmAt: 0.5,
        queries: [{ expr: 'max by (feature) (drift_feature_psi)', legend: '{{feature}}' }],
      },
    ],
    [
      {
        title: 'Accuracy by class',
        kind: 'bargauge',
        width: 12,
        height: 9,
        unit: 'percentunit',
        min: 0,
        max: 1,
        description: 'AP50 of the latest evaluation on labelled images; empty before the first',
        queries: [{ expr: 'max by (class) (model_accuracy)', legend: '{{class}}' }],
      },
      {
        title: 'Model',
        kind: 'table',
        width: 12,
        height: 9,
        queries: [{ expr: 'max by (name, version, provider, provider_extent, layout) (model_info)' }],
      },
    ],
  ],
};
