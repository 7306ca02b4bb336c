import { VigilError } from '../../../contract/errors.ts';
import type { Log } from '../../../logging/types.ts';
import type { Store } from '../../../store/types.ts';
import { alertmanagerRequest, REFRESH_MS } from '../channels/alertmanager.ts';
import { backOffMs } from '../channels/back-off.ts';
import type { ChannelConfigs } from '../channels/configs.ts';
import { post } from '../channels/post.ts';
import type { Routes } from '../channels/routes.ts';
import type { Origin, SendOptions, Told } from '../channels/types.ts';
import { NOT_HELD, toAlert } from '../rows.ts';

const CHANNEL = 'alertmanager';
const LONGEST_WAIT_MS = 10 * 60_000;

export interface RefreshDeps {
  store: Pick<Store, 'alerts' | 'outbox'>;
  configs: ChannelConfigs;
  routes: Routes;
  origin: () => Origin;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
}

type RefreshState = { is: 'well'; due_at: number } | { is: 'failing'; failures: number; due_at: number };

/**
 * Tells the Alertmanager again of what it was told and still fires. The same labels are the same alert there, so this is
 * no notification: nothing is written down, and what is missed is made up for by the next.
 */
export class Refresh {
  readonly #deps: RefreshDeps;
  #state: RefreshState = { is: 'well', due_at: 0 };

  constructor(deps: RefreshDeps) {
    this.#deps = deps;
  }

  /** The next one is due at once. */
  hurry(): void {
    this.#state = { ...this.#state, due_at: 0 };
  }

  /** Tells where it is due. Not to be called while the Alertmanager is told of an end. Throws `storage_failed`. */
  async run(options: SendOptions): Promise<void> {
    const { configs, origin, now } = this.#deps;
    const config = configs.config(CHANNEL);
    if (config?.name !== CHANNEL || !configs.isEnabled(CHANNEL) || this.#state.due_at > now()) return;
    const told = this.#told();
    if (told.length > 0) {
      try {
        await post(alertmanagerRequest({ told, origin: origin(), at: now() }, config), [], options);
      } catch (error) {
        if (!options.signal.aborted) this.#fail(VigilError.from(error).message);
        return;
      }
    }
    if (this.#state.is === 'failing') {
      this.#deps.log.info({}, 'the Alertmanager is told again of what fires');
      this.#deps.store.outbox.mark(CHANNEL, null, now());
    }
    this.#state = { is: 'well', due_at: now() + REFRESH_MS };
  }

  #told(): Told[] {
    const { store, routes } = this.#deps;
    return store.outbox.open().flatMap(({ channel, state, alert_id }) => {
      const row = channel === CHANNEL && state === 'sent' ? store.alerts.get(alert_id) : null;
      if (row?.state !== 'firing' || !routes.channelsOf(row).has(CHANNEL)) return [];
      return [{ alert: toAlert(row, NOT_HELD), to: 'firing' as const }];
    });
  }

  #fail(reason: string): void {
    const { store, log, now, random } = this.#deps;
    const failures = this.#state.is === 'failing' ? this.#state.failures + 1 : 1;
    const wait = Math.min(Math.max(backOffMs(failures, random(), null), REFRESH_MS), LONGEST_WAIT_MS);
    this.#state = { is: 'failing', failures, due_at: now() + wait };
    if (failures === 1) log.warn({}, `The Alertmanager cannot be told again of what fires: ${reason}`);
    store.outbox.mark(CHANNEL, reason, now());
  }
}
