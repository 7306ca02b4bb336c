import { VigilError } from '../../contract/errors.ts';
import type { LoadCommand, LoadResult, ThreadChoice } from '../../contract/messages.ts';
import type { ProviderName, ProviderReport } from '../../contract/provider.ts';
import { DetectorProcess, type ProcessEnd } from './detector-process.ts';
import type { GpuSuspicion } from './gpu-suspicion.ts';
import { firstLaneState, type LaneEvent, nextLaneState, type SupervisedState } from './lane-state.ts';
import type { DetectionSettings } from './options.ts';
import { unavailable } from './refusals.ts';
import type { Ticket } from './ticket.ts';
import type { DetectionEvent, LaneStatus, LoadRequest } from './types.ts';

/** Images given to a process at a time: one runs, two are decoded meanwhile, since a decoded one is seen only between runs. */
export const JOBS_AT_ONCE = 3;

export interface LanePlan {
  request: LoadRequest;
  threads: ThreadChoice;
  known: LoadCommand['known'];
}

export interface LaneOwner {
  greeted(runtime: string, builtIn: ProviderName[]): void;
  /** Each time a process of the lane becomes ready. The provider report is the one to show. */
  loaded(result: LoadResult): void;
  /** The lane may take another image. */
  vacant(): void;
  /** A process died with these images. */
  lost(tickets: Ticket[], reason: string): void;
  gaveUp(): void;
  happened(event: DetectionEvent): void;
}

/** A detector process and, when it dies, the next: drives the states of `lane-state.ts`. */
export class Lane {
  readonly #plan: LanePlan;
  readonly #settings: DetectionSettings;
  readonly #suspicion: GpuSuspicion;
  readonly #owner: LaneOwner;
  readonly #firstLoad = Promise.withResolvers<LoadResult>();
  readonly #gone = Promise.withResolvers<void>();
  #state: SupervisedState = firstLaneState(Date.now());
  #process: DetectorProcess | null = null;
  /** What the last process that became ready said of itself. */
  #proven: LoadResult | null = null;
  /** Where the present process runs; null as long as that is open. */
  #provider: ProviderReport | null = null;
  #isRefused = false;
  #builtIn: ProviderName[] = [];
  #pause: NodeJS.Timeout | undefined;
  #end: 'none' | 'retiring' | 'killed' = 'none';
  #restarts = 0;
  #diedAt = 0;

  constructor(plan: LanePlan, settings: DetectionSettings, suspicion: GpuSuspicion, owner: LaneOwner) {
    this.#plan = plan;
    this.#settings = settings;
    this.#suspicion = suspicion;
    this.#owner = owner;
    // Told by `firstLoad` to whoever asks; a lane that is killed before anyone does is no unhandled rejection.
    this.#firstLoad.promise.catch(() => {});
    this.#launch();
  }

  /**
   * Resolves when a process has become ready for the first time. Rejects with what the detector says of the model, or
   * `detector_unavailable` when no process could be kept alive long enough to say anything.
   */
  get firstLoad(): Promise<LoadResult> {
    return this.#firstLoad.promise;
  }

  get jobs(): number {
    return this.#process?.jobs ?? 0;
  }

