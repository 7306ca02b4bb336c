import { randomBytes } from 'node:crypto';
import type { Alert } from '../../contract/http/alerts.ts';
import {
  AlertNews,
  type DriftNews,
  type GpuNews,
  HEARTBEAT_MS,
  type JobNews,
  type ModelNews,
  type StreamData,
  type StreamEventName,
} from '../../contract/http/stream.ts';
import { ImageCounts, type ImageFact } from './image-counts.ts';
import { Pace } from './pace.ts';
import { Ring } from './ring.ts';

/** Events kept for readers that come back: some eight minutes of the busiest line. */
const KEPT_EVENTS = 1_000;
const IMAGES_EVERY_MS = 500;
const PROGRESS_EVERY_MS = 1_000;
const MACHINE_EVERY_MS = 2_000;
const MOST_REASON = 500;

/** Takes text of the stream as it is to be sent. */
export type NewsListener = (text: string) => void;

export interface NewsOptions {
  /** Figures of the moment that go with every event about images. */
  load(): { images_per_s: number; queue_length: number };
  /** What the machine does; asked only while somebody listens. */
  machine(): GpuNews;
  keptEvents?: number;
  machineEveryMs?: number;
  heartbeatMs?: number;
}

/**
 * What happens in this console, for whoever listens: one for the whole process. Nothing here throws, blocks or grows; what
 * comes in floods is put together before it is told.
 */
export class News {
  readonly #options: NewsOptions;
  readonly #ring: Ring;
  readonly #listeners = new Set<NewsListener>();
  readonly #closers = new Set<() => void>();
  readonly #counts = new ImageCounts();
  readonly #images = new Pace(IMAGES_EVERY_MS, () => this.#tellImages());
  readonly #verdicts: Latest<DriftNews>;
  readonly #progress: Latest<JobNews>;
  #timers: NodeJS.Timeout[] = [];
  #isClosed = false;

  constructor(options: NewsOptions) {
    this.#options = options;
    this.#ring = new Ring(randomBytes(4).toString('hex'), options.keptEvents ?? KEPT_EVENTS);
    this.#verdicts = new Latest(PROGRESS_EVERY_MS, (verdict) => this.#publish('drift', verdict));
    this.#progress = new Latest(PROGRESS_EVERY_MS, (progress) => this.#publish('job', progress));
  }

  image(fact: ImageFact): void {
    this.#counts.add(fact);
    this.#images.ask();
  }

  /** A thumbnail or a picture of a result can be asked for now. */
  picture(): void {
    this.#counts.addPicture();
    this.#images.ask();
  }

  drift(news: DriftNews): void {
    if (news.change === 'verdict') return this.#verdicts.set(news);
    // A verdict from before a change must not be told after it.
    this.#verdicts.drop();
    this.#publish('drift', news);
  }

  model(news: ModelNews): void {
    this.#publish('model', { ...news, reason: news.reason?.slice(0, MOST_REASON) ?? null });
  }

  job(news: JobNews): void {
    if (news.kind === 'evaluation' && news.state === 'running') return this.#progress.set(news);
    if (news.kind === 'evaluation') this.#progress.drop();
    this.#publish('job', news);
  }

  alert(alert: Alert): void {
    this.#publish('alert', AlertNews.parse(alert));
  }

  /**
   * Listens from now on. `after` is the id of the last event that the reader has, null for a new one: what it missed is
   * told at once, or a `reset` where that is not known. `onClose` is called when the console stops.
   */
  listen(after: string | null, listener: NewsListener, onClose: () => void): () => void {
    const missed = after === null ? { frames: [] } : this.#ring.since(after);
    // An id without data moves the reader's place and makes no event.
    const begin =
      'reset' in missed
        ? frame('reset', { reason: missed.reset }, this.#ring.lastId)
        : `${missed.frames.join('')}id: ${this.#ring.lastId}\n\n`;
    this.#listeners.add(listener);
    this.#closers.add(onClose);
    listener(begin);
    this.#startTimers();
    if (this.#isClosed) onClose();
    return () => {
      this.#listeners.delete(listener);
      this.#closers.delete(onClose);
      if (this.#listeners.size === 0) this.#stopTimers();
    };
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Tells every listener that it is over; nothing is told after that. */
  close(): void {
    this.#isClosed = true;
    this.#stopTimers();
    for (const pace of [this.#images, this.#verdicts, this.#progress]) pace.stop();
    for (const close of [...this.#closers]) close();
  }

  #tellImages(): void {
    this.#publish('inference', { ...this.#counts.take(), ...this.#options.load() });
  }

  #publish<Name extends StreamEventName>(name: Name, data: StreamData<Name>): void {
    if (this.#isClosed) return;
    this.#send(this.#ring.add((id) => frame(name, data, id)));
  }

  #send(text: string): void {
    for (const listener of [...this.#listeners]) listener(text);
  }

  #startTimers(): void {
    if (this.#timers.length > 0 || this.#isClosed) return;
    const { machine, machineEveryMs = MACHINE_EVERY_MS, heartbeatMs = HEARTBEAT_MS } = this.#options;
    this.#timers = [
      setInterval(() => {
        const now = orNull(machine);
        if (now !== null) this.#send(frame('gpu', now, null));
      }, machineEveryMs).unref(),
      setInterval(() => this.#send(': still here\n\n'), heartbeatMs).unref(),
    ];
  }

  #stopTimers(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }
}

/** A timer has nobody to throw to; what is not known now is known with the next turn. */
function orNull<Value>(ask: () => Value): Value | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

/** Tells the latest of many values, at a pace. */
class Latest<Value> {
  readonly #pace: Pace;
  #value: Value | null = null;

  constructor(everyMs: number, tell: (value: Value) => void) {
    this.#pace = new Pace(everyMs, () => {
      const value = this.#value;
      this.#value = null;
      if (value !== null) tell(value);
    });
  }

  set(value: Value): void {
    this.#value = value;
    this.#pace.ask();
  }

  drop(): void {
    this.#value = null;
    this.#pace.stop();
  }

  stop(): void {
    this.#pace.stop();
  }
}

/** An event as the HTML standard writes it; JSON has no line breaks, so its data is one line. */
function frame<Name extends StreamEventName>(name: Name, data: StreamData<Name>, id: string | null): string {
  return `${id === null ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
