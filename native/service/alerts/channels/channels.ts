import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { VigilError } from '../../../contract/errors.ts';
import type { Alert } from '../../../contract/http/alerts.ts';
import {
  CHANNEL_BODIES,
  type Channel,
  type ChannelBody,
  type ChannelList,
  ChannelName,
  type ChannelTest,
  type Routing,
} from '../../../contract/http/channels.ts';
import type { Log } from '../../../logging/types.ts';
import type { Store } from '../../../store/types.ts';
import { SilenceSync } from '../alertmanager/sync.ts';
import type { Alerts } from '../types.ts';
import { ChannelConfigs } from './configs.ts';
import { Delivery } from './delivery.ts';
import { Routes } from './routes.ts';
import type { Secrets } from './secrets.ts';
import type { ChannelConfig, Origin } from './types.ts';

const TIMEOUT_MS = 10_000;
/** Between two looks at what is due: while something waits, and else. */
const BUSY_MS = 1_000;
const IDLE_MS = 15_000;
const INSTALLATION = 'installation';

export interface ChannelDeps {
  store: Pick<Store, 'alerts' | 'outbox' | 'addEvent' | 'getSetting' | 'putSetting'>;
  alerts: Pick<Alerts, 'onTransition' | 'mirrorSilences'>;
  secrets: Secrets;
  log: Log;
  /** Address of the console, asked at each message; null while it is not known. */
  url: () => string | null;
  /** Of one attempt, milliseconds. */
  timeout?: () => number;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** From 0 to 1. */
  random?: () => number;
}

/** Tells of alerts by channels. */
export interface Channels {
  /** Sends on time from now on; before that only `deliver` does. */
  start(): void;
  /** Sends all that is due and settles when every attempt has ended. Never rejects. */
  deliver(): Promise<void>;
  /** Makes the silences here and in the Alertmanager the same, as happens on time once it is started. Never rejects. */
  mirror(): Promise<void>;
  list(): Channel[];
  secrets(): Pick<ChannelList, 'secrets_kept_by' | 'secrets_problem'>;
  /** Throws `invalid_parameter`, `storage_failed`, `data_folder_unusable`. */
  put(name: ChannelName, body: ChannelBody): Channel;
  /** Sends a test message. Throws `channel_not_configured`. */
  test(name: ChannelName): Promise<ChannelTest>;
  routing(): Routing;
  /** Throws `storage_failed`. */
  putRouting(routing: Routing): Routing;
  stop(): Promise<void>;
}

export function createChannels(deps: ChannelDeps): Channels {
  const { store, log, url } = deps;
  const now = deps.now ?? Date.now;
  const configs = new ChannelConfigs(store, deps.secrets);
  const routes = new Routes(store);
  const installation = readInstallation(store, log);
  const origin = (): Origin => ({ installation, machine: hostname(), url: url() });
  const timeout = deps.timeout ?? (() => TIMEOUT_MS);
  const random = deps.random ?? Math.random;
  const delivery = new Delivery({ store, configs, routes, origin, log, timeout, now, random });
  const silences = new SilenceSync({
    ...{ store, log, timeout, now, random, machine: hostname() },
    api: () => (configs.isEnabled('alertmanager') ? (configs.settings('alertmanager').api ?? null) : null),
    onForgotten: () => void delivery.remind(),
  });
  deps.alerts.mirrorSilences(silences);
  let timer: NodeJS.Timeout | null = null;
  let isStarted = false;

  function isWaiting(): boolean {
    try {
      return store.outbox.states().some(({ waiting }) => waiting > 0);
    } catch (error) {
      log.error({ err: error }, 'it cannot be read what is to be sent');
      return false;
    }
  }
  function schedule(): void {
    if (!isStarted) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void delivery.deliver().then(schedule), isWaiting() ? BUSY_MS : IDLE_MS).unref();
  }
  const unsubscribe = deps.alerts.onTransition(() => {
    delivery.write();
    schedule();
  });

  function channel(name: ChannelName): Channel {
    const state = store.outbox.states().find((one) => one.channel === name);
    const iso = (at: number | null | undefined) => (at == null ? null : new Date(at).toISOString());
    return {
      name,
      sent_by: name === 'desktop' ? 'window' : 'service',
      configured: name === 'desktop' || configs.config(name) !== null,
      enabled: configs.isEnabled(name),
      hint: configs.hint(name),
      settings: configs.settings(name),
      secrets: configs.secrets(name),
      routes: routes.severitiesOf(name),
      last_success_at: iso(state?.succeeded_at),
      last_error_at: iso(state?.failed_at),
      last_error: state?.error ?? null,
      waiting: state?.waiting ?? 0,
    };
  }

  return {
    start() {
      isStarted = true;
      delivery.write();
      schedule();
      silences.start();
    },
    deliver: () => delivery.deliver(),
    mirror: () => silences.run(),
    list: () => ChannelName.options.map(channel),
    secrets: () => ({ secrets_kept_by: deps.secrets.keptBy(), secrets_problem: deps.secrets.problem() }),
    put(name, body) {
      const checked = CHANNEL_BODIES[name].safeParse(body);
      if (!checked.success) throw refuse(name, Object.keys(body));
      configs.put(name, checked.data);
      // What failed with the old settings need not wait as long with the new ones.
      store.outbox.hurry(name, now());
      schedule();
      if (name === 'alertmanager') silences.hurry();
      return channel(name);
    },
    async test(name) {
      const config = configs.config(name);
      if (config === null) throw notConfigured(name);
      const began = performance.now();
      const answer = (sent: boolean, detail: string) => {
        store.outbox.mark(name, sent ? null : detail, now());
        if (sent) store.outbox.hurry(name, now());
        schedule();
        return { name, sent, detail, took_ms: performance.now() - began };
      };
      try {
        for (const told of testOf(config, now())) {
          await delivery.sendNow({ id: randomUUID(), told: [told], origin: origin(), at: now() }, config);
        }
      } catch (error) {
        const { message } = VigilError.from(error);
        log.warn({ channel: name }, message);
        return answer(false, message);
      }
      return answer(true, `${configs.hint(name) ?? name} took the test message.`);
    },
    routing: () => routes.routing(),
    putRouting(routing) {
      routes.put(routing);
      schedule();
      return routes.routing();
    },
    async stop() {
      isStarted = false;
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
      await Promise.all([delivery.stop(), silences.stop()]);
    },
  };
}

