const WIDTH = 30;
const REDRAW_MS = 100;
const MIB = 2 ** 20;

/**
 * How far a download is, on stderr: a bar on a terminal, elsewhere one line every ten percent. `begun` is what was here
 * before, which counts for the share and not for the rate.
 */
export class PullProgress {
  readonly #total: number;
  readonly #isTerminal: boolean;
  readonly #write: (text: string) => void;
  readonly #clock: () => number;
  #begun: { at: number; bytes: number } | null = null;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #tenths = -1;

  constructor(
    total: number,
    isTerminal: boolean,
    write: (text: string) => void = (text) => void process.stderr.write(text),
    clock: () => number = () => performance.now(),
  ) {
    this.#total = total;
    this.#isTerminal = isTerminal;
    this.#write = write;
    this.#clock = clock;
  }

  report(bytes: number): void {
    const now = this.#clock();
    this.#begun ??= { at: now, bytes };
    const figures = progressFigures(bytes, this.#total, bytes - this.#begun.bytes, now - this.#begun.at);
    if (this.#isTerminal) {
      if (now - this.#drawnAt < REDRAW_MS && bytes < this.#total) return;
      this.#drawnAt = now;
      const filled = Math.floor((bytes / this.#total) * WIDTH);
      this.#write(`\r\x1b[K[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${figures}`);
      return;
    }
    const tenths = Math.floor((bytes / this.#total) * 10);
    if (tenths <= this.#tenths) return;
    this.#tenths = tenths;
    this.#write(`${figures}\n`);
  }

  /** Takes the bar away, so that a line can be written. It comes back with the next report. */
  clear(): void {
    if (this.#isTerminal && this.#drawnAt !== Number.NEGATIVE_INFINITY) this.#write('\r\x1b[K');
  }
}

/** `34 %  1.2 of 3.5 MiB  2.4 MiB/s  1 s left`; rate and remaining time once they mean something. */
export function progressFigures(bytes: number, total: number, fetched: number, elapsedMs: number): string {
  const parts = [`${Math.floor((bytes / total) * 100)} %`, `${mib(bytes)} of ${mib(total)} MiB`];
  if (elapsedMs >= 500 && fetched > 0) {
    const perSecond = (fetched / elapsedMs) * 1_000;
    parts.push(`${mib(perSecond)} MiB/s`);
    if (bytes < total) parts.push(`${Math.ceil((total - bytes) / perSecond)} s left`);
  }
  return parts.join('  ');
}

export const mib = (bytes: number): string => (bytes / MIB).toFixed(1);
