import { z } from 'zod';

export const AlertSeverity = z.enum(['info', 'warning', 'critical']).meta({ id: 'AlertSeverity' });
export type AlertSeverity = z.infer<typeof AlertSeverity>;

export const AlertState = z.enum(['pending', 'firing', 'resolved']).meta({ id: 'AlertState' });
export type AlertState = z.infer<typeof AlertState>;

export const ResolvedReason = z.enum(['recovered', 'no_data', 'disabled']).meta({
  id: 'AlertResolvedReason',
  description: '`no_data`: its figures went missing for 5 minutes; `disabled`: its rule was switched off',
});
export type ResolvedReason = z.infer<typeof ResolvedReason>;

/** An alert that fires and keeps another from being told. */
export const AlertInhibitor = z
  .object({
    id: z.int(),
    name: z.string().meta({ description: 'Name of its rule', example: 'EvidentlyDatasetDrift' }),
    because: z.string().meta({ description: 'Why it does, in a sentence' }),
  })
  .meta({
    id: 'AlertInhibitor',
    description:
      'An alert that fires and that another follows from or says no more than: nobody is told of that other one',
  });
export type AlertInhibitor = z.infer<typeof AlertInhibitor>;

/** One time that one rule was met, of one feature, endpoint or the like where the rule is about each of them. */
export const Alert = z
  .object({
    id: z.int(),
    name: z.string().meta({ description: 'Name of its rule', example: 'HighLatency' }),
    severity: AlertSeverity,
    component: z.string().meta({ description: 'What of the console it is about', example: 'detector' }),
    labels: z.record(z.string(), z.string()).meta({ description: 'Which of several, such as the feature' }),
    state: AlertState,
    summary: z.string().meta({ description: 'What it is, in a few words' }),
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
    resolved_reason: ResolvedReason.nullable(),
    acknowledged_at: z.iso.datetime().nullable(),
    acknowledged_by: z.string().nullable(),
    comment: z.string().nullable(),
    silenced_until: z.iso.datetime().nullable(),
    inhibited_by: AlertInhibitor.nullable(),
  })
  .meta({ id: 'Alert' });
export type Alert = z.infer<typeof Alert>;

export const AlertList = z
  .object({ alerts: z.array(Alert) })
  .meta({ id: 'AlertList', description: 'Firing first, then pending, then resolved; the worst and the newest first' });
export type AlertList = z.infer<typeof AlertList>;

export const AlertQuery = z.strictObject({
  state: AlertState.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(200).meta({ description: 'Resolved ones at most' }),
});
export type AlertQuery = z.infer<typeof AlertQuery>;

export const AlertId = z.object({ id: z.coerce.number().int().min(1) });

const comment = z.string().max(2_000).meta({ description: 'Why, or what is being done' });
const author = z.string().min(1).max(200);

/** Body of an acknowledgement; may be left out. */
export const AcknowledgeBody = z
  .strictObject({ comment: comment.optional(), author: author.optional() })
  .meta({ id: 'AcknowledgeBody' });
export type AcknowledgeBody = z.infer<typeof AcknowledgeBody>;

/** What a silence is of: alerts that match all that is stated. */
export const SilenceMatchers = z
  .strictObject({
    name: z.string().min(1).max(200).optional().meta({ description: 'Of a rule', example: 'HighLatency' }),
    severity: AlertSeverity.optional(),
    component: z.string().min(1).max(200).optional(),
    labels: z.record(z.string().min(1).max(100), z.string().max(200)).optional(),
  })
  .refine(
    ({ name, severity, component, labels = {} }) =>
      [name, severity, component].some((part) => part !== undefined) || Object.keys(labels).length > 0,
    'state at least one of name, severity, component and labels: a silence of everything hides what nobody thought of',
  )
  .meta({ id: 'SilenceMatchers' });
export type SilenceMatchers = z.infer<typeof SilenceMatchers>;

export const SilenceBody = z
  .strictObject({
    matchers: SilenceMatchers,
    comment: comment.default(''),
    author: author.optional(),
    ends_at: z.iso.datetime(),
  })
  .meta({ id: 'SilenceBody' });
export type SilenceBody = z.infer<typeof SilenceBody>;

export const Silence = z
  .object({
    id: z.int(),
    source: z
      .enum(['vigil', 'alertmanager'])
      .meta({ description: 'Where it was made; ending it here ends it in both' }),
    matchers: z.object(SilenceMatchers.shape).meta({
      id: 'SilenceOf',
      description: 'Empty where `expression` states what cannot be stated so',
    }),
    expression: z.string().nullable().meta({
      description: 'What one from Alertmanager is of, as Alertmanager writes it; null for one made here',
      example: '{alertname=~"High.*", feature!="contrast"}',
    }),
    comment: z.string(),
    author: z.string().nullable(),
    starts_at: z.iso.datetime(),
    ends_at: z.iso.datetime(),
    active: z.boolean().meta({ description: 'False once it has ended' }),
    alerts: z.int().meta({ description: 'Pending and firing alerts that it silences now' }),
    alertmanager: z.enum(['there', 'waiting', 'unreachable']).nullable().meta({
      description:
        '`there`: the Alertmanager has it as it is here; `waiting`: it is to be told; `unreachable`: it does not answer, and this is what was known last; null: it has nothing to do with it',
    }),
  })
  .meta({ id: 'Silence', description: 'Alerts that it matches are still shown, but nobody is told of them' });
export type Silence = z.infer<typeof Silence>;

export const SilenceList = z.object({ silences: z.array(Silence) }).meta({
  id: 'SilenceList',
  description: 'Those in force first, then those that ended in the last 30 days; newest first',
});
export type SilenceList = z.infer<typeof SilenceList>;
