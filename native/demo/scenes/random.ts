/**
 * Reproducible random numbers: sfc32 of Chris Doty-Humphrey's PractRand (three words of state and a counter; the first
 * fifteen outputs after seeding are thrown away). Each purpose has a stream of its own, so that a knob which takes more
 * numbers for one purpose moves nothing else in the picture.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, stream: number) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 0x1_0000_0000) | 0;
    this.#c = stream | 0;
    for (let round = 0; round < 15; round += 1) this.word();
  }

  /** The next 32 bits, as an unsigned number. */
  word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Evenly spread, 0 included, 1 not. */
  unit(): number {
    return this.word() / 0x1_0000_0000;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.unit() < share;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[Math.floor(this.unit() * items.length)] as Item;
  }

  /** Mean 0, deviation 1, never beyond 6: the sum of twelve even numbers (Irwin-Hall), which needs no logarithm. */
  normal(): number {
    let sum = -6;
    for (let index = 0; index < 12; index += 1) sum += this.unit();
    return sum;
  }

  /** How many events happen where `mean` are expected (Knuth's product of even numbers). */
  poisson(mean: number): number {
    // Half at a time keeps e^-mean far from the smallest number.
    if (mean > 12) return this.poisson(mean / 2) + this.poisson(mean / 2);
    const limit = exponential(-mean);
    let count = 0;
    for (let product = this.unit(); product > limit; product *= this.unit()) count += 1;
    return count;
  }
}

/** e^x for x in -16 to 1, to 1 part in 10^5, from multiplications alone; see trigonometry.ts for why. */
export function exponential(x: number): number {
  const step = x / 1024;
  let power = 1 + step + (step * step) / 2 + (step * step * step) / 6;
  for (let doubling = 0; doubling < 10; doubling += 1) power *= power;
  return power;
}
