import { CANDIDATE_FLOOR, MAX_CANDIDATES } from '../../contract/candidates.ts';
import { VigilError } from '../../contract/errors.ts';
import type { DetectCommand, DetectResult } from '../../contract/messages.ts';
import type { ModelCard } from '../../contract/model.ts';
import type { ProviderReport } from '../../contract/provider.ts';
import { cancelled } from './refusals.ts';
import type { DetectJob, DetectOutcome } from './types.ts';

/** Who works on an image: the model and provider its result comes from, and the way to call it off. */
export interface Taker {
  model: ModelCard;
  provider: ProviderReport;
  cancel(): void;
}

/** One image from asking to answer, wherever it is meanwhile: waiting, with a lane, or back from a lane that died. */
export class Ticket {
  readonly request: Omit<DetectCommand, 'kind' | 'id'>;
  readonly outcome: Promise<DetectOutcome>;
  /** Waits behind all that is not, and as long as it takes. */
  readonly background: boolean;
  /** Processes that died while they had this image. */
  deaths = 0;
  readonly #asked = performance.now();
  readonly #leaveQueue: (ticket: Ticket) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #timeoutMs: number;
  #timer: NodeJS.Timeout | undefined;
  readonly #settle: { resolve(outcome: DetectOutcome): void; reject(error: VigilError): void };
  #taker: Taker | null = null;
  #queueMs = 0;
  #isSettled = false;

  /** @param leaveQueue called when the caller gives up, or the time is over, while the image waits */
  constructor(job: DetectJob, timeoutMs: number, leaveQueue: (ticket: Ticket) => void) {
    this.request = {
      image: job.image,
      limits: job.limits,
      floor: job.floor ?? CANDIDATE_FLOOR,
      max_candidates: job.max_candidates ?? MAX_CANDIDATES,
      thumbnail: job.thumbnail,
    };
    const { promise, resolve, reject } = Promise.withResolvers<DetectOutcome>();
    this.outcome = promise;
    this.#settle = { resolve, reject };
    this.#leaveQueue = leaveQueue;
    this.#timeoutMs = timeoutMs;
    this.background = job.background ?? false;
    if (!this.background) this.#startTimer();
    this.#signal = job.signal;
    this.#signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** True once a process has died with this image, which may be the cause: then nothing else is put at risk beside it. */
  get isSuspect(): boolean {
    return this.deaths > 0;
  }

  takenBy(taker: Taker): void {
    this.#taker = taker;
    this.#queueMs = performance.now() - this.#asked;
    if (this.background) this.#startTimer();
  }

  /** Its process died; it waits again. */
  returned(): void {
    this.deaths++;
    this.#taker = null;
    if (this.background) clearTimeout(this.#timer);
  }

  succeed(result: DetectResult, thumbnail: Promise<Uint8Array | null>): void {
    const taker = this.#taker;
    if (taker === null || !this.#close()) return;
    const { model, provider } = taker;
    this.#settle.resolve({ result, queue_ms: this.#queueMs, model, provider, thumbnail });
  }

  fail(error: VigilError): void {
    if (this.#close()) this.#settle.reject(error);
  }

  #abandon(error: VigilError): void {
    if (this.#taker === null) this.#leaveQueue(this);
    else this.#taker.cancel();
    this.fail(error);
  }

  readonly #onAbort = () => this.#abandon(cancelled());

  #startTimer(): void {
    clearTimeout(this.#timer);
    if (!this.#isSettled) this.#timer = setTimeout(() => this.#onTimeout(), this.#timeoutMs);
  }

  #onTimeout(): void {
    const seconds = `${this.#timeoutMs / 1_000} s`;
    const detail =
      this.#taker === null
        ? `The image was still waiting for a detector after ${seconds}. Send fewer images at a time, or use a smaller model.`
        : `The image was not finished after ${seconds}. Send it again, or use a smaller image or model.`;
    this.#abandon(new VigilError('inference_timeout', detail));
  }

  /** False when it was closed before. */
  #close(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#onAbort);
    return true;
  }
}
