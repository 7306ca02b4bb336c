import { randomUUID } from 'node:crypto';
import { VigilError } from '../../../contract/errors.ts';
import type { Log } from '../../../logging/types.ts';
import type { Notice } from '../../../store/outbox-types.ts';
import type { Store } from '../../../store/types.ts';
import { Refresh } from '../alertmanager/refresh.ts';
import { backOffMs, GIVE_UP_MS } from './back-off.ts';
import { DeliveryFailure } from './failure.ts';
import { activeChannels, holds, type NoticeDeps, writeNotices } from './notices.ts';
import { send, takesSeveral } from './send.ts';
import {
  type ChannelConfig,
  type Message,
  type Origin,
  SENT_CHANNELS,
  type SendOptions,
  type SentChannel,
} from './types.ts';

export interface DeliveryDeps extends NoticeDeps {
  store: Pick<Store, 'alerts' | 'outbox' | 'addEvent'>;
  origin: () => Origin;
  log: Log;
  /** Of one attempt, asked before each; milliseconds. */
  timeout: () => number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
}

/** Takes what is written to be sent to its channels, each at its own pace: one that hangs holds up no other. */
export class Delivery {
  readonly #deps: DeliveryDeps;
  readonly #running = new Map<SentChannel, Promise<void>>();
  /** Sent, but the store could not be told so: not to be sent again by this console. */
  readonly #unmarked = new Map<number, SentChannel>();
  readonly #ending = new AbortController();
  readonly #refresh: Refresh;

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
    this.#refresh = new Refresh(deps);
  }

  /** Writes what is to be sent. Never throws: what fails is logged, and done the next time. */
  write(): void {
    const { log, now } = this.#deps;
    try {
      writeNotices(this.#deps, now());
    } catch (error) {
      log.error({ err: error }, 'notifications could not be written');
    }
  }

  /** Sends all that is due, and settles when every attempt has ended. Never rejects. */
  async deliver(): Promise<void> {
    if (this.#ending.signal.aborted) return;
    this.write();
    await Promise.all(SENT_CHANNELS.map((channel) => this.#once(channel)));
  }

  /** Tells the Alertmanager again of all that it was told and still fires, now. Never rejects. */
  async remind(): Promise<void> {
    this.#refresh.hurry();
    await this.deliver();
  }

  /** Sends this now. Throws `notification_failed`. */
  async sendNow(message: Message, config: ChannelConfig): Promise<void> {
    await send(message, config, this.#options());
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#running.values());
  }

  #once(channel: SentChannel): Promise<void> {
    const running = this.#running.get(channel);
    if (running !== undefined) return running;
    const started = this.#deliverTo(channel)
      .then(() => (channel === 'alertmanager' ? this.#refresh.run(this.#options()) : undefined))
      .catch((error) => this.#deps.log.error({ err: error, channel }, 'notifications could not be delivered'))
      .finally(() => this.#running.delete(channel));
    this.#running.set(channel, started);
    return started;
  }

  async #deliverTo(channel: SentChannel): Promise<void> {
    const { store, configs, now } = this.#deps;
    this.#markAgain(channel);
    const waiting = store.outbox.waiting(channel);
    if (waiting.length === 0) return;
    if (!activeChannels(configs).includes(channel)) {
      store.outbox.withdraw(waiting.map(({ id }) => id));
      return;
    }
    for (const [id, notices] of this.#messagesOf(channel, waiting, now())) {
      // Asked anew for each: it may have been set otherwise meanwhile.
      const config = configs.config(channel);
      if (config === null || !configs.isEnabled(channel) || this.#ending.signal.aborted) return;
      await this.#attempt(id, notices, config);
    }
  }

  /** What is due, as messages by their id. What was tried before stays the message that it was. */
  #messagesOf(channel: SentChannel, waiting: readonly Notice[], now: number): Map<string, Notice[]> {
    const { store, routes } = this.#deps;
    const isHeld = holds(this.#deps, now);
    const ready = waiting.filter(({ kind, alert }) => {
      const row = kind === 'firing' ? store.alerts.get(alert.id) : null;
      return row === null || !isHeld(row, channel);
    });
    const messages = new Map<string, Notice[]>();
    const put = (id: string, notice: Notice) => messages.set(id, [...(messages.get(id) ?? []), notice]);
    for (const notice of ready) if (notice.message !== null && notice.due_at <= now) put(notice.message, notice);
    const fresh = ready.filter(({ message }) => message === null);
    if (!fresh.some(({ due_at }) => due_at <= now)) return messages;
    // Where one goes, those go along that would soon.
    const soon = now + routes.routing().group_wait_s * 1_000;
    const together = randomUUID();
    for (const notice of fresh) {
      if (notice.due_at <= soon) put(takesSeveral(channel) ? together : randomUUID(), notice);
    }
    return messages;
  }

  async #attempt(message: string, notices: readonly Notice[], config: ChannelConfig): Promise<void> {
    const { store, log, now, origin, random } = this.#deps;
    const { name: channel } = config;
    const ids = notices.map(({ id }) => id);
    store.outbox.assign(ids, message);
    try {
      const told = notices.map(({ alert, kind }) => ({ alert, to: kind }));
      await send({ id: message, told, origin: origin(), at: now() }, config, this.#options());
    } catch (error) {
      // It may have arrived or not: the next console sends it again, under the same id.
      if (this.#ending.signal.aborted) return;
      const { message: detail } = VigilError.from(error);
      const retryAfter = error instanceof DeliveryFailure ? error.retry_after_s : null;
      const attempts = Math.max(...notices.map((notice) => notice.attempts)) + 1;
      const isTooOld = now() - Math.min(...notices.map(({ created_at }) => created_at)) >= GIVE_UP_MS;
      const retryAt = isTooOld ? null : Math.ceil(now() + backOffMs(attempts, random(), retryAfter));
      log.warn({ channel, message, attempts, retry_at: retryAt }, detail);
      store.outbox.failed(ids, channel, detail, now(), retryAt);
      if (retryAt === null) this.#tellOfGivingUp(channel, notices, detail);
      return;
    }
    for (const id of ids) this.#unmarked.set(id, channel);
    this.#markAgain(channel);
    log.info({ channel, message, alerts: notices.map(({ alert }) => alert.id) }, 'notified');
  }

  #options(): SendOptions {
    return { timeout_ms: this.#deps.timeout(), signal: this.#ending.signal };
  }

  /** Throws `storage_failed`, and then they stay unmarked. */
  #markAgain(channel: SentChannel): void {
    const ids = [...this.#unmarked].filter(([, of]) => of === channel).map(([id]) => id);
    if (ids.length === 0) return;
    this.#deps.store.outbox.sent(ids, channel, this.#deps.now());
    for (const id of ids) this.#unmarked.delete(id);
  }

  #tellOfGivingUp(channel: SentChannel, notices: readonly Notice[], reason: string): void {
    const names = [...new Set(notices.map(({ alert }) => alert.name))];
    this.#deps.store.addEvent({
      at: this.#deps.now(),
      kind: 'alert',
      title: `${names.join(', ')} could not be told by ${channel} for a day, and is given up: ${reason}`,
      detail: { channel, state: 'given_up', alerts: notices.map(({ alert }) => alert.id), reason },
    });
  }
}
