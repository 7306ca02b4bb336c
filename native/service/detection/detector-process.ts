import { assertNever, VigilError } from '../../contract/errors.ts';
import type {
  DetectorExit,
  DetectorLink,
  DetectorToService,
  DetectResult,
  LoadCommand,
  LoadResult,
} from '../../contract/messages.ts';
import type { ProviderName } from '../../contract/provider.ts';
import { describeExit } from './exit-reason.ts';
import type { SupervisionLimits } from './options.ts';
import type { Ticket } from './ticket.ts';
import { type Activity, patienceWith, Watchdog } from './watchdog.ts';

export interface ProcessEnd {
  /** A clause: "the process was ended by SIGSEGV", or why we ended it. */
  reason: string;
  stderr: string;
  /** Images that died with it, in the order they were taken. */
  tickets: Ticket[];
}

export interface ProcessOwner {
  greeted(runtime: string, builtIn: ProviderName[]): void;
  loaded(result: LoadResult): void;
  /** The model cannot be loaded; the process is of no further use. */
  refused(error: VigilError): void;
  /** It has one image less. */
  relieved(): void;
  /** The last that is heard of it. */
  ended(end: ProcessEnd): void;
}

interface Held {
  ticket: Ticket;
  /** Milliseconds since it was called off while nothing kept the process from letting go of it; null when it was not. */
  calledOffFor: number | null;
}

const LOAD_ID = 0;

/** One detector process from its start to its end: who asked for what, and whether it still lives. */
export class DetectorProcess {
  readonly #link: DetectorLink;
  readonly #limits: SupervisionLimits;
  readonly #owner: ProcessOwner;
  readonly #watchdog: Watchdog;
  readonly #held = new Map<number, Held>();
  readonly #thumbnails = new Map<number, (webp: Uint8Array | null) => void>();
  #nextId = LOAD_ID + 1;
  #runLimit: number;
  #running: number | null = null;
  #killedBecause: string | null = null;
  rssBytes: number | null = null;

  constructor(
    link: DetectorLink,
    load: Omit<LoadCommand, 'kind' | 'id'>,
    limits: SupervisionLimits,
    owner: ProcessOwner,
  ) {
    this.#link = link;
    this.#limits = limits;
    this.#owner = owner;
    this.#runLimit = limits.run_ms;
    this.#watchdog = new Watchdog(
      limits,
      (activity) => this.#onOverdue(activity),
      (ms) => this.#onTick(ms),
    );
    link.onMessage((message) => this.#receive(message));
    link.onExit((exit) => this.#end(exit));
    link.post({ kind: 'load', id: LOAD_ID, ...load });
  }

  get pid(): number | undefined {
    return this.#link.pid;
  }

  /** Images taken and not yet answered, those called off included. */
  get jobs(): number {
    return this.#held.size;
  }

  /** True once it is being killed, though it may not be gone yet. */
  get isDoomed(): boolean {
    return this.#killedBecause !== null;
  }

  get hasSuspect(): boolean {
    return [...this.#held.values()].some(({ ticket }) => ticket.isSuspect);
  }

  /** Answers how to call it off. */
  take(ticket: Ticket): () => void {
    const id = this.#nextId++;
    const held: Held = { ticket, calledOffFor: null };
    this.#held.set(id, held);
    this.#link.post({ kind: 'detect', id, ...ticket.request });
    return () => {
      held.calledOffFor ??= 0;
      this.#link.post({ kind: 'cancel', id });
    };
  }

  /** Asks it to end once it has finished what it has; it is killed if it does not. */
  shutDown(): void {
    this.#watchdog.stop();
    this.#link.post({ kind: 'shutdown' });
    const timer = setTimeout(() => this.kill('the process did not end when asked to'), this.#limits.shutdown_ms);
    this.#link.onExit(() => clearTimeout(timer));
  }

  kill(reason: string): void {
    this.#killedBecause ??= reason;
    this.#watchdog.stop();
    this.#link.kill();
  }

  #receive(message: DetectorToService): void {
    this.#watchdog.heard();
    switch (message.kind) {
      case 'hello':
        this.#owner.greeted(message.runtime, message.built_in);
        break;
      case 'loaded':
        this.#runLimit = Math.max(this.#limits.run_ms, this.#limits.run_factor * message.result.run_ms);
        this.#watchdog.turnTo({ type: 'idle' });
        this.#owner.loaded(message.result);
        break;
      case 'running':
        this.#running = message.id;
        this.#watchdog.turnTo({ type: 'running', limit_ms: this.#runLimit });
        break;
      case 'detected':
        this.#onDetected(message.id, message.result);
        break;
      case 'failed': {
        const error = VigilError.fromData(message.error);
        if (message.id === LOAD_ID) this.#owner.refused(error);
        else this.#release(message.id, (ticket) => ticket.fail(error));
        break;
      }
      case 'thumbnail':
        this.#thumbnails.get(message.id)?.(message.webp);
        this.#thumbnails.delete(message.id);
        break;
      case 'heartbeat':
        this.rssBytes = message.rss_bytes;
        break;
      default:
        assertNever(message);
    }
  }

  #onDetected(id: number, result: DetectResult): void {
    this.#release(id, (ticket) => {
      // Nobody would ever look at the thumbnail of an image that was called off.
      const isWanted = ticket.request.thumbnail && !ticket.isSettled;
      const thumbnail = isWanted
        ? new Promise<Uint8Array | null>((resolve) => this.#thumbnails.set(id, resolve))
        : Promise.resolve(null);
      ticket.succeed(result, thumbnail);
    });
  }

