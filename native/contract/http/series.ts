import { z } from 'zod';

/** Of every result, with percentiles. Milliseconds; scores 0 to 1; brightness, contrast 0 to 255. */
export const RESULT_SERIES = ['latency_ms', 'inference_ms', 'queue_ms', 'confidence'] as const;
/** Of every result, without percentiles. `rate` is results a second, `errors` images that failed a second. */
export const RESULT_FIGURES = [
  'rate',
  'errors',
  'detections',
  'brightness',
  'contrast',
  'sharpness',
  'saturation',
  'embedding_distance',
] as const;
/** Looked at now and then, whether results come or not. Bytes; percent 0 to 100. */
export const SAMPLED_SERIES = [
  'queue_length',
  'vram_bytes',
  'model_memory_bytes',
  'gpu_utilization_percent',
  'cpu_percent',
  'memory_bytes',
  'drift_share',
  'num_drifted_features',
] as const;

/** Of each watched feature, the score of its drift: `drift_score.brightness`. */
const DRIFT_SCORE = /^drift_score\.[a-z_]{1,40}$/;

export const SeriesMetric = z
  .union([z.enum([...RESULT_SERIES, ...RESULT_FIGURES, ...SAMPLED_SERIES]), z.string().regex(DRIFT_SCORE)])
  .meta({ id: 'SeriesMetric', description: 'What is charted', example: 'latency_ms' });
export type SeriesMetric = z.infer<typeof SeriesMetric>;

export const SeriesQuery = z.strictObject({
  metric: SeriesMetric,
  from: z.iso.datetime().optional().meta({ description: 'An hour before `to`, where absent' }),
  to: z.iso.datetime().optional().meta({ description: 'Now, where absent' }),
  points: z.coerce.number().int().min(1).max(2_000).default(600).meta({ description: 'Buckets at most' }),
  model: z.string().max(200).optional().meta({ description: 'Id of a model; of all, where absent' }),
  source: z.string().max(200).optional().meta({ description: 'Source of the results; of all, where absent' }),
});
export type SeriesQuery = z.infer<typeof SeriesQuery>;

export const SeriesBucket = z
  .object({
    t: z.iso.datetime().meta({ description: 'Begin of the bucket' }),
    count: z.int().meta({ description: 'Values in it, at least 1' }),
    min: z.number(),
    mean: z.number(),
    max: z.number(),
    p50: z.number().nullable().meta({ description: 'Percentiles are within 1 %; null for a metric that keeps none' }),
    p95: z.number().nullable(),
    p99: z.number().nullable(),
  })
  .meta({ id: 'SeriesBucket' });
export type SeriesBucket = z.infer<typeof SeriesBucket>;

export const SeriesResponse = z
  .object({
    metric: SeriesMetric,
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    bucket_s: z
      .number()
      .meta({ description: 'Seconds that a bucket spans; buckets lie on multiples of it since 1970, UTC' }),
    buckets: z
      .array(SeriesBucket)
      .meta({ description: 'Oldest first. A bucket without a value is left out: nothing is known of that time' }),
    total: SeriesBucket.nullable().meta({ description: 'All of the span as one; null where it has no value' }),
  })
  .meta({ id: 'SeriesResponse' });
export type SeriesResponse = z.infer<typeof SeriesResponse>;
