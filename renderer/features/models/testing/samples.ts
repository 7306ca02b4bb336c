import type { LoadModelResponse } from '../../../../native/contract/http/models.ts';
import type { ConsoleStatus } from '../../../../native/contract/http/status.ts';
import type { ModelCard } from '../../../../native/contract/model.ts';
import type { Parallelism, ProviderReport } from '../../../../native/contract/provider.ts';

/** A model card of a small detector, changed as a test needs it. */
export function card(change: Partial<ModelCard> = {}): ModelCard {
  return {
    id: '695e750a5d57',
    name: 'yolox-nano-416',
    version: '695e750a',
    path: '/models/yolox-nano-416.onnx',
    size_bytes: 3_660_092,
    sha256: '695e750a5d57'.padEnd(64, '0'),
    layout: 'yolox',
    layout_source: 'shape',
    layout_reason: '3549 rows are the cells of strides 8, 16 and 32',
    preprocess: 'yolox',
    input: { name: 'images', dtype: 'float32', height: 416, width: 416, dynamic: false, size_source: 'shape' },
    output: { name: 'output', dtype: 'float32', shape: [1, 3_549, 85] },
    classes: ['person', 'bicycle'],
    classes_source: 'default',
    embedding: { source: 'model', tensor: '890', length: 128 },
    metadata: {},
    licence: null,
    ...change,
  };
}

export function report(change: Partial<ProviderReport> = {}): ProviderReport {
  return {
    requested: ['cuda', 'cpu'],
    used: 'cpu',
    extent: 'all',
    node_share: null,
    fallback: false,
    reason: 'The whole model runs on the CPU.',
    attempts: [{ provider: 'cpu', outcome: 'used', reason: 'The whole model runs on the CPU.' }],
    ...change,
  };
}

export const PARALLELISM: Parallelism = {
  lanes: 1,
  threads: 1,
  spinning: false,
  goal: 'latency',
  reason: 'One image is done soonest by 1 thread.',
  measurements: [
    { threads: 2, spinning: true, median_ms: 82.3 },
    { threads: 1, spinning: false, median_ms: 23.8 },
  ],
};

export function status(change: Partial<ConsoleStatus> = {}): ConsoleStatus {
  return {
    version: '0.1.0',
    uptime_s: 61,
    data_folder: '/home/ada/.local/share/vigil',
    model: null,
    provider: null,
    parallelism: null,
    run_ms: null,
    loading: null,
    load_error: null,
    queue_length: 0,
    queue_limit: 64,
    images_per_s: 0,
    checks: [{ name: 'store', status: 'ok', detail: 'History is written.' }],
    drift: { state: 'collecting_reference', dataset_drift: null, drift_share: null },
    history: { count: 12, bytes: 3_456 },
    ...change,
  };
}

export function loaded(model: ModelCard, replaced: ModelCard | null): LoadModelResponse {
  return {
    model,
    provider: report(),
    parallelism: PARALLELISM,
    load_ms: 1_263,
    run_ms: 23.8,
    replaced: replaced === null ? null : { id: replaced.id, name: replaced.name, version: replaced.version },
  };
}