  #release(id: number, answer: (ticket: Ticket) => void): void {
    if (this.#running === id) {
      this.#running = null;
      this.#watchdog.turnTo({ type: 'idle' });
    }
    const held = this.#held.get(id);
    if (held === undefined) return;
    this.#held.delete(id);
    answer(held.ticket);
    this.#owner.relieved();
  }

  /** A decoder that hangs does not stop the heartbeat, but the process keeps the image that was called off. */
  #onTick(ms: number): void {
    if (this.#watchdog.activity.type !== 'idle') return;
    for (const held of this.#held.values()) {
      if (held.calledOffFor === null) continue;
      held.calledOffFor += ms;
      if (held.calledOffFor > this.#limits.heartbeat_ms) this.kill('the process did not let go of a cancelled image');
    }
  }

  #onOverdue(activity: Activity): void {
    const seconds = patienceWith(activity, this.#limits) / 1_000;
    switch (activity.type) {
      case 'loading':
        this.kill(`the process had not loaded the model after ${seconds} s`);
        break;
      case 'idle':
        this.kill(`the process gave no sign of life for ${seconds} s`);
        break;
      case 'running':
        this.#failRunning(
          `The model had not finished with this image after ${seconds} s, so its process was ended. ` +
            'If this repeats, load a smaller model or another export of it.',
        );
        this.kill(`a model run had not ended after ${seconds} s`);
        break;
      default:
        assertNever(activity);
    }
  }

  /** The image of the present run is answered now, since a second attempt would take as long. */
  #failRunning(detail: string): void {
    const held = this.#running === null ? undefined : this.#held.get(this.#running);
    held?.ticket.fail(new VigilError('inference_timeout', detail));
  }

  #end(exit: DetectorExit): void {
    this.#watchdog.stop();
    for (const resolve of this.#thumbnails.values()) resolve(null);
    this.#thumbnails.clear();
    const tickets = [...this.#held.values()].map(({ ticket }) => ticket).filter((ticket) => !ticket.isSettled);
    this.#held.clear();
    this.#owner.ended({ reason: this.#killedBecause ?? describeExit(exit), stderr: exit.stderr, tickets });
  }
}
