import { z } from 'zod';
import { ConfirmationPhase, DriftConfig, FeatureDetail, FeatureVerdict, RankedSample, Verdict } from '../drift.ts';

export const ReferenceSource = z.enum(['first', 'recent', 'range', 'next', 'folder', 'table']);
export type ReferenceSource = z.infer<typeof ReferenceSource>;

/** The frozen window that everything is compared with. */
export const ReferenceState = z
  .object({
    size: z.int(),
    target: z.int(),
    created_at: z.iso.datetime().nullable().meta({ description: 'When it was complete; null while it fills' }),
    source: ReferenceSource,
    version: z.int().min(1).meta({ description: 'Counts up with each new reference' }),
    from: z.iso.datetime().nullable().meta({ description: 'Its oldest sample' }),
    to: z.iso.datetime().nullable(),
    model_id: z.string().nullable(),
  })
  .meta({ id: 'DriftReference' });
export type ReferenceState = z.infer<typeof ReferenceState>;

export const CurrentState = z
  .object({
    size: z.int(),
    target: z.int(),
    from: z.iso.datetime().nullable(),
    to: z.iso.datetime().nullable(),
  })
  .meta({ id: 'DriftCurrent' });
export type CurrentState = z.infer<typeof CurrentState>;

/** The images that a verdict is of, by the first and the last of the current window. */
export const CheckedImages = z
  .object({ first: RankedSample.shape.id, last: RankedSample.shape.id })
  .meta({ id: 'DriftCheckedImages', description: 'Numbers of results in history; of a table or folder, names' });
export type CheckedImages = z.infer<typeof CheckedImages>;

/** Answer of `GET /v1/monitoring/drift` and `POST /v1/monitoring/drift/check`. */
export const DriftResponse = Verdict.extend({
  checked_at: z.iso.datetime().nullable().meta({ description: 'Null before the first check' }),
  checked_images: CheckedImages.nullable().meta({
    description: 'First and last image of the current window as it was checked; null before the first check',
  }),
  reference: ReferenceState,
  current: CurrentState,
  dataset_alarm: ConfirmationPhase.meta({ description: 'Drift of the data set, confirmed by a second window' }),
  alarms: z.record(z.string(), ConfirmationPhase).meta({ description: 'The same for each feature, by its name' }),
}).meta({ id: 'DriftResponse' });
export type DriftResponse = z.infer<typeof DriftResponse>;

/** Body of `POST /v1/monitoring/drift/check`; an empty body is `all` at the configured levels. */
export const DriftCheckBody = z
  .strictObject({
    check: z
      .enum(['data', 'model', 'all'])
      .default('all')
      .meta({ description: '`data`: features of the pictures; `model`: features of the detections' }),
    data_threshold: z.number().gt(0).max(0.5).optional().meta({
      description: 'Significance level for features of the pictures, in this check only',
    }),
    model_threshold: z.number().gt(0).max(0.5).optional().meta({
      description: 'Significance level for features of the detections, in this check only',
    }),
  })
  .meta({ id: 'DriftCheckBody' });
export type DriftCheckBody = z.infer<typeof DriftCheckBody>;

/** Body of `POST /v1/monitoring/drift/reset-reference`; an empty body takes what is there, else what comes. */
export const ResetReferenceBody = z
  .strictObject({
    mode: z.enum(['next', 'recent', 'range', 'folder', 'table']).optional().meta({
      description:
        '`next`: the samples that come; `recent`: the newest kept; `range`: kept ones of a time; `folder`: images on the machine of the console, detected on and not kept; `table`: CSV with a header, or JSON `{"column": [values]}`, there. By default `recent` where enough are kept, else `next`',
    }),
    size: z.int().min(50).max(20_000).optional().meta({ description: 'Samples; by default as configured' }),
    from: z.iso.datetime().optional(),
    to: z.iso.datetime().optional(),
    path: z.string().min(1).max(4_096).optional().meta({ description: 'Absolute, of the folder or the table' }),
  })
  .refine((body) => body.mode !== 'range' || (body.from !== undefined && body.to !== undefined), {
    message: 'mode range needs from and to',
  })
  .refine((body) => (body.mode !== 'folder' && body.mode !== 'table') || body.path !== undefined, {
    message: 'modes folder and table need path',
  })
  .meta({ id: 'ResetReferenceBody' });
