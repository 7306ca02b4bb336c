import type { SeriesBucket } from '../../../../native/contract/http/series.ts';
import { UNITS } from '../../../components/charts/units.ts';
import { highest, mean, type SeriesLine, type SeriesSpec } from '../../charts/SeriesChart.tsx';

/** Figures of the machine are looked at now and then; as long as they are, a pause between two looks is no gap. */
const SAMPLED_MS = 30_000;
/** Score from which on a feature counts as drifted: the scale of the score is made so. */
const SCORE_LIMIT = 0.5;
const BRIGHTNESS_AXIS = [0, 64, 128, 192, 255];

export const DRIFTED_FEATURES: SeriesSpec = {
  title: 'Drifted features',
  unit: UNITS.features,
  high: 4,
  bridgeMs: SAMPLED_MS,
  lines: [{ label: 'Features', colour: 1, metric: 'num_drifted_features', read: highest }],
};

export const RATE: SeriesSpec = {
  title: 'Inference rate',
  unit: UNITS.perSecond,
  lines: [
    { label: 'Answered', colour: 1, metric: 'rate', read: mean },
    { label: 'Failed', colour: 2, metric: 'errors', read: mean },
  ],
};

export const FEATURE_DRIFT: SeriesSpec = {
  title: 'Feature-level drift',
  unit: UNITS.score,
  high: 1,
  limit: { value: SCORE_LIMIT, label: 'drift from 0.5' },
  bridgeMs: SAMPLED_MS,
  lines: [
    { label: 'Brightness', colour: 1, metric: 'drift_score.brightness', read: highest },
    { label: 'Confidence', colour: 2, metric: 'drift_score.confidence', read: highest },
    { label: 'Detections', colour: 3, metric: 'drift_score.detections', read: highest },
  ],
};

const percentiles = (metric: 'latency_ms' | 'inference_ms'): readonly SeriesLine[] => [
  { label: 'p50', colour: 1, metric, read: ({ p50 }: SeriesBucket) => p50 },
  { label: 'p95', colour: 2, metric, read: ({ p95 }: SeriesBucket) => p95 },
  { label: 'p99', colour: 3, metric, read: ({ p99 }: SeriesBucket) => p99 },
];

/** From the request to its answer, and of the model alone. */
export const LATENCY = {
  answer: { title: 'Latency', unit: UNITS.ms, lines: percentiles('latency_ms') },
  run: { title: 'Latency', unit: UNITS.ms, lines: percentiles('inference_ms') },
} as const satisfies Record<string, SeriesSpec>;

export const BRIGHTNESS: SeriesSpec = {
  title: 'Image brightness',
  unit: UNITS.brightness,
  axis: BRIGHTNESS_AXIS,
  band: 'lowest to highest',
  lines: [{ label: 'Mean', colour: 1, metric: 'brightness', read: mean }],
};

export const EMBEDDING: SeriesSpec = {
  title: 'Embedding drift',
  unit: UNITS.distance,
  band: 'lowest to highest',
  lines: [{ label: 'Mean', colour: 1, metric: 'embedding_distance', read: mean }],
};

const memory = { title: 'GPU memory', unit: UNITS.bytes, bridgeMs: SAMPLED_MS };

/** In use on all GPUs together; without a GPU, what the model holds of the host. */
export const MEMORY = {
  gpu: { ...memory, lines: [{ label: 'In use', colour: 1, metric: 'vram_bytes', read: highest }] },
  host: {
    ...memory,
    title: 'Model memory',
    lines: [{ label: 'Held of the host', colour: 1, metric: 'model_memory_bytes', read: highest }],
  },
} as const satisfies Record<string, SeriesSpec>;
