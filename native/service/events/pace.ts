/** Calls `act` at once, then at most every `everyMs` however often it is asked to, and once more after the last time. */
export class Pace {
  readonly #everyMs: number;
  readonly #act: () => void;
  #last = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(everyMs: number, act: () => void) {
    this.#everyMs = everyMs;
    this.#act = act;
  }

  ask(): void {
    if (this.#timer !== undefined) return;
    const wait = this.#last + this.#everyMs - performance.now();
    if (wait <= 0) this.#now();
    else this.#timer = setTimeout(() => this.#now(), wait).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #now(): void {
    this.stop();
    this.#last = performance.now();
    this.#act();
  }
}
