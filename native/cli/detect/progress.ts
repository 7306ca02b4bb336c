/**
 * One line on stderr that says how far the work is: done, total, rate, time left. It is there only on a terminal.
 * Results are to be printed through `around`, so that they do not mix with the line.
 */
export class Progress {
  readonly #total: number;
  readonly #started = performance.now();
  readonly #visible: boolean;
  #done = 0;

  constructor(total: number, isTerminal: boolean) {
    this.#total = total;
    this.#visible = isTerminal && total > 1;
  }

  /** One more image is done; `print` writes its result. */
  around(print: () => void): void {
    this.#done += 1;
    if (this.#visible) process.stderr.write('\r\x1b[K');
    print();
    if (!this.#visible || this.#done === this.#total) return;
    process.stderr.write(progressLine(this.#done, this.#total, performance.now() - this.#started));
  }
}

export function progressLine(done: number, total: number, elapsedMs: number): string {
  const rate = (done * 1000) / elapsedMs;
  const left = Math.ceil((total - done) / rate);
  return `${done}/${total}  ${rate.toFixed(1)} images/s  ${left} s left`;
}
