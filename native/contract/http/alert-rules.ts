import { z } from 'zod';
import { Alert, AlertSeverity } from './alerts.ts';

export const AlertRuleName = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z]\w{0,99}$/)
    .meta({ example: 'HighLatency' }),
});

/** Body of `PUT /v1/monitoring/rules/:name`: all that differs from the default. `{}` is the default again. */
export const AlertRuleBody = z
  .strictObject({
    threshold: z.number().optional().meta({ description: 'In the unit of the rule' }),
    for_s: z
      .number()
      .min(0)
      .max(86_400)
      .optional()
      .meta({ description: 'Seconds that it must be met before it fires' }),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'AlertRuleBody' });
export type AlertRuleBody = z.infer<typeof AlertRuleBody>;

export const AlertRule = z
  .object({
    name: z.string(),
    group: z.string(),
    severity: AlertSeverity,
    component: z.string(),
    summary: z.string().meta({ description: 'Words in braces stand for a figure or a label of the alert' }),
    description: z.string(),
    promql: z.string().meta({ description: 'Its whole condition, with the threshold in force' }),
    comparator: Alert.shape.comparator,
    threshold: z.number(),
    default_threshold: z.number(),
    unit: z.string().nullable(),
    bounds: z.object({ min: z.number(), max: z.number() }).meta({ description: 'What the threshold can be' }),
    for_s: z.number(),
    default_for_s: z.number(),
    keep_firing_for_s: z.number().meta({ description: 'How long it fires on after it was met last' }),
    enabled: z.boolean(),
    evaluated_by: z.enum(['both', 'prometheus']).meta({
      description: '`prometheus`: the console cannot see it itself, such as that it does not answer',
    }),
    state: z.enum(['inactive', 'pending', 'firing', 'no_data', 'not_evaluated']).meta({
      description:
        'The worst of its alerts; `no_data`: its figures are missing, which is not the same as all being well',
    }),
    series: z.string().nullable().meta({ description: 'Metric of `/v1/history/series` that shows it' }),
    requirement: z.string().meta({ description: 'Where it is asked for' }),
    runbook: z.string().meta({ description: 'Page that says what to do' }),
    guide: z
      .object({ means: z.string(), look: z.string(), act: z.string() })
      .meta({ id: 'AlertGuide', description: 'What that page says: what it means, what to look at, what to do' }),
  })
  .meta({ id: 'AlertRule' });
export type AlertRule = z.infer<typeof AlertRule>;

export const AlertRuleList = z.object({ rules: z.array(AlertRule) }).meta({ id: 'AlertRuleList' });
export type AlertRuleList = z.infer<typeof AlertRuleList>;

/** Body of a preview: the rule as it is in force where nothing is stated. */
export const AlertPreviewBody = AlertRuleBody.omit({ enabled: true }).meta({ id: 'AlertPreviewBody' });
export type AlertPreviewBody = z.infer<typeof AlertPreviewBody>;

export const AlertPreview = z
  .object({
    name: z.string(),
    threshold: z.number(),
    for_s: z.number(),
    times: z.int().nullable().meta({
      description: 'How often it would have fired in the last 7 days; null where history keeps no figures of it',
    }),
    firings: z
      .array(
        z.object({
          labels: z.record(z.string(), z.string()),
          fired_at: z.iso.datetime(),
          ended_at: z.iso.datetime().nullable().meta({ description: 'Null where it would still fire' }),
          value: z.number().meta({ description: 'When it fired' }),
        }),
      )
      .meta({ description: 'The newest 100 of them, newest first' }),
    known_from: z.iso.datetime().nullable().meta({ description: 'Oldest figure of the 7 days' }),
    known_s: z.number().meta({ description: 'Seconds of them that have figures' }),
    summary: z.string().meta({ example: 'It would have fired 3 times. Figures of 2 days 4 h of the last 7 days.' }),
    approximations: z.array(z.string()).meta({ description: 'In what the preview differs from the rule' }),
  })
  .meta({ id: 'AlertPreview' });
export type AlertPreview = z.infer<typeof AlertPreview>;
