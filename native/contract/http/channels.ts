import { z } from 'zod';
import { AlertSeverity } from './alerts.ts';

export const ChannelName = z
  .enum(['desktop', 'slack', 'email', 'pagerduty', 'webhook', 'alertmanager'])
  .meta({ id: 'ChannelName' });
export type ChannelName = z.infer<typeof ChannelName>;

export const ChannelPath = z.object({ name: z.enum(ChannelName.options).meta({ example: 'slack' }) });

/** An address that notifications are sent to. The message never repeats the address, which may hold a secret. */
const httpUrl = z
  .string()
  .max(2_000)
  .superRefine((text, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    const url = URL.parse(text);
    if (url === null) return refuse('this is no address; state all of it, beginning with https:// or http://');
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      return refuse(`addresses of ${url.protocol} are refused; only https:// and http:// are sent to`);
    }
    if (url.username !== '' || url.password !== '') {
      refuse('an address with a user name or password in it is refused; use a secret path or parameter instead');
    }
  });

/** One line without a control character: these stand in headers. */
const word = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    .refine((text) => !/[\x00-\x1f\x7f]/.test(text), 'line breaks and control characters are refused');

const enabled = z.boolean().optional().meta({ description: 'Whether anything is sent; true where never set' });
const mailbox = z.email().max(320);

/** What can be set of each channel. Left out: stays as it is; null: cleared. */
export const SlackBody = z.strictObject({
  enabled,
  url: httpUrl.nullable().optional().meta({ description: 'Secret. Address of an incoming webhook' }),
});
export const EmailBody = z.strictObject({
  enabled,
  host: word(255)
    .regex(/^[A-Za-z0-9.:[\]_-]+$/, 'state the name or address of the mail server alone')
    .nullable()
    .optional()
    .meta({ description: 'Mail server' }),
  port: z.int().min(1).max(65_535).nullable().optional().meta({ description: 'By default 465 for `tls`, else 587' }),
  security: z.enum(['starttls', 'tls', 'none']).nullable().optional().meta({
    description: '`starttls` (default): must become encrypted; `tls`: is from the beginning; `none`: plain text',
  }),
  user: word(320).nullable().optional(),
  password: word(1_000).nullable().optional().meta({ description: 'Secret' }),
  from: mailbox.nullable().optional(),
  to: z.array(mailbox).min(1).max(50).nullable().optional(),
});
export const PagerDutyBody = z.strictObject({
  enabled,
  key: z
    .string()
    .regex(/^[A-Za-z0-9]{16,64}$/, 'state the integration key of an Events API v2 integration: letters and digits')
    .nullable()
    .optional()
    .meta({ description: 'Secret. Integration key of an Events API v2 integration' }),
  api: httpUrl.nullable().optional().meta({
    description: 'Where events are sent; by default `https://events.pagerduty.com/v2/enqueue`',
  }),
});
export const WebhookBody = z.strictObject({
  enabled,
  url: httpUrl.nullable().optional().meta({ description: 'Secret. Gets what Alertmanager would send, version 4' }),
});
export const AlertmanagerBody = z.strictObject({
  enabled,
  api: httpUrl.nullable().optional().meta({
    description: 'Where it listens; alerts go to `/api/v2/alerts` below it',
    example: 'http://127.0.0.1:9093',
  }),
});
export const DesktopBody = z.strictObject({ enabled });

export const CHANNEL_BODIES = {
  desktop: DesktopBody,
  slack: SlackBody,
  email: EmailBody,
  pagerduty: PagerDutyBody,
  webhook: WebhookBody,
  alertmanager: AlertmanagerBody,
} as const satisfies Record<ChannelName, z.ZodType>;

/** Of any channel; which fields a channel has is checked against `CHANNEL_BODIES`. */
export const ChannelBody = z
  .strictObject({
    ...EmailBody.shape,
    ...PagerDutyBody.shape,
    url: httpUrl.nullable().optional().meta({ description: 'Secret. Of slack and webhook' }),
    api: httpUrl.nullable().optional().meta({ description: 'Of alertmanager and pagerduty' }),
  })
  .meta({
    id: 'ChannelBody',
    description:
      'What is left out stays as it is, null clears. slack and webhook: `url`; pagerduty: `key`, `api`; alertmanager: `api`; email: the others. Secrets are never given out again',
  });
export type ChannelBody = z.infer<typeof ChannelBody>;

export const Channel = z
  .object({
    name: ChannelName,
    sent_by: z.enum(['service', 'window']).meta({
      description: '`window`: whoever follows `/v1/events` shows it, such as the desktop window',
    }),
    configured: z.boolean().meta({ description: 'Has all that it needs' }),
    enabled: z.boolean(),
    hint: z
      .string()
      .nullable()
      .meta({ description: 'Where it sends to, without what is secret', example: 'hooks.slack.com' }),
    settings: z
      .object({
        host: z.string(),
        port: z.int(),
        security: z.enum(['starttls', 'tls', 'none']),
        user: z.string(),
        from: z.string(),
        to: z.array(z.string()),
        api: z.string(),
      })
      .partial()
      .meta({ description: 'What is set and no secret' }),
    secrets: z.record(z.string(), z.boolean()).meta({ description: 'Which of its secrets are set' }),
    routes: z.array(AlertSeverity).meta({ description: 'Severities that it is told of' }),
    last_success_at: z.iso.datetime().nullable(),
    last_error_at: z.iso.datetime().nullable(),
    last_error: z.string().nullable().meta({ description: 'Of the last failure, also where it works again' }),
    waiting: z.int().meta({ description: 'Notifications not sent yet' }),
  })
  .meta({ id: 'Channel' });
export type Channel = z.infer<typeof Channel>;

export const ChannelList = z
  .object({
    channels: z.array(Channel),
    secrets_kept_by: z.enum(['system', 'file']).meta({
      description:
        '`system`: encrypted with a key of the key store of the system; `file`: plain text, of its owner alone',
    }),
    secrets_problem: z.string().nullable().meta({
      description: 'Why those that were stated before cannot be read, and what to do',
    }),
  })
  .meta({ id: 'ChannelList' });
export type ChannelList = z.infer<typeof ChannelList>;

export const ChannelTest = z
  .object({
    name: ChannelName,
    sent: z.boolean(),
    detail: z.string().meta({ description: 'What happened, and where it failed what to do' }),
    took_ms: z.number(),
  })
  .meta({ id: 'ChannelTest' });
export type ChannelTest = z.infer<typeof ChannelTest>;

const channels = (...names: ChannelName[]) =>
  z
    .array(ChannelName)
    .max(ChannelName.options.length)
    .default(() => names);

/** Who is told of what. A rule's own `notify` adds to it. */
export const Routing = z
  .strictObject({
    info: channels('webhook', 'alertmanager'),
    warning: channels('desktop', 'slack', 'webhook', 'alertmanager'),
    critical: channels('desktop', 'slack', 'email', 'pagerduty', 'webhook', 'alertmanager'),
    group_wait_s: z.number().min(0).max(600).default(10).meta({
      description: 'How long a notification waits for others to go in one message with it',
    }),
    cool_down_s: z.number().min(0).max(86_400).default(300).meta({
      description: 'After one that an alert fires, how long another of the same rule and labels waits',
    }),
  })
  .meta({ id: 'AlertRouting', description: 'Who is told of what; what is left out is as by default' });
export type Routing = z.infer<typeof Routing>;
