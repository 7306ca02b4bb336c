import { z } from 'zod';
import type { LabelMatcher } from '../../../store/alert-types.ts';
import { DeliveryFailure } from '../channels/failure.ts';
import { ask, secretParts } from '../channels/post.ts';
import type { SendOptions } from '../channels/types.ts';

const LARGEST_BYTES = 16 * 2 ** 20;

const time = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (Number.isFinite(at)) return at;
  context.addIssue({ code: 'custom', message: 'no time' });
  return z.NEVER;
});

const Matcher = z.object({
  name: z.string(),
  value: z.string(),
  isRegex: z.boolean(),
  // Before 0.22 there was no other.
  isEqual: z.boolean().default(true),
}) satisfies z.ZodType<LabelMatcher>;

/** A silence as an Alertmanager has it. Times in milliseconds since 1970. */
const TheirSilence = z.object({
  id: z.string().min(1),
  status: z.object({ state: z.enum(['active', 'pending', 'expired']) }),
  matchers: z.array(Matcher).min(1),
  comment: z.string(),
  createdBy: z.string(),
  startsAt: time,
  endsAt: time,
});
export type TheirSilence = z.output<typeof TheirSilence>;

const Status = z.object({
  /** When it was started. */
  uptime: z.string(),
  cluster: z.object({ status: z.enum(['ready', 'settling', 'disabled']) }),
});
export type Status = z.output<typeof Status>;

const Created = z.object({ silenceID: z.string().min(1) });

/** A silence as an Alertmanager is to have it. Times in milliseconds since 1970. */
export interface SilenceThereBody {
  matchers: readonly LabelMatcher[];
  comment: string;
  createdBy: string;
  startsAt: number;
  endsAt: number;
}

/** What an Alertmanager says and takes, version 2 of its API. Every call throws `notification_failed`. */
export class AlertmanagerClient {
  readonly #api: string;
  readonly #options: SendOptions;
  readonly #secrets: readonly string[];

  constructor(api: string, options: SendOptions) {
    this.#api = `${api.replace(/\/+$/, '')}/api/v2`;
    this.#options = options;
    this.#secrets = secretParts(api);
  }

  status(): Promise<Status> {
    return this.#ask('GET', 'status', Status);
  }

  /** Also those that are over, for as long as it keeps them. */
  silences(): Promise<TheirSilence[]> {
    return this.#ask('GET', 'silences', z.array(TheirSilence));
  }

  /** Answers its id there. Where `replaced` is the id of another, that one is over then. */
  async create({ startsAt, endsAt, ...words }: SilenceThereBody, replaced: string | null): Promise<string> {
    const body = {
      ...(replaced !== null && { id: replaced }),
      ...words,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
    };
    return (await this.#ask('POST', 'silences', Created, body)).silenceID;
  }

  /** Also where it is over already. */
  async expire(id: string): Promise<void> {
    await this.#ask('DELETE', `silence/${encodeURIComponent(id)}`, null);
  }

  async #ask<Value>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    schema: z.ZodType<Value>,
    body?: object,
  ): Promise<Value>;
  async #ask(method: 'DELETE', path: string, schema: null): Promise<unknown>;
  async #ask(method: string, path: string, schema: z.ZodType | null, body?: object): Promise<unknown> {
    const url = `${this.#api}/${path}`;
    const text = await ask({ method, url, headers: {}, body, largest: LARGEST_BYTES }, this.#secrets, this.#options);
    if (schema === null) return null;
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    const { host } = new URL(url);
    throw new DeliveryFailure(
      `What ${host} answers to ${method} /api/v2/${path} is not what Alertmanager answers. Check that the address is that of an Alertmanager of 0.22 or later.`,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
