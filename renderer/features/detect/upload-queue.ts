import { ApiProblem } from '../../api/client.ts';
import type { DetectTransport, SendResult } from './detect-transport.ts';
import {
  EMPTY_UPLOAD,
  type ImageFile,
  isBusy,
  itemById,
  type QueueItem,
  reduceUpload,
  type UploadEvent,
  type UploadState,
} from './upload-state.ts';

export interface UploadQueueOptions {
  /** Requests under way at once. Three keep the detector busy while one is sent and one is answered. */
  inFlight?: number;
  /** How often a console that does not answer is asked again, milliseconds. */
  probeEveryMs?: number;
}

/** An image whose connection breaks this often is to blame itself. */
const MAX_LOSSES = 3;

/**
 * Sends images to the console, a few at a time, and keeps what came of each. It lives outside React and outlasts the
 * page: `subscribe` and `get` are for useSyncExternalStore.
 */
export class UploadQueue {
  readonly #transport: DetectTransport;
  readonly #inFlight: number;
  readonly #probeEveryMs: number;
  readonly #listeners = new Set<() => void>();
  readonly #underWay = new Map<number, AbortController>();
  #state: UploadState = EMPTY_UPLOAD;
  #wakeUp: ReturnType<typeof setTimeout> | undefined;

  constructor(transport: DetectTransport, { inFlight = 3, probeEveryMs = 1_000 }: UploadQueueOptions = {}) {
    this.#transport = transport;
    this.#inFlight = inFlight;
    this.#probeEveryMs = probeEveryMs;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly get = (): UploadState => this.#state;

  /** Puts images at the end of the line; answers the id of the first. */
  add(files: readonly ImageFile[]): number {
    const first = this.#state.nextId;
    this.#dispatch({ type: 'added', files, at: performance.now() });
    return first;
  }

  /** Sends no more; what is under way is finished. */
  readonly pause = (): void => this.#dispatch({ type: 'paused' });
  readonly resume = (): void => this.#dispatch({ type: 'resumed' });

  /** Stops at once: breaks off what is under way and gives up what waits. */
  readonly cancel = (): void => {
    this.#dispatch({ type: 'cancelled' });
    this.#abortAll();
  };

  /** Sends failed or cancelled images again. */
  retry(ids: Iterable<number>): void {
    this.#dispatch({ type: 'retried', ids: new Set(ids), at: performance.now() });
  }

  retryAll(state: 'failed' | 'cancelled'): void {
    this.retry(this.#state.items.filter((item) => item.status.state === state).map(({ id }) => id));
  }

  /** Empties the list, breaking off what is under way. Answers the items, to be handed to `restore`. */
  clear(): readonly QueueItem[] {
    if (isBusy(this.#state)) this.cancel();
    const { items } = this.#state;
    this.#dispatch({ type: 'cleared' });
    return items;
  }

  restore(items: readonly QueueItem[]): void {
    this.#dispatch({ type: 'restored', items });
  }

  #dispatch(event: UploadEvent): void {
    const next = reduceUpload(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    if (next.flow.state !== 'held') this.#forgetWakeUp();
    this.#pump();
    for (const listener of this.#listeners) listener();
  }

  #pump(): void {
    while (this.#state.flow.state === 'running' && this.#underWay.size < this.#inFlight) {
      const next = this.#state.items.find(({ status }) => status.state === 'waiting');
      if (next === undefined) return;
      const controller = new AbortController();
      this.#underWay.set(next.id, controller);
      this.#state = reduceUpload(this.#state, { type: 'started', id: next.id });
      void this.#send(next, controller);
    }
  }

  async #send(item: QueueItem, controller: AbortController): Promise<void> {
    let result: SendResult;
    try {
      result = await this.#transport.send(item, controller.signal);
    } catch (error) {
      result = { type: 'failed', problem: new ApiProblem('internal', 'Something went wrong', String(error), null) };
    }
    // What was broken off has said so already, and may be under way again by now.
    if (controller.signal.aborted) return;
    this.#underWay.delete(item.id);
    this.#take(item.id, result);
  }

  #take(id: number, result: SendResult): void {
    const at = performance.now();
    switch (result.type) {
      case 'done':
        this.#dispatch({ type: 'done', id, outcome: result.outcome, at });
        break;
      case 'failed':
        this.#dispatch({ type: 'failed', id, problem: result.problem, at });
        break;
      case 'busy':
        this.#hold(id, 'queue_full', false);
        this.#wakeUpIn(result.retryAfterMs, () => this.#dispatch({ type: 'released' }));
        break;
      case 'no_model':
        this.#hold(id, 'no_model', false);
        this.#probeLater();
        break;
      case 'unreachable':
        if ((itemById(this.#state, id)?.losses ?? 0) + 1 >= MAX_LOSSES) {
          const detail = 'It broke three times. The log of the console may say why.';
          const problem = new ApiProblem('unreachable', 'The connection breaks with this image', detail, null);
          this.#dispatch({ type: 'failed', id, problem, at });
        } else {
          this.#hold(id, 'unreachable', true);
          this.#probeLater();
        }
    }
  }

  #hold(id: number, reason: 'queue_full' | 'no_model' | 'unreachable', lost: boolean): void {
    // First held and then returned, or the image would be sent again between the two.
    this.#dispatch({ type: 'held', reason });
    this.#dispatch({ type: 'returned', id, lost });
  }

  #probeLater(): void {
    this.#wakeUpIn(this.#probeEveryMs, async () => {
      const readiness = await this.#transport.probe(AbortSignal.timeout(5_000));
      if (this.#state.flow.state !== 'held') return;
      if (readiness === 'ready') {
        this.#dispatch({ type: 'released' });
      } else {
        this.#dispatch({ type: 'held', reason: readiness });
        this.#probeLater();
      }
    });
  }

  /** One wake-up at a time: while held, the first reason decides when to go on. */
  #wakeUpIn(ms: number, then: () => void | Promise<void>): void {
    if (this.#wakeUp !== undefined || this.#state.flow.state !== 'held') return;
    this.#wakeUp = setTimeout(() => {
      this.#wakeUp = undefined;
      void then();
    }, ms);
  }

  #forgetWakeUp(): void {
    clearTimeout(this.#wakeUp);
    this.#wakeUp = undefined;
  }

  #abortAll(): void {
    for (const controller of this.#underWay.values()) controller.abort();
    this.#underWay.clear();
  }
}
