import type { Alert } from '../../../contract/http/alerts.ts';
import type { EmailBody } from '../../../contract/http/channels.ts';
import type { NoticeKind } from '../../../store/outbox-types.ts';

/** One alert that somebody is told of. */
export interface Told {
  alert: Alert;
  to: NoticeKind;
}

/** Who tells. */
export interface Origin {
  /** Of this data folder, ever the same: two consoles may tell the same channel. */
  installation: string;
  /** Name of the machine. */
  machine: string;
  /** Address of the console; null where it is not known. */
  url: string | null;
}

export interface Message {
  /** The same at every attempt, so that a receiver can tell a repetition. */
  id: string;
  /** At least one. */
  told: readonly Told[];
  origin: Origin;
  /** When this attempt is made, milliseconds since 1970. */
  at: number;
}

/** All that a sender needs, secrets included: never logged, never given out. */
export type ChannelConfig =
  | { name: 'slack'; url: string }
  | {
      name: 'email';
      host: string;
      port: number;
      security: NonNullable<(typeof EmailBody)['_output']['security']>;
      login: { user: string; password: string } | null;
      from: string;
      to: readonly string[];
    }
  | { name: 'pagerduty'; key: string; api: string }
  | { name: 'webhook'; url: string }
  | { name: 'alertmanager'; api: string };

export type SentChannel = ChannelConfig['name'];
export const SENT_CHANNELS = [
  'slack',
  'email',
  'pagerduty',
  'webhook',
  'alertmanager',
] as const satisfies SentChannel[];

/** What an HTTP channel is sent, as JSON. */
export interface JsonRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

export interface SendOptions {
  /** Of one attempt, milliseconds. */
  timeout_ms: number;
  /** Ends an attempt when the console does. */
  signal: AbortSignal;
}
