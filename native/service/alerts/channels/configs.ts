import { z } from 'zod';
import { CHANNEL_BODIES, type Channel, type ChannelBody, type ChannelName } from '../../../contract/http/channels.ts';
import type { Store } from '../../../store/types.ts';
import { PAGERDUTY_API } from './pagerduty.ts';
import type { Secrets } from './secrets.ts';
import type { ChannelConfig } from './types.ts';

const KEY = 'channels';

/** Which fields of a channel are secret. */
const SECRETS = {
  desktop: [],
  slack: ['url'],
  email: ['password'],
  pagerduty: ['key'],
  webhook: ['url'],
  alertmanager: [],
} as const satisfies Record<ChannelName, readonly string[]>;

/** Where one of these changes, the secret was made for another place: whoever listens at the new one must not be given it. */
const ADDRESS = ['host', 'port', 'security', 'api'] as const;

type Kept = Channel['settings'] & { enabled?: boolean };
const Stored = z.record(z.string(), z.looseObject({}));

/** What is set of each channel: in the store, and what is secret where secrets are kept. */
export class ChannelConfigs {
  readonly #store: Pick<Store, 'getSetting' | 'putSetting'>;
  readonly #secrets: Secrets;
  #kept: Partial<Record<ChannelName, Kept>>;

  constructor(store: Pick<Store, 'getSetting' | 'putSetting'>, secrets: Secrets) {
    this.#store = store;
    this.#secrets = secrets;
    this.#kept = parseKept(store.getSetting(KEY));
  }

  isEnabled(name: ChannelName): boolean {
    return this.#kept[name]?.enabled ?? true;
  }

  /** Without what is secret. */
  settings(name: ChannelName): Channel['settings'] {
    const { enabled: _, ...settings } = this.#kept[name] ?? {};
    return settings;
  }

  secrets(name: ChannelName): Record<string, boolean> {
    return Object.fromEntries(SECRETS[name].map((field) => [field, this.#secret(name, field) !== null]));
  }

  /** Takes in what was checked. Throws `storage_failed`, `data_folder_unusable`. */
  put(name: ChannelName, body: ChannelBody): void {
    const secret = new Set<string>(SECRETS[name]);
    const before = this.#kept[name] ?? {};
    const after: Record<string, unknown> = { ...before };
    for (const [field, value] of Object.entries(body)) {
      if (secret.has(field) || value === undefined) continue;
      if (value === null) delete after[field];
      else after[field] = value;
    }
    const moved = ADDRESS.some((field) => before[field] !== after[field]);
    const given = new Map(Object.entries(body));
    // Before the settings: a secret must be gone when its new address comes into force.
    for (const field of secret) {
      const value = given.get(field);
      if (typeof value === 'string' || value === null) this.#secrets.put(`${name}.${field}`, value);
      else if (moved && this.#secret(name, field) !== null) this.#secrets.put(`${name}.${field}`, null);
    }
    const kept = { ...this.#kept, [name]: after };
    this.#store.putSetting(KEY, JSON.stringify(kept));
    this.#kept = kept;
  }

  /** Null where something is missing. */
  config(name: ChannelName): ChannelConfig | null {
    const set = this.settings(name);
    const secret = (field: string) => this.#secret(name, field);
    switch (name) {
      case 'desktop':
        return null;
      case 'slack':
      case 'webhook': {
        const url = secret('url');
        return url === null ? null : { name, url };
      }
      case 'pagerduty': {
        const key = secret('key');
        return key === null ? null : { name, key, api: set.api ?? PAGERDUTY_API };
      }
      case 'alertmanager':
        return set.api === undefined ? null : { name, api: set.api };
      case 'email': {
        const { host, from, to, user, security = 'starttls' } = set;
        const password = secret('password');
        if (host === undefined || from === undefined || to === undefined) return null;
        if (user !== undefined && password === null) return null;
        const login = user === undefined || password === null ? null : { user, password };
        return { name, host, port: set.port ?? (security === 'tls' ? 465 : 587), security, login, from, to };
      }
    }
  }

  /** Where it sends to, without what is secret. */
  hint(name: ChannelName): string | null {
    const config = this.config(name);
    if (config === null) return null;
    if (config.name === 'email') return `${config.to.join(', ')} by ${config.host}:${config.port}`;
    return new URL('url' in config ? config.url : config.api).host;
  }

  #secret(name: ChannelName, field: string): string | null {
    return this.#secrets.get(`${name}.${field}`);
  }
}

/** What is no longer understood is as never set. */
function parseKept(text: string | null): Partial<Record<ChannelName, Kept>> {
  let value: unknown = null;
  try {
    value = JSON.parse(text ?? '{}');
  } catch {}
  const stored = Stored.safeParse(value);
  if (!stored.success) return {};
  return Object.fromEntries(
    Object.entries(CHANNEL_BODIES).flatMap(([name, schema]) => {
      const parsed = schema.safeParse(stored.data[name] ?? {});
      return parsed.success ? [[name, parsed.data]] : [];
    }),
  );
}