export type ResetReferenceBody = z.infer<typeof ResetReferenceBody>;

export const ResetReferenceResponse = z
  .object({ state: Verdict.shape.state, reference: ReferenceState })
  .meta({ id: 'ResetReferenceResponse' });
export type ResetReferenceResponse = z.infer<typeof ResetReferenceResponse>;

export const DriftConfigResponse = z
  .object({
    config: DriftConfig,
    features: z
      .array(z.object({ feature: z.string(), kind: FeatureVerdict.shape.kind, group: z.enum(['data', 'model']) }))
      .meta({ description: 'Every feature that is collected' }),
    invalidated: z.string().nullable().meta({
      description: 'What a change of the configuration has begun anew, as a sentence; null where nothing',
    }),
  })
  .meta({ id: 'DriftConfigResponse' });
export type DriftConfigResponse = z.infer<typeof DriftConfigResponse>;

export const DriftHistoryQuery = z.strictObject({
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  points: z.coerce.number().int().min(1).max(5_000).default(500),
});
export type DriftHistoryQuery = z.infer<typeof DriftHistoryQuery>;

export const DriftHistoryPoint = z
  .object({
    t: z.iso.datetime(),
    checks: z.int().meta({ description: 'Checks that this point stands for' }),
    drift_share: z.number().nullable().meta({ description: 'Largest of them' }),
    dataset_drift: z.boolean().nullable(),
    embedding_distance: z.number().nullable(),
    scores: z.record(z.string(), z.number().nullable()).meta({ description: 'Largest score of each feature' }),
    effects: z.record(z.string(), z.number().nullable()),
  })
  .meta({ id: 'DriftHistoryPoint' });
export type DriftHistoryPoint = z.infer<typeof DriftHistoryPoint>;

export const DriftHistoryResponse = z
  .object({ points: z.array(DriftHistoryPoint) })
  .meta({ id: 'DriftHistoryResponse', description: 'Oldest first; spans without a check are left out' });
export type DriftHistoryResponse = z.infer<typeof DriftHistoryResponse>;

/** Which images moved a feature most. */
export const MovedMostQuery = z.strictObject({
  feature: z.string().min(1).max(100),
  limit: z.coerce.number().int().min(1).max(100).default(12),
});
export type MovedMostQuery = z.infer<typeof MovedMostQuery>;

export const MovedMostResponse = z
  .object({ feature: z.string(), samples: z.array(RankedSample) })
  .meta({ id: 'MovedMostResponse', description: 'Samples of the current window, the one that moved it most first' });
export type MovedMostResponse = z.infer<typeof MovedMostResponse>;

export const DriftDetailQuery = z.strictObject({ feature: MovedMostQuery.shape.feature });
export type DriftDetailQuery = z.infer<typeof DriftDetailQuery>;

/** Figures of one feature that are made where they are asked for, so that no check waits for them. */
export const DriftDetailResponse = z
  .object({
    feature: z.string(),
    detail: FeatureDetail.nullable(),
    reason: z.string().nullable().meta({ description: 'Why there is no detail; null where there is' }),
    not_computed: FeatureVerdict.shape.not_computed,
  })
  .meta({ id: 'DriftDetailResponse', description: 'Of the windows as they are now' });
export type DriftDetailResponse = z.infer<typeof DriftDetailResponse>;

