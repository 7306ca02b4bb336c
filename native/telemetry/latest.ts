/**
 * The newest answer of a source that may take its time: a disk over a network, a driver in distress. It is asked at most
 * once at a time, so that one that hangs costs a single pending call and nobody waits for it.
 */
export class Latest<Value> {
  readonly #read: () => Promise<Value>;
  readonly #everyMs: number;
  readonly #clock: () => number;
  #askedAt: number | null = null;
  #isPending = false;
  #value: Value | null = null;
  #pending: Promise<void> = Promise.resolve();

  /** `read` must not reject; `everyMs` is the least time between two questions. */
  constructor(read: () => Promise<Value>, everyMs: number, clock: () => number) {
    this.#read = read;
    this.#everyMs = everyMs;
    this.#clock = clock;
  }

  /** Null until there is a first answer. */
  get value(): Value | null {
    return this.#value;
  }

  /** Milliseconds that a question has been open for; 0 where none is. */
  get openFor(): number {
    return this.#isPending && this.#askedAt !== null ? this.#clock() - this.#askedAt : 0;
  }

  /** Asks where it is time to. Resolves when the question that is open now is answered. */
  refresh(): Promise<void> {
    const now = this.#clock();
    const isDue = this.#askedAt === null || now - this.#askedAt >= this.#everyMs;
    if (!this.#isPending && isDue) {
      this.#askedAt = now;
      this.#isPending = true;
      this.#pending = this.#ask();
    }
    return this.#pending;
  }

  async #ask(): Promise<void> {
    try {
      this.#value = await this.#read();
    } finally {
      this.#isPending = false;
    }
  }
}
