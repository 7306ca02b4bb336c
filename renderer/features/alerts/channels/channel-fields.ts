import type { Channel, ChannelBody, ChannelName } from '../../../../native/contract/http/channels.ts';

export type FieldName = Exclude<keyof ChannelBody, 'enabled'>;

export interface ChannelField {
  name: FieldName;
  label: string;
  /** `secret`: can be set and never read; `list`: several, one a line or between commas. */
  kind: 'text' | 'secret' | 'number' | 'list' | 'security';
  does: string;
  placeholder?: string;
  /** Nothing can be sent without it. */
  needed?: true;
}

export const CHANNEL_LABELS: Readonly<Record<ChannelName, string>> = {
  desktop: 'Desktop',
  slack: 'Slack',
  email: 'E-mail',
  pagerduty: 'PagerDuty',
  webhook: 'Webhook',
  alertmanager: 'Alertmanager',
};

/** What a channel does with several alerts, and where it is set up on the other side. */
export const CHANNEL_PURPOSES: Readonly<Record<ChannelName, string>> = {
  desktop: 'Notifications of this machine, while a page of the console or its window is open.',
  slack: 'One message of several alerts, by an incoming webhook of a Slack app.',
  email: 'One mail of several alerts, by a mail server of yours.',
  pagerduty: 'One event an alert, which its end resolves, by an Events API v2 integration.',
  webhook: "The payload of Alertmanager's webhook, version 4, to any address.",
  alertmanager: 'Each alert to an Alertmanager. Leave this off where Prometheus sends it the same rules.',
};

/** All that can be set of each channel, besides whether it is on. */
export const CHANNEL_FIELDS: Readonly<Record<ChannelName, readonly ChannelField[]>> = {
  desktop: [],
  slack: [
    {
      ...{ name: 'url', label: 'Webhook address', kind: 'secret', needed: true },
      ...{
        does: 'Slack gives it for one channel of a workspace.',
        placeholder: 'https://hooks.slack.com/services/...',
      },
    },
  ],
  email: [
    {
      ...{ name: 'host', label: 'Mail server', kind: 'text', needed: true },
      ...{ does: 'Its name or address alone.', placeholder: 'mail.example.org' },
    },
    {
      ...{ name: 'port', label: 'Port', kind: 'number' },
      ...{ does: 'By default 465 with TLS, else 587.', placeholder: 'default' },
    },
    {
      name: 'security',
      label: 'Encryption',
      kind: 'security',
      does: 'None sends the password and all else in plain text.',
    },
    { name: 'user', label: 'User', kind: 'text', does: 'Empty where the server asks for none.' },
    { name: 'password', label: 'Password', kind: 'secret', does: 'Needed where there is a user.' },
    {
      ...{ name: 'from', label: 'Sender', kind: 'text', needed: true },
      ...{ does: 'One that the server lets you send from.', placeholder: 'vigil@example.org' },
    },
    {
      ...{ name: 'to', label: 'Recipients', kind: 'list', needed: true },
      ...{ does: 'One a line, 50 at most.', placeholder: 'oncall@example.org' },
    },
  ],
  pagerduty: [
    {
      ...{ name: 'key', label: 'Integration key', kind: 'secret', needed: true },
      ...{ does: 'Of an Events API v2 integration of a service.', placeholder: '32 letters and digits' },
    },
    {
      ...{ name: 'api', label: 'Address of another region', kind: 'text' },
      ...{ does: 'Empty for events.pagerduty.com.', placeholder: 'https://events.eu.pagerduty.com/v2/enqueue' },
    },
  ],
  webhook: [
    {
      ...{ name: 'url', label: 'Address', kind: 'secret', needed: true },
      ...{ does: 'Secret, as it may hold a key.', placeholder: 'https://example.org/hooks/...' },
    },
  ],
  alertmanager: [
    {
      ...{ name: 'api', label: 'Address', kind: 'text', needed: true },
      ...{ does: 'Where it listens; alerts go to /api/v2/alerts below it.', placeholder: 'http://127.0.0.1:9093' },
    },
  ],
};

export const SECURITY_CHOICES = [
  { value: 'starttls', label: 'STARTTLS' },
  { value: 'tls', label: 'TLS from the beginning' },
  { value: 'none', label: 'None' },
];
const DEFAULT_SECURITY = 'starttls';

/** What is set, as its field shows it; of a secret nothing is known. */
export function textOf({ settings }: Pick<Channel, 'settings'>, { name, kind }: ChannelField): string {
  if (kind === 'secret' || name === 'url' || name === 'key' || name === 'password') return '';
  const value = settings[name];
  if (value === undefined) return kind === 'security' ? DEFAULT_SECURITY : '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}
