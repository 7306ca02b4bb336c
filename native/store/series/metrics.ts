import type { RESULT_FIGURES, RESULT_SERIES, SAMPLED_SERIES } from '../../contract/http/series.ts';
import type { Connection } from '../runtime.ts';

type ResultMetric = (typeof RESULT_SERIES)[number] | Exclude<(typeof RESULT_FIGURES)[number], 'rate'>;
type FixedMetric = ResultMetric | (typeof SAMPLED_SERIES)[number];

/** In files of users: never to be changed, nor to be given to another metric. */
const KEYS = {
  latency_ms: 1,
  inference_ms: 2,
  queue_ms: 3,
  confidence: 4,
  errors: 10,
  detections: 11,
  brightness: 12,
  contrast: 13,
  sharpness: 14,
  saturation: 15,
  embedding_distance: 16,
  queue_length: 30,
  vram_bytes: 31,
  model_memory_bytes: 32,
  gpu_utilization_percent: 33,
  cpu_percent: 34,
  memory_bytes: 35,
  drift_share: 36,
  num_drifted_features: 37,
} as const satisfies Record<FixedMetric, number>;
const LAST_WITH_SKETCH = KEYS.confidence;
/** The first of those that the table `series_metrics` gives out. */
const FIRST_GIVEN = 1_000;

/** Whether percentiles are kept of a metric. */
export const hasSketch = (key: number): boolean => key <= LAST_WITH_SKETCH;

/** Whether a metric is of results, and so of a model and a source; else it is of the console. */
export const isOfResults = (key: number): boolean => key < KEYS.queue_length;

export const keyOfResult = (metric: ResultMetric): number => KEYS[metric];

/** Metrics by the small number that packed figures carry. */
export interface MetricKeys {
  /** Null where there never was a value of it. */
  find(metric: string): number | null;
  /** Made where it is new; inside the transaction that uses it. */
  keyOf(metric: string): number;
  /** After a rollback, since a key handed out inside it may not exist. */
  forget(): void;
}

export function createMetricKeys(db: Connection): MetricKeys {
  const byName = db.prepare<[string], number>('SELECT key FROM series_metrics WHERE name = ?').pluck();
  const insert = db.prepare<[number, string]>(
    'INSERT INTO series_metrics SELECT max(?, coalesce(max(key) + 1, 0)), ? FROM series_metrics',
  );
  const fixed: Readonly<Record<string, number>> = KEYS;
  const given = new Map<string, number>();

  function find(metric: string): number | null {
    const known = fixed[metric] ?? given.get(metric) ?? byName.get(metric);
    if (known === undefined) return null;
    if (known >= FIRST_GIVEN) given.set(metric, known);
    return known;
  }

  return {
    find,
    keyOf(metric) {
      const known = find(metric);
      if (known !== null) return known;
      insert.run(FIRST_GIVEN, metric);
      return find(metric) as number;
    },
    forget: () => given.clear(),
  };
}
