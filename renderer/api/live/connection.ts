import { HEARTBEAT_MS, STREAM_DATA, StreamEvent } from '../../../native/contract/http/stream.ts';
import { SseReader } from './sse.ts';

/**
 *   closed ──▶ connecting ──▶ up ──▶ waiting ──▶ connecting ...
 *      ▲──────────┴───────────┴────────┘ nobody wants it any more
 */
export type StreamState = 'closed' | 'connecting' | 'up' | 'waiting';

export interface ConnectionOptions {
  /** Answers the text of the stream as it comes, after the event `lastId`; rejects where there is none. */
  open(lastId: string | null, signal: AbortSignal): Promise<AsyncIterable<string>>;
  onEvent(event: StreamEvent): void;
  /** What is shown may be out of date: the stream begins, and not where the one before broke off. */
  onAnew(): void;
  /** It was up and is no more. */
  onDown(): void;
  /** Why one could not be opened. */
  onRefused?(error: unknown): void;
}

/** A console that is silent for so long is taken for gone: comments come more often. */
const SILENCE_MS = 2.5 * HEARTBEAT_MS;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** One connection to the events of the console for as long as it is wanted; opened again when it breaks. */
export class EventConnection {
  readonly #options: ConnectionOptions;
  readonly #reader = new SseReader();
  readonly #listeners = new Set<() => void>();
  #state: StreamState = 'closed';
  #wanted: AbortController | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  readonly get = (): StreamState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  want(isWanted: boolean): void {
    if (isWanted === (this.#wanted !== null)) return;
    this.#wanted?.abort();
    this.#wanted = null;
    if (!isWanted) return this.#become('closed');
    this.#wanted = new AbortController();
    void this.#keep(this.#wanted.signal);
  }

  async #keep(left: AbortSignal): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!left.aborted) {
      this.#become('connecting');
      const wasUp = await this.#attempt(left);
      if (left.aborted) return;
      this.#become('waiting');
      if (wasUp) {
        wait = FIRST_WAIT_MS;
        this.#options.onDown();
      }
      await pause(wait, left);
      wait = Math.min(2 * wait, LONGEST_WAIT_MS);
    }
  }

  /** Answers whether it was up, when it is over. */
  async #attempt(left: AbortSignal): Promise<boolean> {
    const silent = new AbortController();
    const signal = AbortSignal.any([left, silent.signal]);
    let timer = setTimeout(() => silent.abort(), SILENCE_MS);
    let isUp = false;
    try {
      const { lastId } = this.#reader;
      const texts = await this.#options.open(lastId, signal);
      this.#reader.begin();
      for await (const text of texts) {
        if (signal.aborted) break;
        clearTimeout(timer);
        timer = setTimeout(() => silent.abort(), SILENCE_MS);
        if (!isUp) {
          isUp = true;
          this.#become('up');
          if (lastId === null) this.#options.onAnew();
        }
        for (const { event, data } of this.#reader.push(text)) this.#take(event, data);
      }
    } catch (error) {
      if (!isUp && !signal.aborted) this.#options.onRefused?.(error);
    } finally {
      clearTimeout(timer);
      // Left half read, it would go on.
      silent.abort();
    }
    return isUp;
  }

  #take(name: string, text: string): void {
    // One that a later console has and this page does not know.
    if (!(name in STREAM_DATA)) return;
    const event = StreamEvent.safeParse({ event: name, data: parse(text) });
    if (!event.success) return;
    if (event.data.event === 'reset') this.#options.onAnew();
    else this.#options.onEvent(event.data);
  }

  #become(state: StreamState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Resolves after a while, or as soon as nobody waits any more. */
function pause(ms: number, left: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    left.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      left.removeEventListener('abort', done);
      resolve();
    }
  });
}