/** What a test tells; where the receiver keeps an alert as open, also that it is over. `at` in milliseconds since 1970. */
function testOf({ name }: ChannelConfig, at: number) {
  const time = new Date(at).toISOString();
  const alert: Alert = {
    ...{ id: 0, name: 'VigilTest', severity: 'info', component: 'service', labels: {}, state: 'firing' },
    summary: 'A test of this channel',
    description: 'Somebody asked Vigil to send this. Nothing is wrong, and nothing is to be done.',
    ...{ value: null, comparator: '==', threshold: 1, unit: null, series: null, runbook: 'docs/alerts.md' },
    ...{ started_at: time, fired_at: time, resolved_at: null, resolved_reason: null },
    ...{ acknowledged_at: null, acknowledged_by: null, comment: null, silenced_until: null, inhibited_by: null },
  };
  const over: Alert = { ...alert, state: 'resolved', resolved_at: time, resolved_reason: 'recovered' };
  const begins = { alert, to: 'firing' } as const;
  return name === 'pagerduty' || name === 'alertmanager'
    ? [begins, { alert: over, to: 'resolved' } as const]
    : [begins];
}

function refuse(name: ChannelName, fields: readonly string[]): VigilError {
  const known = Object.keys(CHANNEL_BODIES[name].shape);
  const unknown = fields.filter((field) => !known.includes(field));
  return new VigilError(
    'invalid_parameter',
    `${name} has no ${unknown.join(', ')}; what can be set of it is ${known.join(', ')}.`,
  );
}

const NEEDS = {
  desktop: 'It is shown by the desktop window, which can be tried there',
  slack: 'Set url, the address of an incoming webhook',
  email: 'Set host, from and to, and with a user its password',
  pagerduty: 'Set key, the integration key of an Events API v2 integration',
  webhook: 'Set url',
  alertmanager: 'Set api, the address that it listens at',
} as const satisfies Record<ChannelName, string>;

const notConfigured = (name: ChannelName) =>
  new VigilError('channel_not_configured', `Nothing can be sent by ${name} yet. ${NEEDS[name]}.`);

/** Kept, so that what was told before a restart can be ended after it. */
function readInstallation(store: Pick<Store, 'getSetting' | 'putSetting'>, log: Log): string {
  const kept = store.getSetting(INSTALLATION);
  if (kept !== null) return kept;
  const made = randomUUID();
  try {
    store.putSetting(INSTALLATION, made);
  } catch (error) {
    log.error({ err: error }, 'the name of this installation could not be kept');
  }
  return made;
}
