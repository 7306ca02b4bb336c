const RANGE = 2 ** 31;

/**
 * Random numbers that are the same for the same seed on every machine: sfc32 of Chris Doty-Humphrey's PractRand, 128 bits
 * of state with a counter, so that no seed has a short cycle.
 */
export class Random {
  readonly #state: Int32Array;

  constructor(seed: number) {
    this.#state = Int32Array.of(seed, 0x9e3779b9, 0x243f6a88, 1);
    for (let warm = 0; warm < 12; warm++) this.next();
  }

  /** Whole, from 0 to below 2^31. */
  next(): number {
    const state = this.#state;
    const a = state[0] as number;
    const b = state[1] as number;
    const c = state[2] as number;
    const counter = state[3] as number;
    const value = (a + b + counter) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + value;
    state[3] = counter + 1;
    return value >>> 1;
  }

  /** Uniform on [0, 1), 31 bits. */
  uniform(): number {
    return this.next() / RANGE;
  }

  /** Whole, from 0 to below `limit`, at most limit / 2^31 from uniform. */
  below(limit: number): number {
    return Math.floor(this.next() * (limit / RANGE));
  }

  /**
   * Moves a random choice of `count` members to the front of `order` (Fisher and Yates, stopped early). The order need
   * not be put back between draws: a uniform draw from any order is uniform.
   */
  drawGroup(order: Int32Array, count: number): void {
    const state = this.#state;
    // `next` written out on local variables: the draws are a third of a permutation test otherwise.
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let counter = state[3] as number;
    const size = order.length;
    for (let k = 0; k < count; k++) {
      const value = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + value) | 0;
      const other = k + (((value >>> 1) * ((size - k) / RANGE)) | 0);
      const member = order[other] as number;
      order[other] = order[k] as number;
      order[k] = member;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = counter;
  }
}

/** Seed from words (FNV-1a), so that the same windows and the same feature always get the same permutations. */
export function seedOf(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of words.join('\u0000')) {
    hash ^= character.codePointAt(0) as number;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Numbers 0 to size - 1, to draw groups from. */
export function identityOrder(size: number): Int32Array {
  const order = new Int32Array(size);
  for (let index = 0; index < size; index++) order[index] = index;
  return order;
}
