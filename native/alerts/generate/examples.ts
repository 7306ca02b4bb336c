/** A series of an example: a value that stays, or a counter that grows. */
export interface ExampleSeries {
  name: string;
  labels: Readonly<Record<string, string>>;
  /** At the begin. */
  value: number;
  per_s: number;
  /** What it grew by at first, and for how many seconds. */
  first?: { per_s: number; for_s: number };
}

/** Figures that a rule is met with, and others that are close but do not meet it. */
export interface RuleExample {
  met: readonly ExampleSeries[];
  unmet: readonly ExampleSeries[];
  /** What meets the rule but for its gates. */
  gated?: readonly ExampleSeries[];
}

type Labels = Readonly<Record<string, string>>;

const gauge = (name: string, value: number, labels: Labels = {}): ExampleSeries => ({ name, labels, value, per_s: 0 });
const counter = (name: string, per_s: number, labels: Labels = {}): ExampleSeries => ({
  name,
  labels,
  value: 0,
  per_s,
});
const ofFeature = (name: string, value: number) => gauge(name, value, { feature: 'brightness' });

const BOUNDS = [0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10];

/** Ten observations a second of which all took `seconds`, but for a share that took a millisecond. */
function histogram(name: string, seconds: number, labels: Labels = {}, quickShare = 0): ExampleSeries[] {
  const total = 10;
  const bucket = (le: string, count: number) => counter(`${name}_bucket`, count, { ...labels, le });
  return [
    ...BOUNDS.map((bound) => bucket(String(bound), seconds <= bound ? total : total * quickShare)),
    bucket('+Inf', total),
  ];
}

const DETECT = { endpoint: '/v1/yolo/detect/', method: 'POST' };
const READ = { endpoint: '/v1/status', method: 'GET' };
const EVENTS = { endpoint: '/v1/events', method: 'GET' };
const api = (seconds: number, labels: Labels = DETECT, quickShare = 0) =>
  histogram('api_request_latency_seconds', seconds, labels, quickShare);
const image = (seconds: number, quickShare = 0) => histogram('inference_latency_seconds', seconds, {}, quickShare);
const requests = (ok: number, ...failed: [status: string, per_s: number][]) =>
  [['200', ok] as const, ...failed].map(([status, per_s]) =>
    counter('api_requests_total', per_s, { ...DETECT, status }),
  );
const alarm = (value: number) => ofFeature('drift_feature_alarm', value);
const images = (seconds: number) => [counter('drift_samples_total', seconds), gauge('drift_current_samples', 50)];

const distance = (name: string, met: number, unmet: number, floor: number): RuleExample => ({
  met: [ofFeature(name, met), ofFeature('drift_feature_psi_floor', floor), alarm(1)],
  unmet: [ofFeature(name, unmet), ofFeature('drift_feature_psi_floor', 0.01), alarm(1)],
  // Chance alone does as much at windows of this size.
  gated: [ofFeature(name, met), ofFeature('drift_feature_psi_floor', met * 2.5), alarm(1)],
});

