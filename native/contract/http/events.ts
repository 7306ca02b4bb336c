import { z } from 'zod';

/** What can happen to a console besides requests; in alphabetical order, to be added to. */
export const EventKind = z
  .enum([
    'alert',
    'detector_given_up',
    'detector_lost',
    'detector_restarted',
    'drift_alarm',
    'drift_check',
    'drift_config',
    'drift_invalidated',
    'drift_reference',
    'drift_reset',
    'drift_undo',
    'drift_verdict',
    'model_load_failed',
    'model_loaded',
    'new_class',
    'provider_fallback',
    'settings',
  ])
  .meta({ id: 'EventKind' });
export type EventKind = z.infer<typeof EventKind>;

/** Something that explains a change of the figures: shown on the ribbon below the charts. */
export const HistoryEvent = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    kind: EventKind,
    title: z.string().meta({ description: 'A sentence for people' }),
    detail: z.record(z.string(), z.unknown()).meta({ description: 'Figures of that kind of event' }),
  })
  .meta({ id: 'HistoryEvent' });
export type HistoryEvent = z.infer<typeof HistoryEvent>;

export const EventQuery = z.strictObject({
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  kinds: z
    .string()
    .max(1_000)
    .transform((list) => list.split(',').map((word) => word.trim()))
    .pipe(z.array(EventKind))
    .optional()
    .meta({ description: 'Kinds, comma separated', override: { type: 'string' } }),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});
export type EventQuery = z.infer<typeof EventQuery>;

export const HistoryEventList = z
  .object({ events: z.array(HistoryEvent) })
  .meta({ id: 'HistoryEventList', description: 'Newest first' });
export type HistoryEventList = z.infer<typeof HistoryEventList>;
