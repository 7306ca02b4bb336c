import { z } from 'zod';
import { HistoryFilter } from './history.ts';

/** Which results an action is for: some by number, or all that a filter finds. */
export const HistorySelection = z
  .union([
    z.strictObject({ ids: z.array(z.int().min(1)).min(1).max(10_000) }),
    z.strictObject({ filter: HistoryFilter }),
  ])
  .meta({ id: 'HistorySelection' });
export type HistorySelection = z.infer<typeof HistorySelection>;

export const PinBody = z.strictObject({ pinned: z.boolean() }).meta({ id: 'PinBody' });

export const PinManyBody = z
  .strictObject({ ids: z.array(z.int().min(1)).min(1).max(10_000), pinned: z.boolean() })
  .meta({ id: 'PinManyBody' });
export const PinManyResponse = z
  .object({ count: z.int().meta({ description: 'How many were otherwise before; those that are gone are left out' }) })
  .meta({ id: 'PinManyResponse' });

export const DeleteResponse = z
  .object({
    deletion_id: z.string(),
    count: z.int(),
    undo_until: z.iso.datetime().meta({ description: 'Until then POST /v1/history/restore brings them back' }),
  })
  .meta({ id: 'DeleteResponse' });
export type DeleteResponse = z.infer<typeof DeleteResponse>;

export const RestoreBody = z.strictObject({ deletion_id: z.string().max(64) }).meta({ id: 'RestoreBody' });
export const RestoreResponse = z.object({ count: z.int() }).meta({ id: 'RestoreResponse' });

/** Counting stops here, so that its cost has an end however long history is. */
export const MOST_COUNTED = 10_000;
export const HistoryCount = z
  .object({
    count: z.int().max(MOST_COUNTED),
    exact: z.boolean().meta({ description: `False where there are more than ${MOST_COUNTED}` }),
  })
  .meta({ id: 'HistoryCount' });
export type HistoryCount = z.infer<typeof HistoryCount>;

export const EXPORT_FORMATS = ['json', 'csv', 'coco', 'yolo'] as const;

export const ExportBody = z
  .strictObject({
    selection: HistorySelection,
    format: z.enum(EXPORT_FORMATS),
    /** Absent: each result with the thresholds it was answered with. */
    thresholds: z
      .strictObject({ conf: z.number().min(0.05).max(1), iou: z.number().min(0).max(1) })
      .optional()
      .meta({ description: 'Applied to the kept candidates and stated in the file; absent: as answered' }),
    images: z.boolean().default(false).meta({ description: 'Put the pictures beside the labels, in a ZIP' }),
  })
  .meta({ id: 'ExportBody' });
export type ExportBody = z.infer<typeof ExportBody>;

export const Facets = z
  .object({
    count: z.int(),
    oldest: z.iso.datetime().nullable(),
    newest: z.iso.datetime().nullable(),
    sources: z.array(z.object({ source: z.string(), count: z.int() })),
    classes: z.array(z.object({ class: z.string(), count: z.int() })),
    models: z.array(z.object({ id: z.string(), name: z.string(), version: z.string(), count: z.int() })),
  })
  .meta({ id: 'Facets', description: 'What history can be filtered by, with counts of results' });
export type Facets = z.infer<typeof Facets>;
