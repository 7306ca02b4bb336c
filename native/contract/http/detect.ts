import { z } from 'zod';
import { Detection } from '../candidates.ts';
import { ErrorData } from '../errors.ts';
import { ModelRef } from '../model.ts';
import { ProviderName, ProviderReport } from '../provider.ts';
import { DEMO_SOURCE } from './demo.ts';

export const DEFAULT_CONF = 0.25;
export const DEFAULT_IOU = 0.45;
export const DEFAULT_MAX_DET = 300;

/** What of the candidates is shown: the thresholds and the class filter are a view, never a new run. */
export const DetectQuery = z.strictObject({
  conf: z.coerce
    .number()
    .min(0.05)
    .max(1)
    .optional()
    .meta({ description: `Lowest score answered; by default as in the settings, ${DEFAULT_CONF} at first` }),
  iou: z.coerce
    .number()
    .min(0)
    .max(1)
    .optional()
    .meta({
      description: `Of two boxes of one class that overlap more than this, the better stays; by default as in the settings, ${DEFAULT_IOU} at first`,
    }),
  max_det: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .meta({ description: `Most detections of one image; by default as in the settings, ${DEFAULT_MAX_DET} at first` }),
  classes: z
    .string()
    .max(4_000)
    .optional()
    .meta({ description: 'Names or ids of the classes wanted, comma separated' }),
  save: z
    .enum(['true', 'false', '1', '0'])
    .default('true')
    .transform((word) => word === 'true' || word === '1')
    .meta({ description: 'Keep the result in history', override: { type: 'boolean', default: true } }),
  candidates: z
    .enum(['true', 'false', '1', '0'])
    .default('false')
    .transform((word) => word === 'true' || word === '1')
    .meta({
      description: 'Answer the candidates of each image too, so that other thresholds need no new run',
      override: { type: 'boolean', default: false },
    }),
  source: z
    .string()
    .max(100)
    .refine((label) => label !== DEMO_SOURCE, `"${DEMO_SOURCE}" is the label of the demo line; take another`)
    .optional()
    .meta({ description: `A label of yours for where the image came from; not "${DEMO_SOURCE}"` }),
});
export type DetectQuery = z.infer<typeof DetectQuery>;

/** Milliseconds. `queue` is the wait for the detector, `tensor` letterbox and normalisation, `total` all of the service's work. */
export const Timings = z
  .object({
    queue: z.number(),
    decode: z.number(),
    tensor: z.number(),
    inference: z.number(),
    postprocess: z.number(),
    total: z.number(),
  })
  .meta({ id: 'Timings', description: 'Milliseconds by phase' });
export type Timings = z.infer<typeof Timings>;

export const Features = z
  .object({
    detections: z.int(),
    confidence: z.number().nullable().meta({ description: 'Mean score of the detections; null when there is none' }),
  })
  .meta({ id: 'Features', description: 'Figures of the image and its detections that drift is watched on' });
export type Features = z.infer<typeof Features>;

/** All that the model proposed for one image: thresholds are a view of it. */
export const CandidateList = z
  .object({
    floor: z.number(),
    suppressed: z.boolean().meta({ description: 'The model suppresses overlaps itself' }),
    candidates: z.array(Detection),
  })
  .meta({
    id: 'CandidateList',
    description: 'Everything above the floor, before suppression, best score first; boxes may reach beyond the image',
  });
export type CandidateList = z.infer<typeof CandidateList>;

export const ImageResult = z
  .object({
    inference_id: z.int().nullable().meta({ description: 'Its number in history; null when it was not kept' }),
    name: z.string(),
    width: z.int(),
    height: z.int(),
    detections: z.array(Detection),
    features: Features,
    timings_ms: Timings,
    candidates: CandidateList.optional().meta({ description: 'Present when asked for' }),
    storage_error: ErrorData.optional().meta({ description: 'Present when it should have been kept and could not be' }),
  })
  .meta({ id: 'ImageResult' });
export type ImageResult = z.infer<typeof ImageResult>;

export const ImageFailure = z.object({ name: z.string(), error: ErrorData }).meta({ id: 'ImageFailure' });
export type ImageFailure = z.infer<typeof ImageFailure>;

export const DetectResponse = z
  .object({
    request_id: z.string(),
    model: ModelRef,
    provider: ProviderName,
    provider_extent: ProviderReport.shape.extent,
    images: z.array(z.union([ImageResult, ImageFailure])),
  })
  .meta({ id: 'DetectResponse' });
export type DetectResponse = z.infer<typeof DetectResponse>;
