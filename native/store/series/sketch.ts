import { DDSketch } from '@datadog/sketches-js';
import type { ByteReader, ByteWriter } from './bytes.ts';

/**
 * Quantile sketches that can be merged: DDSketch (Masson, Rim, Lee, "DDSketch: a fast and fully-mergeable quantile sketch
 * with relative-error guarantees", VLDB 2019). A value falls into the bin of its logarithm, a sketch is how many fell into
 * each, and merging adds them up without any loss. The bins are those of the library, in a form of our own: a few bytes for
 * each bin that is not empty, which thousands of sketches can be added up from in milliseconds.
 *
 * Half of the 1 % that is promised, so that interpolation between two values stays within it too.
 */
const ACCURACY = 0.005;
const { mapping } = new DDSketch({ relativeAccuracy: ACCURACY });

/** What is smaller (a picosecond where it is of milliseconds) counts as zero, and stands in the lowest bin. */
const SMALLEST = 1e-9;
const LARGEST_BIN = 4_000;
const ZERO_BIN = -LARGEST_BIN;

/** How many values fell into which bin. */
export type Bins = Map<number, number>;

/** The bin of a value, which is not negative. */
export function binOf(value: number): number {
  if (value < SMALLEST) return ZERO_BIN;
  return Math.max(ZERO_BIN + 1, Math.min(mapping.key(value), LARGEST_BIN));
}

export function packBins(bins: Bins, to: ByteWriter): void {
  let before = ZERO_BIN;
  for (const bin of [...bins.keys()].sort((a, b) => a - b)) {
    to.varint(bin - before);
    to.varint(bins.get(bin) ?? 0);
    before = bin;
  }
}

export function unpackBins(from: ByteReader, end: number): Bins {
  const bins: Bins = new Map();
  let bin = ZERO_BIN;
  while (from.at < end) {
    bin += from.varint();
    bins.set(bin, from.varint());
  }
  return bins;
}

/** A sketch that others are added to, and that answers quantiles. Its memory is used again after `clear`. */
export class MergedSketch {
  readonly #counts = new Float64Array(2 * LARGEST_BIN + 1);
  #lowest = LARGEST_BIN;
  #highest = ZERO_BIN;
  #count = 0;

  add(bin: number, count: number): void {
    const at = bin - ZERO_BIN;
    this.#counts[at] = (this.#counts[at] ?? 0) + count;
    this.#count += count;
    if (bin < this.#lowest) this.#lowest = bin;
    if (bin > this.#highest) this.#highest = bin;
  }

  /** Adds a sketch that ends before `end`. */
  addPacked(from: ByteReader, end: number): void {
    let bin = ZERO_BIN;
    while (from.at < end) {
      bin += from.varint();
      this.add(bin, from.varint());
    }
  }

  addAll(other: MergedSketch): void {
    for (let bin = other.#lowest; bin <= other.#highest; bin++) {
      const count = other.#counts[bin - ZERO_BIN] ?? 0;
      if (count > 0) this.add(bin, count);
    }
  }

  clear(): void {
    if (this.#count > 0) this.#counts.fill(0, this.#lowest - ZERO_BIN, this.#highest - ZERO_BIN + 1);
    this.#lowest = LARGEST_BIN;
    this.#highest = ZERO_BIN;
    this.#count = 0;
  }

  /**
   * The quantiles of `shares`, 0 to 1, of values that are known to lie between `min` and `max`: each linear between the two
   * values whose ranks are nearest (type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996), which are
   * known to 0.5 %. NaN of no values.
   */
  quantiles(shares: readonly number[], min: number, max: number): number[] {
    if (this.#count === 0) return shares.map(() => Number.NaN);
    const last = this.#count - 1;
    const places = shares.map((share) => {
      const rank = share * last;
      const below = Math.floor(rank);
      return { below, above: Math.min(below + 1, last), weight: rank - below };
    });
    const values = this.#atRanks(
      places.flatMap(({ below, above }) => [below, above]),
      min,
      max,
    );
    return places.map(({ below, above, weight }) => {
      const lower = values.get(below) ?? min;
      return lower + weight * ((values.get(above) ?? max) - lower);
    });
  }

  /** The values of ranks, from 0: in one pass, since most of a wide sketch is empty. */
  #atRanks(ranks: readonly number[], min: number, max: number): Map<number, number> {
    const values = new Map<number, number>();
    let bin = this.#lowest;
    let seen = this.#counts[bin - ZERO_BIN] ?? 0;
    for (const rank of [...ranks].sort((a, b) => a - b)) {
      while (seen <= rank && bin < this.#highest) seen += this.#counts[++bin - ZERO_BIN] ?? 0;
      const isEnd = rank === 0 || rank === this.#count - 1;
      const middle = bin === ZERO_BIN ? 0 : mapping.value(bin);
      values.set(rank, isEnd ? (rank === 0 ? min : max) : Math.max(min, Math.min(middle, max)));
    }
    return values;
  }
}
