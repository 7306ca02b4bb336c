import { VigilError } from '../../../contract/errors.ts';
import type { Silence } from '../../../contract/http/alerts.ts';
import type { SilenceRow } from '../../../store/alert-types.ts';
import type { Store } from '../../../store/types.ts';
import { backOffMs } from '../channels/back-off.ts';
import { AlertmanagerClient } from './client.ts';
import { bodyOf, isEndUntold } from './plan.ts';
import { type RoundDeps, Rounds } from './round.ts';

/** Between two looks at what the Alertmanager has. */
export const LOOK_EVERY_MS = 10_000;
const LONGEST_WAIT_MS = 2 * 60_000;

export interface SyncDeps extends RoundDeps {
  store: Pick<Store, 'alerts' | 'outbox'>;
  /** Address of the Alertmanager; null where none is set, or it is switched off. */
  api: () => string | null;
  /** Called when the Alertmanager was away or has been started anew: it may have forgotten what it was told. */
  onForgotten: () => void;
  /** Of one request, milliseconds. */
  timeout: () => number;
}

/** How the two stand. Times in milliseconds since 1970. */
export type SyncState =
  | { phase: 'off' }
  /** Set, and not asked yet. */
  | { phase: 'starting'; api: string }
  /** `started` is when that Alertmanager was started, in its words. */
  | { phase: 'in_step'; api: string; started: string }
  | { phase: 'failing'; api: string; failures: number; retry_at: number };

/** Keeps the silences here and in the Alertmanager the same. */
export class SilenceSync {
  readonly #deps: SyncDeps;
  readonly #rounds: Rounds;
  readonly #ending = new AbortController();
  #state: SyncState = { phase: 'off' };
  #running: Promise<void> | null = null;
  #isAskedAgain = false;
  #isStarted = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(deps: SyncDeps) {
    this.#deps = deps;
    this.#rounds = new Rounds(deps);
  }

  /** What the Alertmanager has of a silence. */
  standingOf(row: SilenceRow): Silence['alertmanager'] {
    const { api, machine, now } = this.#deps;
    const address = api();
    const isInForce = row.ends_at > now();
    if (address === null || (!isInForce && !isEndUntold(row, now()))) return null;
    if (isInForce && bodyOf(row, machine) === null) return null;
    if (this.#state.phase === 'failing') return 'unreachable';
    return isInForce && row.there?.api === address ? 'there' : 'waiting';
  }

  /** Looks on time from now on; before that only `run` does. */
  start(): void {
    this.#isStarted = true;
    this.hurry();
  }

  /** Something has changed here. */
  hurry(): void {
    if (this.#isStarted) void this.run();
  }

  /** Makes both the same now; again where a run is under way. Never rejects. */
  async run(): Promise<void> {
    if (this.#ending.signal.aborted) return;
    if (this.#running !== null) {
      this.#isAskedAgain = true;
      return this.#running;
    }
    this.#running = this.#runWhileAsked();
    try {
      await this.#running;
    } finally {
      this.#running = null;
      this.#schedule();
    }
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (!this.#isStarted || this.#ending.signal.aborted) return;
    const state = this.#state;
    const wait = state.phase === 'failing' ? Math.max(state.retry_at - this.#deps.now(), 0) : LOOK_EVERY_MS;
    this.#timer = setTimeout(() => void this.run(), wait).unref();
  }

  async #runWhileAsked(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      await this.#once();
    } while (this.#isAskedAgain && !this.#ending.signal.aborted);
  }

  async #once(): Promise<void> {
    const { api, timeout, onForgotten } = this.#deps;
    const address = api();
    if (address === null) {
      this.#state = { phase: 'off' };
      return;
    }
    if (this.#state.phase === 'off' || this.#state.api !== address) this.#state = { phase: 'starting', api: address };
    const before = this.#state;
    try {
      const options = { timeout_ms: timeout(), signal: this.#ending.signal };
      const started = await this.#rounds.go(new AlertmanagerClient(address, options), address);
      this.#state = { phase: 'in_step', api: address, started };
      if (before.phase === 'failing') this.#tellOfRecovery();
      if (before.phase === 'failing' || (before.phase === 'in_step' && before.started !== started)) onForgotten();
    } catch (error) {
      if (!this.#ending.signal.aborted) this.#fail(address, before, error);
    }
  }

  /** Logged once; after that the channel says it. */
  #fail(api: string, before: SyncState, error: unknown): void {
    const { now, random, log } = this.#deps;
    const { message, code } = VigilError.from(error);
    const failures = before.phase === 'failing' ? before.failures + 1 : 1;
    const wait = Math.min(backOffMs(failures, random(), null), LONGEST_WAIT_MS);
    this.#state = { phase: 'failing', api, failures, retry_at: now() + wait };
    if (code === 'internal') log.error({ err: error }, 'silences could not be mirrored');
    else if (failures === 1) log.warn({}, `Silences cannot be mirrored: ${message}`);
    this.#mark(message);
  }

  #tellOfRecovery(): void {
    this.#deps.log.info({}, 'silences are mirrored again');
    this.#mark(null);
  }

  #mark(failure: string | null): void {
    const { store, now, log } = this.#deps;
    try {
      store.outbox.mark('alertmanager', failure, now());
    } catch (error) {
      log.error({ err: error }, 'the state of a channel could not be kept');
    }
  }
}