/** Answer of `POST /v1/monitoring/drift/config/preview`: what a configuration would have found. */
export const DriftPreviewResponse = z
  .object({
    from: z.iso.datetime().nullable().meta({ description: 'Of the samples that were judged; null of none' }),
    to: z.iso.datetime().nullable(),
    samples: z.int(),
    truncated: z.boolean().meta({ description: 'There were more samples or checks than are replayed' }),
    reference: z.enum(['present', 'first']).meta({
      description: 'Held against the present reference, or against the first samples of the span',
    }),
    checks: z.int(),
    checks_with_drift: z.int(),
    fired: z.int().meta({ description: 'Times that drift of the data set was confirmed' }),
    fired_at: z.array(z.iso.datetime()).max(100),
    features: z.record(z.string(), z.int()).meta({ description: 'Times that drift of each feature was confirmed' }),
    invalidates: z.string().nullable().meta({ description: 'What setting it would begin anew; null where nothing' }),
    summary: z.string().meta({ description: 'The same as a sentence' }),
  })
  .meta({ id: 'DriftPreviewResponse' });
export type DriftPreviewResponse = z.infer<typeof DriftPreviewResponse>;

/** Answer of `GET /v1/monitoring/drift/embedding`. */
export const EmbeddingMap = z
  .object({
    points: z.array(
      z.object({
        id: z.union([z.int(), z.string()]).meta({ description: 'Number of the result in history, or a name' }),
        window: z.enum(['reference', 'current']),
        x: z.number(),
        y: z.number(),
      }),
    ),
    explained: z.tuple([z.number(), z.number()]).nullable().meta({ description: 'Shares of the variance, 0 to 1' }),
    reason: z.string().nullable().meta({ description: 'Why there are no points; null where there are' }),
  })
  .meta({
    id: 'EmbeddingMap',
    description: 'Embeddings of both windows on their first two principal components; at most 500 of a window',
  });
export type EmbeddingMap = z.infer<typeof EmbeddingMap>;

/** A report that was written on schedule. */
export const DriftReportList = z
  .object({ reports: z.array(z.object({ name: z.string(), at: z.iso.datetime(), bytes: z.int() })) })
  .meta({ id: 'DriftReportList', description: 'Newest first' });
export type DriftReportList = z.infer<typeof DriftReportList>;

export const DriftJobName = z.enum(['hourly_statistics', 'daily_check', 'weekly_report']);
export type DriftJobName = z.infer<typeof DriftJobName>;

export const DriftSchedule = z
  .object({
    jobs: z.array(
      z.object({
        name: DriftJobName,
        cron: z.string().meta({ description: 'When it is due, in local time of the console' }),
        last_run: z.iso.datetime().nullable(),
        next_run: z.iso.datetime().nullable(),
        last_outcome: z.string().nullable().meta({ description: 'What came of the last run, as a sentence' }),
      }),
    ),
  })
  .meta({ id: 'DriftSchedule' });
export type DriftSchedule = z.infer<typeof DriftSchedule>;

/** One hour of one feature. */
export const DriftStatisticsPoint = z
  .object({ t: z.iso.datetime(), features: z.record(z.string(), FeatureVerdict.shape.current) })
  .meta({ id: 'DriftStatisticsPoint', description: 'Of the hour that ends at t' });
export type DriftStatisticsPoint = z.infer<typeof DriftStatisticsPoint>;

export const DriftStatisticsResponse = z
  .object({ points: z.array(DriftStatisticsPoint) })
  .meta({ id: 'DriftStatisticsResponse', description: 'Oldest first; hours without samples are left out' });
export type DriftStatisticsResponse = z.infer<typeof DriftStatisticsResponse>;

/** What the status bar shows of drift. */
export const DriftSummary = z
  .object({
    state: Verdict.shape.state,
    dataset_drift: Verdict.shape.dataset_drift,
    drift_share: Verdict.shape.drift_share,
  })
  .meta({ id: 'DriftSummary' });
export type DriftSummary = z.infer<typeof DriftSummary>;