export const EXAMPLES: Readonly<Record<string, RuleExample>> = {
  ServiceDown: {
    met: [gauge('up', 0, { job: 'vigil' })],
    unmet: [gauge('up', 1, { job: 'vigil' }), gauge('up', 0, { job: 'other' })],
  },
  DetectorDown: {
    met: [gauge('detector_up', 0), gauge('model_loaded', 1)],
    unmet: [gauge('detector_up', 1), gauge('model_loaded', 1)],
    gated: [gauge('detector_up', 0), gauge('model_loaded', 0)],
  },
  ModelNotLoaded: { met: [gauge('model_loaded', 0)], unmet: [gauge('model_loaded', 1)] },
  LowInferenceRate: {
    met: [{ ...counter('inference_count_total', 0), first: { per_s: 2, for_s: 1_800 } }],
    unmet: [counter('inference_count_total', 2)],
    gated: [counter('inference_count_total', 0.01)],
  },
  ModelQueueBacklog: { met: [gauge('model_queue_length', 51)], unmet: [gauge('model_queue_length', 50)] },

  HighLatency: { met: api(0.8), unmet: api(0.3) },
  HighTailLatency: { met: api(0.3, DETECT, 0.98), unmet: api(0.3, DETECT, 0.995) },
  SlowAPIResponse: { met: api(2, READ), unmet: [...api(0.1, READ), ...api(10, EVENTS)] },
  SlowInference: { met: image(3), unmet: image(3, 0.96) },
  CriticalInferenceLatency: { met: image(8), unmet: image(4) },

  HighErrorRate: { met: requests(9, ['400', 1]), unmet: requests(99, ['400', 1]) },
  CriticalErrorRate: { met: requests(97, ['503', 2], ['400', 1]), unmet: requests(90, ['400', 10]) },
  HighRiskSecurityEvent: {
    met: [counter('security_high_risk_events_total', 0.01)],
    unmet: [counter('security_high_risk_events_total', 0)],
  },

  EvidentlyDatasetDrift: { met: [gauge('drift_dataset_alarm', 1)], unmet: [gauge('drift_dataset_alarm', 0)] },
  EvidentlyHighDriftShare: {
    met: [gauge('drift_confirmed_share', 0.35)],
    unmet: [gauge('drift_confirmed_share', 0.3)],
  },
  EvidentlyCriticalDriftShare: {
    met: [gauge('evidently_drift_share', 0.6)],
    unmet: [gauge('evidently_drift_share', 0.5)],
  },
  EvidentlyHighFeatureDrift: {
    met: [ofFeature('drift_feature_score', 0.85), alarm(1)],
    unmet: [ofFeature('drift_feature_score', 0.7), alarm(1)],
    gated: [ofFeature('drift_feature_score', 0.85), alarm(0)],
  },
  DriftDetected: {
    met: [ofFeature('drift_score', 0.45), alarm(1), ...images(1)],
    unmet: [ofFeature('drift_score', 0.15), alarm(1), ...images(1)],
    // A camera that sends an image a minute: no two windows in ten minutes.
    gated: [ofFeature('drift_score', 0.45), alarm(1), ...images(1 / 60)],
  },
  NewClass: { met: [gauge('drift_new_classes', 1)], unmet: [gauge('drift_new_classes', 0)] },

  HighPSI: distance('drift_feature_psi', 0.42, 0.2, 0.4),
  CriticalPSI: distance('drift_feature_psi', 0.9, 0.45, 0.4),
  HighKLDivergence: distance('drift_feature_kl_divergence', 0.21, 0.1, 0.4),
  CriticalKLDivergence: distance('drift_feature_kl_divergence', 0.5, 0.2, 0.4),

  LowModelAccuracy: {
    met: [gauge('model_accuracy', 0.55, { class: 'all' }), gauge('model_accuracy', 0.9, { class: 'bolt' })],
    unmet: [gauge('model_accuracy', 0.8, { class: 'all' }), gauge('model_accuracy', 0.1, { class: 'bolt' })],
  },
  AbnormalBrightnessDark: { met: [gauge('drift_image_brightness', 21)], unmet: [gauge('drift_image_brightness', 90)] },
  AbnormalBrightnessBright: {
    met: [gauge('drift_image_brightness', 241)],
    unmet: [gauge('drift_image_brightness', 90)],
  },
  DataQualityMissingValues: {
    met: [gauge('drift_feature_alarm', 1, { feature: 'missing' })],
    unmet: [gauge('drift_feature_alarm', 0, { feature: 'missing' }), alarm(1)],
  },
  DataQualityUnreadableImages: {
    met: [counter('model_errors_total', 1, { type: 'image_unreadable' }), counter('images_processed_total', 9)],
    unmet: [
      counter('model_errors_total', 5, { type: 'inference_failed' }),
      counter('model_errors_total', 0, { type: 'image_unreadable' }),
      counter('images_processed_total', 9),
    ],
  },

  HighGPUMemory: {
    met: [gauge('process_vram_memory_GB', 11.5, { gpu: '0' })],
    unmet: [gauge('process_vram_memory_GB', 9, { gpu: '0' })],
  },
  VRAMExhausted: {
    met: [gauge('vram_allocated_bytes', 24e9, { gpu: '0' }), gauge('vram_total_bytes', 25e9, { gpu: '0' })],
    unmet: [gauge('vram_allocated_bytes', 12e9, { gpu: '0' }), gauge('vram_total_bytes', 25e9, { gpu: '0' })],
  },
  HighCPUUsage: {
    met: [gauge('vigil_host_cpu_utilization_ratio', 0.93)],
    unmet: [gauge('vigil_host_cpu_utilization_ratio', 0.75)],
  },
};
