import { z } from 'zod';
import { ConfirmationPhase, DriftConfig, FeatureVerdict, RankedSample, Verdict } from '../drift.ts';

export const ReferenceSource = z.enum(['first', 'recent', 'range', 'next', 'table']);
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

/** Answer of `GET /v1/monitoring/drift` and `POST /v1/monitoring/drift/check`. */
export const DriftResponse = Verdict.extend({
  checked_at: z.iso.datetime().nullable().meta({ description: 'Null before the first check' }),
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
    mode: z.enum(['next', 'recent', 'range']).optional(),
    size: z.int().min(50).max(20_000).optional().meta({ description: 'Samples; by default as configured' }),
    from: z.iso.datetime().optional(),
    to: z.iso.datetime().optional(),
  })
  .refine((body) => body.mode !== 'range' || (body.from !== undefined && body.to !== undefined), {
    message: 'mode range needs from and to',
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
