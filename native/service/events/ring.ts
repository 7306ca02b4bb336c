import type { ResetNews } from '../../contract/http/stream.ts';

/** What a reader that comes back has missed; or why that cannot be told. */
export type Missed = { frames: string[] } | { reset: ResetNews['reason'] };

/** The last events under their ids, `RUN-NUMBER`: another run of the console is told from this one by the first part. */
export class Ring {
  readonly #run: string;
  readonly #capacity: number;
  /** Oldest first; the number of the newest is `#newest`. */
  readonly #frames: string[] = [];
  #newest = 0;

  constructor(run: string, capacity: number) {
    this.#run = run;
    this.#capacity = capacity;
  }

  /** Of the newest event, from which on a reader is to be told. */
  get lastId(): string {
    return this.#idOf(this.#newest);
  }

  /** Keeps an event, whose frame is made once its id is known, and answers the frame. */
  add(frameOf: (id: string) => string): string {
    this.#newest++;
    const frame = frameOf(this.lastId);
    this.#frames.push(frame);
    if (this.#frames.length > this.#capacity) this.#frames.shift();
    return frame;
  }

  since(id: string): Missed {
    const [, run, digits] = /^([0-9a-f]+)-(\d{1,15})$/.exec(id) ?? [];
    if (run === undefined) return { reset: 'unknown_id' };
    if (run !== this.#run) return { reset: 'another_run' };
    const missed = this.#newest - Number(digits);
    if (missed < 0) return { reset: 'unknown_id' };
    if (missed > this.#frames.length) return { reset: 'too_old' };
    return { frames: missed === 0 ? [] : this.#frames.slice(-missed) };
  }

  #idOf(number: number): string {
    return `${this.#run}-${number}`;
  }
}
