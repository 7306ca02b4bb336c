import type { z } from 'zod';
import type { Alert } from '../../contract/http/alerts.ts';
import type { ENDPOINTS, EndpointName } from '../../contract/http/endpoints.ts';

type Table = typeof ENDPOINTS;
type AnswerExamples = {
  [Name in EndpointName]?: Table[Name]['answers'] extends z.ZodType ? z.input<Table[Name]['answers']> : never;
};
type JsonBodies = {
  [Name in EndpointName]: Table[Name] extends { body: { json: infer Schema } } ? z.input<Schema> : never;
};
/** Each address that takes a JSON body must show one: its curl example is made of it. */
type BodyExamples = {
  [Name in EndpointName as JsonBodies[Name] extends never ? never : Name]: JsonBodies[Name];
};

const psi: Omit<
  Alert,
  'id' | 'name' | 'severity' | 'summary' | 'description' | 'threshold' | 'runbook' | 'inhibited_by'
> = {
  ...{ component: 'drift', labels: { feature: 'brightness' }, value: 0.91, comparator: '>', unit: null },
  ...{ state: 'firing', series: 'drift_score.brightness' },
  ...{ started_at: '2026-03-01T12:00:00.000Z', fired_at: '2026-03-01T12:00:00.000Z' },
  ...{ resolved_at: null, resolved_reason: null },
  ...{ acknowledged_at: null, acknowledged_by: null, comment: null, silenced_until: null },
};

const model = { id: '695e750a5d57', name: 'yolox-nano-416', version: '1' };

/** What a request body looks like; one for each address that takes JSON. */
export const BODY_EXAMPLES = {
  loadModel: { path: '/home/me/models/yolox-nano-416.onnx' },
  pinInference: { pinned: true },
  pinInferences: { ids: [1203, 1204], pinned: true },
  deleteInferences: { ids: [123, 124] },
  restoreInferences: { deletion_id: '0198c1f2-6d1e-7c3a-9b60-5a4a4c1f2d90' },
  exportInferences: {
    selection: { filter: { class: 'person', min_score: 0.5 } },
    format: 'coco',
    thresholds: { conf: 0.5, iou: 0.45 },
  },
  putSettings: {
    thresholds: { conf: 0.3, iou: 0.45, max_det: 300 },
    retention: { max_age_days: 30, max_bytes: 20_000_000_000 },
    keep_images: true,
  },
  setFeedback: { verdict: 'wrong', detection_index: 0, class: 'truck' },
  startEvaluation: { images: '/home/me/val/images', labels: '/home/me/val/labels', conf: 0.4 },
  openSession: { token: 'the-token-of-the-data-folder' },
  startDemo: { scenario: 'failing_lamp', rate: 4 },
  checkDrift: { check: 'all', data_threshold: 0.01 },
  resetReference: { mode: 'recent', size: 100 },
  putDriftConfig: { reference_size: 100, current_size: 50, step: 10, features: { sharpness: { enabled: false } } },
  previewDriftConfig: { drift_share: 0.3, features: { brightness: { method: 'psi', threshold: 0.25 } } },
  acknowledgeAlert: { comment: 'The lamp is being replaced', author: 'Ada' },
  addSilence: {
    matchers: { component: 'drift', labels: { feature: 'brightness' } },
    comment: 'The lamp is being replaced',
    author: 'Ada',
    ends_at: '2030-03-01T18:00:00.000Z',
  },
  putAlertRule: { threshold: 800, for_s: 600 },
  previewAlertRule: { threshold: 800 },
  putChannel: { url: 'https://hooks.example.com/services/T000/B000/secret' },
  putRouting: { warning: ['slack', 'email'], group_wait_s: 30 },
  putDemoKnobs: { knobs: { light: 0.5, focus: null }, rate: 8 },
} as const satisfies BodyExamples;

