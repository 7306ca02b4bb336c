import { availableParallelism } from 'node:os';
import type { VigilError } from '../../contract/errors.ts';
import type { LoadResult, ThreadChoice } from '../../contract/messages.ts';
import type { ProviderName } from '../../contract/provider.ts';
import { GpuSuspicion } from './gpu-suspicion.ts';
import { Lane, type LaneOwner } from './lane.ts';
import type { DetectionSettings } from './options.ts';
import { planParallelism } from './parallelism.ts';
import type { Ticket } from './ticket.ts';
import type { ActiveModel, LaneStatus, LoadRequest } from './types.ts';

export type DeploymentOwner = Omit<LaneOwner, 'loaded'>;

/** One loaded model with the lanes that run it. */
export class Deployment {
  readonly #request: LoadRequest;
  readonly #settings: DetectionSettings;
  readonly #owner: DeploymentOwner;
  readonly #suspicion: GpuSuspicion;
  readonly #started = performance.now();
  #lanes: Lane[] = [];
  #model: ActiveModel | null = null;
  #provider: ProviderName | null = null;
  #killedWith: VigilError | null = null;

  constructor(request: LoadRequest, settings: DetectionSettings, owner: DeploymentOwner) {
    this.#request = { path: request.path, sidecar: request.sidecar };
    this.#settings = settings;
    this.#owner = owner;
    this.#suspicion = new GpuSuspicion(settings.providers);
  }

  /**
   * Starts one lane, which finds out what the model is and measures it, then as many as that measurement makes worth
   * while. Resolves when all are ready. Rejects as `Lane.firstLoad` does; the caller kills what is left.
   */
  async start(): Promise<ActiveModel> {
    const { goal, lanes, threads } = this.#settings;
    const scout = this.#addLane(threads, null);
    const measured = await scout.firstLoad;
    const { provider, measurements } = measured;
    const parallelism = planParallelism({
      goal,
      lanes,
      provider: provider.used,
      cores: availableParallelism(),
      measurements,
      loaded: { threads: measured.threads, spinning: measured.spinning },
    });
    const isAsPlanned = parallelism.threads === measured.threads && parallelism.spinning === measured.spinning;
    if (!isAsPlanned) {
      await scout.retire();
      this.#lanes = [];
      this.#throwIfKilled();
    }
    const fixed = { type: 'fixed', threads: parallelism.threads, spinning: parallelism.spinning } as const;
    while (this.#lanes.length < parallelism.lanes) {
      this.#addLane(provider.used === 'cpu' ? fixed : threads, measured);
    }
    const loaded = await Promise.all(this.#lanes.map((lane) => lane.firstLoad));
    this.#throwIfKilled();
    this.#model = {
      card: measured.card,
      provider: loaded[0]?.provider ?? provider,
      parallelism,
      load_ms: performance.now() - this.#started,
      run_ms: loaded[0]?.run_ms ?? measured.run_ms,
      since: Date.now(),
    };
    return this.#model;
  }

  /** Null until all lanes have been ready once. */
  get model(): ActiveModel | null {
    return this.#model;
  }

  /** Why no lane will ever be ready again; null as long as one may be. */
  get givenUp(): string | null {
    const states = this.#lanes.map((lane) => lane.status().state);
    const [first] = states;
    return first?.state === 'given_up' && states.every(({ state }) => state === 'given_up') ? first.reason : null;
  }

  status(): LaneStatus[] {
    return this.#lanes.map((lane) => lane.status());
  }

  /** The least busy lane that may take an image. */
  laneFor(ticket: Ticket): Lane | null {
    let best: Lane | null = null;
    for (const lane of this.#lanes) {
      if (lane.canTake(ticket) && (best === null || lane.jobs < best.jobs)) best = lane;
    }
    return best;
  }

  /** Finishes the images its lanes have, then ends their processes; resolves when nothing is left. */
  async retire(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.retire()));
  }

  /** Ends every process at once; a start under way rejects with `error`. */
  async kill(error: VigilError): Promise<void> {
    this.#killedWith ??= error;
    await Promise.all(this.#lanes.map((lane) => lane.kill(error)));
  }

  #throwIfKilled(): void {
    if (this.#killedWith !== null) throw this.#killedWith;
  }

  #addLane(threads: ThreadChoice, known: LoadResult | null): Lane {
    const plan = {
      request: this.#request,
      threads,
      known: known === null ? null : { provider: known.provider, card: known.card },
    };
    const lane = new Lane(plan, this.#settings, this.#suspicion, {
      ...this.#owner,
      loaded: (result) => this.#onLoaded(result),
    });
    this.#lanes.push(lane);
    return lane;
  }

  /** Keeps the shown model in step with what its lanes run, which a restart may change. */
  #onLoaded({ card, provider, threads, spinning, run_ms, measurements }: LoadResult): void {
    const previous = this.#provider;
    this.#provider = provider.used;
    if (provider.fallback && provider.used !== previous) {
      this.#owner.happened({ type: 'provider_fallback', report: provider });
    }
    if (this.#model === null) return;
    if (provider.used !== previous) {
      const reason = `Chosen on ${provider.used}, since ${previous} is used no more.`;
      const parallelism = { ...this.#model.parallelism, threads, spinning, measurements, reason };
      this.#model = { ...this.#model, provider, parallelism, run_ms };
    }
    const replaced = this.#model.card;
    if (card.sha256 === replaced.sha256) return;
    // The file was overwritten while it was in use, and a new process can only load what is there.
    this.#model = { ...this.#model, card, run_ms, since: Date.now() };
    this.#owner.happened({ type: 'model_loaded', model: this.#model, replaced });
  }
}
