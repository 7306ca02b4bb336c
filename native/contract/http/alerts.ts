import { z } from 'zod';

export const AlertSeverity = z.enum(['info', 'warning', 'critical']).meta({ id: 'AlertSeverity' });
export type AlertSeverity = z.infer<typeof AlertSeverity>;

export const AlertState = z.enum(['pending', 'firing', 'resolved']).meta({ id: 'AlertState' });
export type AlertState = z.infer<typeof AlertState>;

/** One time that one rule was met, of one feature, endpoint or the like where the rule is about each of them. */
export const Alert = z
  .object({
    id: z.int(),
    name: z.string().meta({ description: 'Name of its rule', example: 'HighLatency' }),
    severity: AlertSeverity,
    component: z.string().meta({ description: 'What of the console it is about', example: 'detector' }),
    labels: z.record(z.string(), z.string()).meta({ description: 'Which of several, such as the feature' }),
    state: AlertState,
    description: z.string().meta({ description: 'A sentence with the figures of now, or of the last time it was met' }),
    value: z.number().nullable(),
    comparator: z.enum(['>', '>=', '<', '<=', '==']),
    threshold: z.number(),
    unit: z.string().nullable().meta({ example: 'ms' }),
    series: z.string().nullable().meta({ description: 'Metric of `/v1/history/series` that shows it' }),
    runbook: z.string().meta({ description: 'Page that says what to do' }),
    started_at: z.iso.datetime().meta({ description: 'When its condition was first met' }),
    fired_at: z.iso.datetime().nullable(),
    resolved_at: z.iso.datetime().nullable(),
    acknowledged_at: z.iso.datetime().nullable(),
    acknowledged_by: z.string().nullable(),
    comment: z.string().nullable(),
    silenced_until: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Alert' });
export type Alert = z.infer<typeof Alert>;

export const AlertList = z
  .object({ alerts: z.array(Alert) })
  .meta({ id: 'AlertList', description: 'Firing first, then pending, then resolved; the worst and the newest first' });
export type AlertList = z.infer<typeof AlertList>;

export const AlertQuery = z.strictObject({ state: AlertState.optional() });
export type AlertQuery = z.infer<typeof AlertQuery>;
