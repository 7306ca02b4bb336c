import { VigilError } from '../../contract/errors.ts';

/** First in, first out, with a bound on what may wait. */
export class BoundedQueue<T> {
  readonly limit: number;
  #items: T[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  get length(): number {
    return this.#items.length;
  }

  first(): T | undefined {
    return this.#items[0];
  }

  /** Throws `queue_full`. */
  push(item: T): void {
    if (this.#items.length >= this.limit) {
      throw new VigilError(
        'queue_full',
        `${this.#items.length} images are waiting, which is the limit. Send this one again later, or fewer at a time.`,
      );
    }
    this.#items.push(item);
  }

  /** Puts back, ahead of all, what had its turn before; the bound does not apply to it. */
  putBack(items: readonly T[]): void {
    this.#items.unshift(...items);
  }

  shift(): T | undefined {
    return this.#items.shift();
  }

  remove(item: T): void {
    const at = this.#items.indexOf(item);
    if (at >= 0) this.#items.splice(at, 1);
  }

  /** Everything that waited; the queue is empty afterwards. */
  drain(): T[] {
    return this.#items.splice(0);
  }
}