  status(): LaneStatus {
    const { failures: _, ...state } = this.#state;
    const rss_bytes = this.#process?.rssBytes ?? null;
    return { pid: this.#process?.pid, state, restarts: this.#restarts, rss_bytes };
  }

  canTake(ticket: Ticket): boolean {
    if (!this.#isUp || this.#process === null || this.#process.isDoomed || this.#end !== 'none') return false;
    return this.jobs === 0 || (this.jobs < JOBS_AT_ONCE && !ticket.isSuspect && !this.#process.hasSuspect);
  }

  take(ticket: Ticket): void {
    if (this.#process === null || this.#proven === null) throw new Error('The lane has no process to take an image');
    const cancel = this.#process.take(ticket);
    ticket.takenBy({ model: this.#proven.card, provider: this.#proven.provider, cancel });
    this.#countJobs();
  }

  /** Takes no more images, finishes those it has, ends its process; resolves when nothing of it is left. */
  retire(): Promise<void> {
    if (this.#end === 'none') {
      this.#end = 'retiring';
      if (!this.#isUp) return this.kill(new VigilError('internal', 'The lane was retired before it was ready.'));
      this.#shutDownWhenIdle();
    }
    return this.#gone.promise;
  }

  /** Ends its process at once; `firstLoad` rejects with `error` if it is still open. Images it has are lost. */
  kill(error: VigilError): Promise<void> {
    this.#end = 'killed';
    clearTimeout(this.#pause);
    this.#firstLoad.reject(error);
    if (this.#process === null) this.#gone.resolve();
    else this.#process.kill('the process was no longer needed');
    return this.#gone.promise;
  }

  get #isUp(): boolean {
    return this.#state.state === 'ready' || this.#state.state === 'busy';
  }

  #launch(): void {
    const { launcher, environment, supervision } = this.#settings;
    const link = launcher({ environment: { ...environment } });
    const load = this.#nextLoad();
    this.#provider = load.known?.provider ?? null;
    this.#isRefused = false;
    this.#process = new DetectorProcess(link, load, supervision, {
      greeted: (runtime, builtIn) => {
        this.#builtIn = builtIn;
        this.#owner.greeted(runtime, builtIn);
      },
      loaded: (result) => this.#onLoaded(result),
      refused: (error) => this.#onRefused(error),
      relieved: () => {
        this.#countJobs();
        if (this.#end === 'retiring') this.#shutDownWhenIdle();
        else this.#owner.vacant();
      },
      ended: (end) => this.#onEnded(end),
    });
  }

  /**
   * What an earlier process proved is believed once; after a failed attempt everything is found out anew. A lane that
   * has come down to the CPU stays there.
   */
  #nextLoad(): Omit<LoadCommand, 'kind' | 'id'> {
    const { request, threads, known } = this.#plan;
    const proven = this.#proven;
    const isOnCpu = proven?.provider.used === 'cpu';
    const mustLeaveGpu = this.#suspicion.isConfirmed && !isOnCpu;
    const isBelieved = this.#state.failures === 0 && !mustLeaveGpu;
    return {
      ...request,
      providers: isOnCpu || mustLeaveGpu ? ['cpu'] : [...this.#settings.providers],
      threads: isOnCpu ? fixedThreads(proven) : proven === null && !mustLeaveGpu ? threads : this.#settings.threads,
      known: !isBelieved ? null : proven === null ? known : { provider: proven.provider, card: proven.card },
    };
  }

  #onLoaded(result: LoadResult): void {
    if (this.#end === 'killed') return;
    const isRestart = this.#proven !== null;
    this.#proven = { ...result, provider: this.#reportOf(result) };
    this.#provider = this.#proven.provider;
    this.#apply({ type: 'loaded', at: Date.now() });
    this.#owner.loaded(this.#proven);
    this.#firstLoad.resolve(this.#proven);
    if (isRestart) {
      const after_ms = performance.now() - this.#diedAt;
      this.#owner.happened({ type: 'detector_restarted', pid: this.#process?.pid, after_ms });
    }
    this.#owner.vacant();
  }

  /** Where the ladder was cut short to the CPU, the report is the one that knows why. */
  #reportOf({ provider }: LoadResult): ProviderReport {
    if (provider.used !== 'cpu') return provider;
    if (this.#proven?.provider.used === 'cpu') return this.#proven.provider;
    return this.#suspicion.explain(provider, this.#builtIn);
  }

  #onRefused(error: VigilError): void {
    // Before the first success the answer is about the model and would be the same again.
    if (this.#proven === null) void this.kill(error);
    else {
      this.#isRefused = true;
      this.#process?.kill(`the model could not be loaded again: ${error.message.replace(/\.$/, '')}`);
    }
  }

  #onEnded({ reason, stderr, tickets }: ProcessEnd): void {
    const pid = this.#process?.pid;
    if (this.#isUp) this.#diedAt = performance.now();
    this.#process = null;
    this.#apply({ type: 'exited', at: Date.now(), reason });
    if (this.#end === 'none' || tickets.length > 0) {
      this.#owner.happened({ type: 'detector_exited', pid, reason, stderr, jobs: tickets.length });
      if (!this.#isRefused) this.#suspicion.processDied(this.#provider, this.#builtIn, performance.now());
    }
    if (this.#end === 'none') this.#recover();
    else {
      this.#firstLoad.reject(new VigilError('internal', 'The lane was ended before it was ready.'));
      this.#gone.resolve();
    }
    if (tickets.length > 0) this.#owner.lost(tickets, reason);
  }

  #recover(): void {
    this.#apply({ type: 'recover', at: Date.now() });
    const state = this.#state;
    if (state.state === 'starting') {
      this.#restarts++;
      this.#launch();
    } else if (state.state === 'backing_off') {
      this.#pause = setTimeout(() => this.#recover(), state.until - state.since);
    } else if (state.state === 'given_up') {
      this.#owner.happened({ type: 'given_up', reason: state.reason });
      this.#firstLoad.reject(unavailable(state.reason));
      this.#owner.gaveUp();
    }
  }

  #shutDownWhenIdle(): void {
    if (this.jobs === 0) this.#process?.shutDown();
  }

  #countJobs(): void {
    this.#apply({ type: 'jobs', at: Date.now(), jobs: this.jobs });
  }

  #apply(event: LaneEvent): void {
    this.#state = nextLaneState(this.#state, event, this.#settings.supervision);
  }
}

function fixedThreads({ threads, spinning }: LoadResult): ThreadChoice {
  return { type: 'fixed', threads, spinning };
}
