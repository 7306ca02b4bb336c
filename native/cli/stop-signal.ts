const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Ctrl-C reaches every process of the terminal, and each parent (npm, npx) passes it on again. */
const ECHO_MS = 500;

/** The wish that this process ends: the first signal is to be followed in order, a second one ends the process at once. */
export class StopSignal {
  readonly received: Promise<void>;
  #at: number | null = null;
  #resolve: () => void;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.received = promise;
    this.#resolve = resolve;
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
  }

  get isReceived(): boolean {
    return this.#at !== null;
  }

  dispose(): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }

  readonly #onSignal = (_: NodeJS.Signals, number: number): void => {
    const now = performance.now();
    if (this.#at === null) {
      this.#at = now;
      this.#resolve();
    } else if (now - this.#at > ECHO_MS) {
      process.exit(128 + number);
    }
  };
}
