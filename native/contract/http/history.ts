import { z } from 'zod';
import { Detection } from '../candidates.ts';
import { Features } from '../features.ts';
import { ModelRef } from '../model.ts';
import { ProviderName } from '../provider.ts';
import { Timings } from './detect.ts';

/** What results are wanted. Shared by lists, exports and deletions. */
export const HistoryFilter = z.strictObject({
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  class: z.string().max(100).optional().meta({ description: 'Only results with a detection of this class name' }),
  min_score: z.coerce.number().min(0).max(1).optional().meta({
    description: 'Only results with a detection (of that class, where one is given) of at least this score',
  }),
  source: z.string().max(100).optional(),
  model: z.string().max(12).optional().meta({ description: 'Model id' }),
  min_count: z.coerce.number().int().min(0).optional().meta({ description: 'At least this many detections' }),
  max_count: z.coerce.number().int().min(0).optional(),
  pinned: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .meta({ override: { type: 'boolean' } }),
  q: z.string().max(200).optional().meta({ description: 'Part of the image name' }),
});
export type HistoryFilter = z.infer<typeof HistoryFilter>;

export const HistoryQuery = HistoryFilter.extend({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(100).optional(),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;

export const HistoryItem = z
  .object({
    inference_id: z.int(),
    at: z.iso.datetime(),
    request_id: z.string(),
    name: z.string(),
    source: z.string().nullable(),
    width: z.int(),
    height: z.int(),
    model: ModelRef,
    provider: ProviderName,
    conf: z.number(),
    iou: z.number(),
    detections: z.array(Detection),
    features: Features,
    timings_ms: Timings,
    has_thumbnail: z.boolean(),
    has_image: z.boolean().meta({ description: 'The picture itself was kept' }),
    pinned: z.boolean(),
  })
  .meta({ id: 'HistoryItem' });
export type HistoryItem = z.infer<typeof HistoryItem>;

export const HistoryPage = z
  .object({ items: z.array(HistoryItem), next_cursor: z.string().nullable() })
  .meta({ id: 'HistoryPage', description: 'Newest first' });
export type HistoryPage = z.infer<typeof HistoryPage>;

export const SecurityEvent = z
  .object({
    at: z.iso.datetime(),
    kind: z.enum(['host_rejected', 'origin_rejected', 'unauthorized', 'image_too_large', 'path_rejected']),
    risk: z.number().min(0).max(1),
    request_id: z.string(),
    remote: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'SecurityEvent' });
export type SecurityEvent = z.infer<typeof SecurityEvent>;

export const SecurityEventList = z.object({ events: z.array(SecurityEvent) }).meta({ id: 'SecurityEventList' });
