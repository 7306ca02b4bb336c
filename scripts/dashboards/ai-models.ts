import type { Dashboard } from './panels.ts';
import { percentilesOf } from './queries.ts';

/** Models where they run: GPU memory, queue, phases, errors, restarts. */
export const AI_MODELS: Dashboard = {
  uid: 'ai-models',
  title: 'AI models',
  description: 'Queue, GPU memory, errors and restarts of the detectors',
  tags: ['vigil', 'model', 'gpu'],
  rows: [
    [
      {
        title: 'Model loaded',
        kind: 'stat',
        width: 4,
        height: 6,
        queries: [{ expr: 'min(model_loaded)' }],
        texts: { 0: 'No', 1: 'Yes' },
      },
      {
        title: 'Detectors ready',
        kind: 'stat',
        width: 4,
        height: 6,
        queries: [{ expr: 'sum(detector_processes_ready)' }],
      },
      {
        title: 'Restarts in the last hour',
        kind: 'stat',
        width: 4,
        height: 6,
        warnAt: 1,
        queries: [{ expr: 'sum(increase(detector_restarts_total[1h]))' }],
      },
      {
        title: 'Queue',
        kind: 'timeseries',
        width: 12,
        height: 6,
        min: 0,
        warnAt: 50,
        queries: [{ expr: 'max(model_queue_length)', legend: 'images waiting' }],
      },
    ],
    [
      {
        title: 'GPU memory',
        kind: 'timeseries',
        width: 12,
        height: 8,
        unit: 'bytes',
        min: 0,
        description: 'Without a GPU: the memory of the host that the model holds',
        queries: [
          { expr: 'sum by (gpu) (vram_allocated_bytes)', legend: 'GPU {{gpu}}, in use' },
          { expr: 'sum by (gpu) (vram_available_bytes)', legend: 'GPU {{gpu}}, free' },
          { expr: 'sum by (kind) (model_memory_usage_bytes)', legend: 'model, {{kind}} memory' },
        ],
      },
      {
        title: 'GPU utilisation and temperature',
        kind: 'timeseries',
        width: 12,
        height: 8,
        min: 0,
        description: 'Percent, degrees Celsius; empty without a GPU that tells',
        queries: [
          { expr: 'max by (gpu) (vigil_gpu_utilization_ratio) * 100', legend: 'GPU {{gpu}}, busy %' },
          { expr: 'max by (gpu) (vigil_gpu_temperature_celsius)', legend: 'GPU {{gpu}}, °C' },
          { expr: 'sum(rate(detector_cpu_seconds_total[1m])) * 100', legend: 'detectors, % of a processor' },
        ],
      },
    ],
    [
      {
        title: 'Model run',
        kind: 'timeseries',
        width: 12,
        height: 8,
        unit: 's',
        min: 0,
        queries: percentilesOf('model_inference_latency_seconds'),
      },
      {
        title: 'Time of one image by phase, mean',
        kind: 'timeseries',
        width: 12,
        height: 8,
        unit: 's',
        min: 0,
        queries: [
          {
            expr: 'sum by (phase) (rate(inference_phase_seconds_sum[5m])) / sum by (phase) (rate(inference_phase_seconds_count[5m]))',
            legend: '{{phase}}',
          },
        ],
      },
    ],
    [
      {
        title: 'Errors',
        kind: 'timeseries',
        width: 12,
        height: 8,
        unit: 'ops',
        min: 0,
        queries: [
          { expr: 'sum by (type) (rate(model_errors_total[5m]))', legend: '{{type}}' },
          { expr: 'sum(rate(model_timeout_total[5m]))', legend: 'too late' },
        ],
      },
      {
        title: 'Provider fallbacks',
        kind: 'stat',
        width: 12,
        height: 8,
        queries: [{ expr: 'sum(model_fallback_total)' }],
      },
    ],
  ],
};
