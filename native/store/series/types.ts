import type { SeriesMetric, SeriesResponse } from '../../contract/http/series.ts';

/** What is charted of one answered image; null is a missing value. */
export interface ResultFigures {
  latency_ms: number;
  inference_ms: number;
  queue_ms: number;
  /** Mean score of its detections. */
  confidence: number | null;
  detections: number;
  brightness: number | null;
  contrast: number | null;
  sharpness: number | null;
  saturation: number | null;
  embedding_distance: number | null;
}

/** Whose figures they are; `at` in milliseconds since 1970. Null: no model was loaded, no source was stated. */
export interface ResultOrigin {
  at: number;
  model_id: string | null;
  source: string | null;
}

/** Times in milliseconds since 1970; `to` itself is outside. */
export interface SeriesSpan {
  metric: SeriesMetric;
  from: number;
  to: number;
  /** Buckets at most. */
  points: number;
  /** Only results of this model, of this source. Sampled metrics are of the whole console. */
  model?: string | undefined;
  source?: string | undefined;
}

/**
 * Figures over time. What is added is written within a second, together, with the next result or `flush`, and when the store
 * is closed. Of a process that is killed in between, results that were kept are rolled up at the next start; other figures
 * of that second are lost.
 */
export interface SeriesRecords {
  /** Of an image that is answered and not kept. Kept ones count by themselves. */
  addResult(origin: ResultOrigin, figures: ResultFigures): void;
  addFailure(origin: ResultOrigin): void;
  /** Sampled metrics by name; what is null or absent is not known and leaves no trace. */
  addSample(at: number, values: Readonly<Record<string, number | null>>): void;
  /** Writes what waits to be written; costs nothing where there is nothing. */
  flush(): void;
  /** Rolls up some results that nobody has yet, in a few milliseconds; false when all are. */
  catchUp(): boolean;
  /** Buckets with a value, oldest first. Some milliseconds, however long the span. */
  query(span: SeriesSpan): SeriesResponse;
}
