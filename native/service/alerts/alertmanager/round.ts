import { setImmediate } from 'node:timers/promises';
import type { Log } from '../../../logging/types.ts';
import type { Store } from '../../../store/types.ts';
import { backOffMs } from '../channels/back-off.ts';
import { DeliveryFailure } from '../channels/failure.ts';
import { alertLabels } from '../labels.ts';
import type { AlertmanagerClient, TheirSilence } from './client.ts';
import { type Concern, concernOf, meets, printMatchers } from './matchers.ts';
import { UnreadablePattern } from './pattern.ts';
import { bodyOf, plan, type Step } from './plan.ts';

/** Silences of an Alertmanager that are in force here at most. */
const MOST_THEIRS = 1_000;
/** So many are read in a millisecond or some. */
const PIECE = 20;

export interface RoundDeps {
  store: Pick<Store, 'alerts'>;
  /** What our alerts have as their `instance`. */
  machine: string;
  log: Log;
  /** Milliseconds since 1970. */
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
}

/** Makes the silences here and in an Alertmanager the same, once at each call. */
export class Rounds {
  readonly #deps: RoundDeps;
  /** Silences of ours that the Alertmanager did not want, by id, and when each is offered again. */
  readonly #refused = new Map<number, { attempts: number; retry_at: number }>();
  /** Of silences there by their id, whose matchers never change. */
  readonly #concerns = new Map<string, Concern>();
  /** What was logged already. */
  readonly #complaints = new Set<string>();

  constructor(deps: RoundDeps) {
    this.#deps = deps;
  }

  /** Answers when the Alertmanager was started, in its words. Throws `notification_failed`, `storage_failed`. */
  async go(client: AlertmanagerClient, api: string): Promise<string> {
    const { store, machine, now } = this.#deps;
    const { uptime, cluster } = await client.status();
    if (cluster.status === 'settling') {
      throw new DeliveryFailure(`${new URL(api).host} is still joining its cluster. It is asked again soon.`);
    }
    const theirs = await client.silences();
    await this.#read(theirs);
    // Nothing is waited for from here to the last write, so that what is written is of what was read.
    const steps = plan(store.alerts.silences(), theirs, { api, machine, now: now(), concerns: this.#judge() });
    this.#write(steps);
    for (const step of steps) {
      if (step.do === 'create') await this.#create(client, api, step.id, step.replaced);
      else if (step.do === 'expire') await client.expire(step.there);
    }
    return uptime;
  }

  #write(steps: readonly Step[]): void {
    const { alerts } = this.#deps.store;
    const now = this.#deps.now();
    for (const step of steps) if (step.do === 'change') alerts.changeSilence(step.id, step.changes);
    const adds = steps.filter((step) => step.do === 'add');
    if (adds.length === 0) return;
    const inForce = alerts.silences().filter(({ source, ends_at }) => source === 'alertmanager' && ends_at > now);
    const room = Math.max(MOST_THEIRS - inForce.length, 0);
    for (const { silence } of adds.slice(0, room)) alerts.addSilence(silence);
    if (adds.length > room) this.#complain(`only ${MOST_THEIRS} silences of the Alertmanager are in force here`);
  }

  async #create(client: AlertmanagerClient, api: string, id: number, replaced: string | null): Promise<void> {
    const { store, machine, now, random, log } = this.#deps;
    const row = store.alerts.silences().find((one) => one.id === id);
    const body = row === undefined || row.ends_at <= now() ? null : bodyOf(row, machine);
    const before = this.#refused.get(id);
    if (body === null || (before !== undefined && before.retry_at > now())) return;
    try {
      const there = { api, id: await client.create(body, replaced), ends_at: body.endsAt };
      store.alerts.changeSilence(id, { there });
      this.#refused.delete(id);
    } catch (error) {
      if (!(error instanceof DeliveryFailure) || (error.answered !== 400 && error.answered !== 422)) throw error;
      // The others are none the worse for it.
      const attempts = (before?.attempts ?? 0) + 1;
      this.#refused.set(id, { attempts, retry_at: now() + backOffMs(attempts, random(), null) });
      if (before === undefined) log.warn({ silence: id }, error.message);
    }
  }

  /** Finds out whether those there are about us, in pieces that hold nothing else up. One that cannot be read is not. */
  async #read(theirs: readonly TheirSilence[]): Promise<void> {
    const ids = new Set(theirs.map(({ id }) => id));
    for (const id of this.#concerns.keys()) if (!ids.has(id)) this.#concerns.delete(id);
    const unknown = theirs.filter(({ id, status }) => status.state === 'active' && !this.#concerns.has(id));
    for (const [k, { id, matchers }] of unknown.entries()) {
      if (k % PIECE === PIECE - 1) await setImmediate();
      try {
        this.#concerns.set(id, concernOf(matchers, this.#deps.machine));
      } catch (error) {
        if (!(error instanceof UnreadablePattern)) throw error;
        this.#concerns.set(id, 'never');
        this.#complain(`a silence of the Alertmanager is not followed: ${printMatchers(matchers)}: ${error.message}`);
      }
    }
  }

  /** Whether one that was read is about us. */
  #judge(): (silence: TheirSilence) => boolean {
    const { store, machine } = this.#deps;
    const present = store.alerts.open().map((alert) => alertLabels(alert, machine));
    return ({ id, matchers }) => {
      const concern = this.#concerns.get(id);
      return concern === 'could' || (concern === 'label' && present.some((labels) => meets(matchers, labels)));
    };
  }

  #complain(words: string): void {
    if (this.#complaints.size > MOST_THEIRS) this.#complaints.clear();
    if (!this.#complaints.has(words)) this.#deps.log.warn({}, words);
    this.#complaints.add(words);
  }
}
