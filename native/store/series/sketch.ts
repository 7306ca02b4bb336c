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

/** Calls `add` for each bin of a sketch that ends before `end`. */
function eachBin(from: ByteReader, end: number, add: (bin: number, count: number) => void): void {
  let bin = ZERO_BIN;
  while (from.at < end) {
    bin += from.varint();
    add(bin, from.varint());
  }
}

export function unpackBins(from: ByteReader, end: number): Bins {
  const bins: Bins = new Map();
  eachBin(from, end, (bin, count) => bins.set(bin, count));
  return bins;
}

/** A sketch that others are added to, and that answers quantiles. Its memory is used again after `clear`. */
export class MergedSketch {
  readonly #counts = new Float64Array(2 * LARGEST_BIN + 1);
  #lowest = LARGEST_BIN;
  #highest = ZERO_BIN;
  #count = 0;

  readonly add = (bin: number, count: number): void => {
    const at = bin - ZERO_BIN;
    this.#counts[at] = (this.#counts[at] ?? 0) + count;
    this.#count += count;
    if (bin < this.#lowest) this.#lowest = bin;
    if (bin > this.#highest) this.#highest = bin;
  };

  addPacked(from: ByteReader, end: number): void {
    eachBin(from, end, this.add);
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
   * The quantile `q`, 0 to 1, of values that are known to lie between `min` and `max`: linear between the two values whose
   * ranks are nearest (type 7 of Hyndman and Fan), each within 0.5 %. NaN of none.
   */
  quantile(q: number, min: number, max: number): number {
    if (this.#count === 0) return Number.NaN;
    const rank = q * (this.#count - 1);
    const below = Math.floor(rank);
    const lower = this.#atRank(below, min, max);
    return rank === below ? lower : lower + (rank - below) * (this.#atRank(below + 1, min, max) - lower);
  }

  #atRank(rank: number, min: number, max: number): number {
    if (rank <= 0) return min;
    if (rank >= this.#count - 1) return max;
    let seen = 0;
    for (let bin = this.#lowest; bin <= this.#highest; bin++) {
      seen += this.#counts[bin - ZERO_BIN] ?? 0;
      if (seen > rank) return Math.max(min, Math.min(bin === ZERO_BIN ? 0 : mapping.value(bin), max));
    }
    return max;
  }
}
