import { VigilError } from '../../contract/errors.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { type Figures, figuresOf, type Slot } from './figures.ts';
import { hasSketch } from './metrics.ts';
import { binOf, type MergedSketch, packBins, unpackBins } from './sketch.ts';

const FORMAT = 1;

const whole = new ByteWriter();
const part = new ByteWriter();

/**
 * The figures of a slot as bytes: `format u8`, then of each metric `key varint | count varint`, of a single value
 * `value f64`, of more `min f64 | max f64 | sum f64`, and with percentiles `length varint | bins`, where each bin is the
 * distance to the one before and its count, as varints. All little endian.
 */
export function packSlot(slot: Slot): Uint8Array {
  whole.clear();
  whole.u8(FORMAT);
  for (const [metric, figures] of slot) {
    whole.varint(metric);
    whole.varint(figures.count);
    if (figures.count === 1) {
      whole.f64(figures.sum);
      continue;
    }
    whole.f64(figures.min);
    whole.f64(figures.max);
    whole.f64(figures.sum);
    if (!hasSketch(metric)) continue;
    part.clear();
    packBins(figures.bins ?? new Map(), part);
    const bins = part.written();
    whole.varint(bins.length);
    whole.append(bins);
  }
  return whole.written().slice();
}

/** The inverse. Throws `storage_failed` on bytes that `packSlot` did not make. */
export function unpackSlot(bytes: Uint8Array): Slot {
  const slot: Slot = new Map();
  readPacked(bytes, (metric, from) => {
    const count = from.varint();
    if (count === 1) {
      slot.set(metric, figuresOf(from.f64(), hasSketch(metric)));
      return true;
    }
    const figures: Figures = { count, min: from.f64(), max: from.f64(), sum: from.f64(), bins: null };
    if (hasSketch(metric)) {
      const length = from.varint();
      figures.bins = unpackBins(from, from.at + length);
    }
    slot.set(metric, figures);
    return true;
  });
  return slot;
}

/** Figures of one metric that packed ones are added to. */
export interface Sum {
  count: number;
  min: number;
  max: number;
  sum: number;
}

export const nothing = (): Sum => ({
  count: 0,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
  sum: 0,
});

/** Adds what packed figures say of one metric, which may be nothing, to a sum and to a sketch where one is given. */
export function addPacked(bytes: Uint8Array, wanted: number, to: Sum, sketch: MergedSketch | null): void {
  readPacked(bytes, (metric, from) => {
    const count = from.varint();
    if (metric !== wanted) {
      from.at += count === 1 ? 8 : 24;
      if (count > 1 && hasSketch(metric)) {
        const length = from.varint();
        from.at += length;
      }
      return true;
    }
    const first = from.f64();
    const max = count === 1 ? first : from.f64();
    to.count += count;
    to.min = Math.min(to.min, first);
    to.max = Math.max(to.max, max);
    to.sum += count === 1 ? first : from.f64();
    if (sketch !== null && hasSketch(metric)) {
      if (count === 1) {
        sketch.add(binOf(first), 1);
      } else {
        const length = from.varint();
        sketch.addPacked(from, from.at + length);
      }
    }
    return false;
  });
}

/** Calls `read` for each metric, with the reader behind its key, until it answers false. */
function readPacked(bytes: Uint8Array, read: (metric: number, from: ByteReader) => boolean): void {
  const from = new ByteReader(bytes);
  try {
    if (from.u8() !== FORMAT) throw new RangeError('The format is unknown');
    while (!from.isAtEnd) if (!read(from.varint(), from)) return;
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new VigilError('storage_failed', 'A stored roll-up is unreadable. Charts of its time cannot be drawn.', {
      cause: thrown,
    });
  }
}