/** What an answer looks like, for the addresses where a picture says more than the table of its fields. */
export const ANSWER_EXAMPLES: AnswerExamples = {
  silences: {
    silences: [
      {
        ...{ id: 12, source: 'alertmanager', matchers: {} },
        expression: '{alertname=~"High.*", feature!="contrast"}',
        ...{ comment: 'The lamp is being replaced', author: 'Grace', active: true },
        ...{ starts_at: '2030-03-01T14:00:00.000Z', ends_at: '2030-03-01T18:00:00.000Z', alerts: 2 },
        alertmanager: 'there',
      },
    ],
  },
  series: {
    metric: 'latency_ms',
    from: '2026-01-05T08:00:00.000Z',
    to: '2026-01-05T09:00:00.000Z',
    bucket_s: 1_800,
    buckets: [
      { t: '2026-01-05T08:00:00.000Z', count: 410, min: 21.3, mean: 26.4, max: 48.1, p50: 25.8, p95: 33.9, p99: 41.2 },
      { t: '2026-01-05T08:30:00.000Z', count: 390, min: 20.9, mean: 26.8, max: 61.5, p50: 25.9, p95: 35.2, p99: 47.6 },
    ],
    total: {
      t: '2026-01-05T08:00:00.000Z',
      ...{ count: 800, min: 20.9, mean: 26.6, max: 61.5, p50: 25.9, p95: 34.6, p99: 45.3 },
    },
  },
  alerts: {
    alerts: [
      {
        ...psi,
        ...{ id: 8, name: 'CriticalPSI', severity: 'critical', threshold: 0.5, inhibited_by: null },
        summary: 'The distribution of brightness has shifted far',
        description: 'The PSI of brightness is 0.91, above 0.5 and above chance.',
        runbook: 'docs/runbooks/CriticalPSI.md',
      },
      {
        ...psi,
        ...{ id: 7, name: 'HighPSI', severity: 'warning', threshold: 0.25 },
        summary: 'The distribution of brightness has shifted',
        description: 'The PSI of brightness is 0.91, above 0.25 and above chance.',
        runbook: 'docs/runbooks/HighPSI.md',
        inhibited_by: {
          ...{ id: 8, name: 'CriticalPSI' },
          because: 'It is about the same feature, whose distribution has shifted far.',
        },
      },
    ],
  },
  health: {
    status: 'ok',
    version: '0.1.0',
    uptime_s: 86.4,
    model: {
      ...model,
      provider: 'cpu',
      provider_extent: 'all',
      provider_reason: 'All of the model runs on the CPU.',
    },
    checks: [{ name: 'model', status: 'ok', detail: 'yolox-nano-416 is loaded.' }],
  },
  healthLive: { status: 'ok' },
  modelCard: {
    notes: {
      how_trained: 'From scratch, 300 epochs on drawings, with light and scale varied.',
      trained_on: '8,000 drawings of a conveyor belt with their boxes, made for this model.',
      figures: [{ condition: 'even light', map50: 0.93, map50_95: 0.71, images: 400 }],
      limits: ['It has never seen a photograph.'],
      licence: 'MIT',
    },
  },
  system: {
    sampled_at: '2026-03-01T12:00:00.000Z',
    interval_ms: 1_000,
    host: {
      platform: 'win32',
      cpu_model: 'AMD Ryzen 9 7950X',
      cpu_count: 32,
      uptime_s: 86_400,
      cpu_utilization_ratio: 0.23,
      load_1m: null,
      load_5m: null,
      load_15m: null,
      memory_total_bytes: 68_719_476_736,
      memory_available_bytes: 41_231_686_041,
      disk_total_bytes: 2_000_398_934_016,
      disk_available_bytes: 812_646_162_432,
      disk_read_bytes_per_s: null,
      disk_written_bytes_per_s: null,
      network_received_bytes_per_s: null,
      network_sent_bytes_per_s: null,
      not_reported: {
        load_1m: 'Windows has no load average',
        load_5m: 'Windows has no load average',
        load_15m: 'Windows has no load average',
        disk_read_bytes_per_s: 'Other systems than Linux have no file for it',
        disk_written_bytes_per_s: 'Other systems than Linux have no file for it',
        network_received_bytes_per_s: 'Other systems than Linux have no file for it',
        network_sent_bytes_per_s: 'Other systems than Linux have no file for it',
      },
    },
    gpus: [
      {
        id: '0',
        vendor: 'nvidia',
        name: 'NVIDIA GeForce RTX 4090',
        driver: '551.86',
        pci_address: '0000:01:00.0',
        mig: false,
        memory_total_bytes: 25_757_220_864,
        memory_used_bytes: 2_422_210_560,
        memory_free_bytes: 22_981_640_192,
        memory_detectors_bytes: null,
        memory_others_bytes: null,
        utilization_ratio: 0.37,
        temperature_celsius: 54,
        power_w: 182.5,
        power_limit_w: 450,
        not_reported: {
          memory_detectors_bytes:
            'Not reported by the driver: under WDDM, Windows does not let it tell the memory of a process',
          memory_others_bytes:
            'Not reported by the driver: under WDDM, Windows does not let it tell the memory of a process',
        },
      },
    ],
    no_gpu_reason: null,
    processes: [
      {
        role: 'service',
        pid: 4_100,
        rss_bytes: 96_468_992,
        cpu_cores: 0.04,
        gpu_memory_bytes: 0,
        not_reported: {},
      },
    ],
    model_memory: null,
    sources: [
      {
        name: 'nvidia_gpus',
        state: 'running',
        since: '2026-03-01T11:00:00.000Z',
        detail: 'nvidia-smi tells its figures.',
        restarts: 0,
        skipped_lines: 0,
      },
    ],
  },
  systemApi: {
    window_s: 312.4,
    requests: 1_204,
    requests_per_s: 3.85,
    error_ratio: 0.0008,
    endpoints: [
      {
        endpoint: '/v1/yolo/detect/',
        method: 'POST',
        requests: 1_204,
        requests_per_s: 3.85,
        error_ratio: 0.0008,
        p50_ms: 31.2,
        p95_ms: 58.9,
        p99_ms: 74.1,
        statuses: { '200': 1_203, '504': 1 },
      },
    ],
  },
  detect: {
    request_id: '0198c1f2-6d1e-7c3a-9b60-5a4a4c1f2d90',
    model,
    provider: 'cpu',
    provider_extent: 'all',
    images: [
      {
        inference_id: 123,
        name: 'photo.jpg',
        width: 810,
        height: 1080,
        detections: [{ class_id: 0, class_name: 'person', score: 0.91, box: [48.5, 399.1, 244.8, 903.4] }],
        features: {
          brightness: 113.204,
          contrast: 55.118,
          sharpness: 1204.871,
          saturation: 0.27611,
          detections: 1,
          confidence: 0.91,
          max_confidence: 0.91,
          mean_box_area: 0.11315,
          dominant_class: 'person',
          class_counts: { person: 1 },
          embedding_distance: null,
        },
        timings_ms: { queue: 0.4, decode: 6.1, tensor: 1.3, inference: 18.9, postprocess: 0.8, total: 27.9 },
      },
      {
        name: 'notes.txt',
        error: {
          code: 'unsupported_media_type',
          detail: 'The bytes are no image. Send a JPEG, PNG, WebP, AVIF, TIFF or GIF.',
        },
      },
    ],
  },
  channels: {
    channels: [
      {
        ...{ name: 'slack', sent_by: 'service', configured: true, enabled: true, hint: 'hooks.slack.com' },
        ...{ settings: {}, secrets: { url: true }, routes: ['warning', 'critical'] },
        ...{ last_success_at: '2026-01-05T08:59:12.000Z', last_error_at: null, last_error: null, waiting: 0 },
      },
    ],
    secrets_kept_by: 'system',
    secrets_problem: null,
  },
};
