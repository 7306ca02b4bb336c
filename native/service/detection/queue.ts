import { VigilError } from '../../contract/errors.ts';

/**
 * First in, first out, with a bound on what may wait. What is done in the background waits in a line of its own, behind all
 * else, and is not counted.
 */
export class BoundedQueue<T> {
  readonly limit: number;
  readonly #isBackground: (item: T) => boolean;
  #items: T[] = [];
  #background: T[] = [];

  constructor(limit: number, isBackground: (item: T) => boolean = () => false) {
    this.limit = limit;
    this.#isBackground = isBackground;
  }

  get length(): number {
    return this.#items.length;
  }

  first(): T | undefined {
    return this.#items[0] ?? this.#background[0];
  }

  /** Throws `queue_full`. */
  push(item: T): void {
    const line = this.#isBackground(item) ? this.#background : this.#items;
    if (line.length >= this.limit) {
      throw new VigilError(
        'queue_full',
        `${line.length} images are waiting, which is the limit. Send this one again later, or fewer at a time.`,
      );
    }
    line.push(item);
  }

  /** Puts back, ahead of all like them, what had its turn before; the bound does not apply to it. */
  putBack(items: readonly T[]): void {
    this.#items.unshift(...items.filter((item) => !this.#isBackground(item)));
    this.#background.unshift(...items.filter((item) => this.#isBackground(item)));
  }

  shift(): T | undefined {
    return this.#items.length > 0 ? this.#items.shift() : this.#background.shift();
  }

  remove(item: T): void {
    const line = this.#isBackground(item) ? this.#background : this.#items;
    const at = line.indexOf(item);
    if (at >= 0) line.splice(at, 1);
  }

  /** Everything that waited; the queue is empty afterwards. */
  drain(): T[] {
    return [...this.#items.splice(0), ...this.#background.splice(0)];
  }
}
