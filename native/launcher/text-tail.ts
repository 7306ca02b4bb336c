const LINES = 40;
const LINE_LENGTH = 500;

/** The last lines of a stream of text, long ones cut: enough to tell what happened, bounded whatever is written. */
export class TextTail {
  readonly #lines: string[] = [];
  #unfinished = '';

  write(text: string): void {
    const lines = (this.#unfinished + text).split(/\r?\n/);
    this.#unfinished = (lines.pop() ?? '').slice(0, LINE_LENGTH);
    for (const line of lines) this.#lines.push(line.slice(0, LINE_LENGTH));
    this.#lines.splice(0, this.#lines.length - LINES);
  }

  toString(): string {
    const lines = this.#unfinished === '' ? this.#lines : [...this.#lines, this.#unfinished];
    return lines.slice(-LINES).join('\n');
  }
}
