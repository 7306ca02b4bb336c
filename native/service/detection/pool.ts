import { setTimeout as delay } from 'node:timers/promises';
import { VigilError } from '../../contract/errors.ts';
import type { LoadModelResponse } from '../../contract/http/models.ts';
import type { ProviderName } from '../../contract/provider.ts';
import { Deployment } from './deployment.ts';
import { type DetectionOptions, type DetectionSettings, settingsFrom } from './options.ts';
import { BoundedQueue } from './queue.ts';
import { cancelled, lost, noModel, shuttingDown, unavailable } from './refusals.ts';
import { Ticket } from './ticket.ts';
import type {
  DetectionEvent,
  DetectionService,
  DetectionStatus,
  DetectJob,
  DetectOutcome,
  LoadRequest,
} from './types.ts';

export { DEFAULT_PROVIDERS, type DetectionOptions } from './options.ts';
export { retryAfterSeconds } from './retry-after.ts';

/** Detection without any process yet; `load` starts the first. */
export function createDetectionService(options: DetectionOptions): DetectionService {
  return new Pool(settingsFrom(options));
}

/** An image that two processes died with is answered rather than tried on a third. */
const MOST_DEATHS = 2;

class Pool implements DetectionService {
  readonly #settings: DetectionSettings;
  readonly #queue: BoundedQueue<Ticket>;
  readonly #listeners = new Set<(event: DetectionEvent) => void>();
  /** Every image that is not answered yet. */
  readonly #open = new Set<Ticket>();
  /** Replaced models whose lanes still finish their images. */
  readonly #retiring = new Set<Deployment>();
  #active: Deployment | null = null;
  #loading: { deployment: Deployment; path: string; since: number } | null = null;
  #loads: Promise<unknown> = Promise.resolve();
  #openLoads = 0;
  #loadError: VigilError | null = null;
  #stopped: Promise<void> | null = null;
  #runtime: string | null = null;
  #builtIn: ProviderName[] = [];

  constructor(settings: DetectionSettings) {
    this.#settings = settings;
    this.#queue = new BoundedQueue(settings.queueLimit, ({ background }) => background);
  }

