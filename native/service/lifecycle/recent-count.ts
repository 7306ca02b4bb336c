const SPAN_MS = 10_000;
const BUCKET_MS = 250;
const BUCKETS = SPAN_MS / BUCKET_MS;

/** How often something happened over the last ten seconds, in constant memory. */
export class RecentCount {
  readonly #counts = new Uint32Array(BUCKETS);
  readonly #clock: () => number;
  #newest: number;

  /** The clock answers milliseconds and never goes back. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
    this.#newest = Math.floor(clock() / BUCKET_MS);
  }

  add(): void {
    this.#forget();
    const at = this.#newest % BUCKETS;
    this.#counts[at] = (this.#counts[at] as number) + 1;
  }

  /** Mean over the last ten seconds. */
  perSecond(): number {
    this.#forget();
    return this.#counts.reduce((sum, count) => sum + count, 0) / (SPAN_MS / 1_000);
  }

  /** Empties the buckets that have become too old since the last look. */
  #forget(): void {
    const now = Math.floor(this.#clock() / BUCKET_MS);
    for (let steps = Math.min(now - this.#newest, BUCKETS); steps > 0; steps--) {
      this.#counts[(now - steps + 1) % BUCKETS] = 0;
    }
    this.#newest = now;
  }
}