  async detect(job: DetectJob): Promise<DetectOutcome> {
    if (this.#stopped !== null) throw shuttingDown();
    const hopeless = this.#whyHopeless();
    if (hopeless !== null) throw hopeless;
    if (job.signal?.aborted === true) throw cancelled();
    const ticket = new Ticket(job, this.#settings.requestTimeoutMs, (waiting) => this.#queue.remove(waiting));
    this.#open.add(ticket);
    try {
      this.#queue.push(ticket);
    } catch (error) {
      ticket.fail(VigilError.from(error));
    }
    this.#dispatch();
    try {
      return await ticket.outcome;
    } finally {
      this.#open.delete(ticket);
    }
  }

  async load(request: LoadRequest): Promise<LoadModelResponse> {
    this.#openLoads++;
    const turn = this.#loads.then(() => this.#replace(request));
    this.#loads = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.#openLoads--;
      this.#dispatch();
    }
  }

  status(): DetectionStatus {
    const shown = this.#active ?? this.#loading?.deployment;
    return {
      active: this.#active?.model ?? null,
      loading: this.#loading === null ? null : { path: this.#loading.path, since: this.#loading.since },
      lanes: shown?.status() ?? [],
      queue_length: this.#queue.length,
      queue_limit: this.#queue.limit,
      runtime: this.#runtime,
      built_in: [...this.#builtIn],
    };
  }

  subscribe(listener: (event: DetectionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(graceMs: number): Promise<void> {
    this.#stopped ??= this.#stop(graceMs);
    return this.#stopped;
  }

  async #replace(request: LoadRequest): Promise<LoadModelResponse> {
    if (this.#stopped !== null) throw shuttingDown();
    const { providers = this.#settings.providers, goal = this.#settings.goal } = request;
    const deployment = new Deployment(
      request,
      { ...this.#settings, providers, goal },
      {
        greeted: (runtime, builtIn) => {
          this.#runtime = runtime;
          this.#builtIn = builtIn;
        },
        vacant: () => this.#dispatch(),
        lost: (tickets, reason) => this.#onLost(tickets, reason),
        gaveUp: () => this.#dispatch(),
        happened: (event) => this.#emit(event),
      },
    );
    this.#loading = { deployment, path: request.path, since: Date.now() };
    try {
      const model = await deployment.start();
      const replaced = this.#active;
      this.#active = deployment;
      this.#loadError = null;
      this.#emit({ type: 'model_loaded', model, replaced: replaced?.model?.card ?? null });
      if (replaced !== null) this.#retire(replaced);
      const { card, provider, parallelism, load_ms, run_ms } = model;
      const before = replaced?.model?.card;
      return {
        model: card,
        provider,
        parallelism,
        load_ms,
        run_ms,
        replaced: before === undefined ? null : { id: before.id, name: before.name, version: before.version },
      };
    } catch (thrown) {
      const error = VigilError.from(thrown);
      await deployment.kill(error);
      this.#loadError = error;
      if (error.code !== 'shutting_down') this.#emit({ type: 'model_load_failed', path: request.path, error });
      throw error;
    } finally {
      this.#loading = null;
    }
  }

  #retire(deployment: Deployment): void {
    this.#retiring.add(deployment);
    void deployment.retire().then(() => this.#retiring.delete(deployment));
  }

  /** Gives images to lanes in the order of the queue, as far as lanes take them; answers them where none ever will. */
  #dispatch(): void {
    const hopeless = this.#whyHopeless();
    if (hopeless !== null) for (const ticket of this.#queue.drain()) ticket.fail(hopeless);
    for (let ticket = this.#queue.first(); ticket !== undefined; ticket = this.#queue.first()) {
      const lane = this.#active?.laneFor(ticket);
      if (lane === null || lane === undefined) return;
      this.#queue.shift();
      lane.take(ticket);
    }
  }

  /** Why an image could never be answered; null where there is a model that is up, or will be. */
  #whyHopeless(): VigilError | null {
    if (this.#openLoads > 0) return null;
    // A load that a stop has ended says nothing about its model.
    if (this.#active === null) return this.#stopped === null ? noModel(this.#loadError) : shuttingDown();
    const { givenUp } = this.#active;
    return givenUp === null ? null : unavailable(givenUp);
  }

  #onLost(tickets: Ticket[], reason: string): void {
    const again: Ticket[] = [];
    for (const ticket of tickets) {
      ticket.returned();
      if (ticket.deaths < MOST_DEATHS) again.push(ticket);
      else ticket.fail(lost(ticket.deaths, reason));
    }
    for (const _ of again) this.#emit({ type: 'job_retried', reason });
    this.#queue.putBack(again);
    this.#dispatch();
  }

  #emit(event: DetectionEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        // A mistake of the listener's must come to light, but not in the middle of ours.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  async #stop(graceMs: number): Promise<void> {
    const over = new AbortController();
    const grace = delay(graceMs, undefined, { signal: over.signal }).catch(() => {});
    const abandoned = this.#loading?.deployment.kill(shuttingDown());
    await Promise.race([grace, Promise.allSettled([...this.#open].map((ticket) => ticket.outcome))]);
    for (const ticket of this.#queue.drain()) ticket.fail(shuttingDown());
    const left = this.#active === null ? [...this.#retiring] : [this.#active, ...this.#retiring];
    const ended = Promise.all(left.map((deployment) => deployment.retire()));
    await Promise.race([grace, ended]);
    over.abort();
    for (const ticket of this.#open) ticket.fail(shuttingDown());
    await Promise.all([abandoned, this.#loads, ...left.map((deployment) => deployment.kill(shuttingDown()))]);
  }
}
