import { expect, it } from 'vitest';
import { seededRandom } from '../testing/random.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { addValue, type Slot } from './figures.ts';
import { addPacked, nothing, packSlot, unpackSlot } from './packed.ts';
import { binOf, MergedSketch, packBins } from './sketch.ts';

function sketchOf(values: readonly number[]): MergedSketch {
  const sketch = new MergedSketch();
  for (const value of values) sketch.add(binOf(value), 1);
  return sketch;
}

/** Linear between the nearest ranks. */
function exact(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(rank)] ?? Number.NaN, sorted[Math.ceil(rank)] ?? Number.NaN];
  return below + (rank - Math.floor(rank)) * (above - below);
}

it('answers quantiles of any values within 1 %, from one to many', () => {
  const random = seededRandom(7);
  const draws: readonly (() => number)[] = [
    () => random(),
    () => 25 * Math.exp(0.8 * (random() + random() + random() - 1.5)),
    () => random() ** 8 * 60_000,
    () => (random() < 0.4 ? 0 : random() * 1e-3),
    () => 10 ** (12 * random() - 5),
  ];
  for (const draw of draws) {
    for (const count of [1, 2, 3, 10, 500, 5_000]) {
      const values = Array.from({ length: count }, draw);
      const [min, max] = [Math.min(...values), Math.max(...values)];
      const sketch = sketchOf(values);
      const shares = [0.5, 0, 0.01, 0.9, 0.95, 0.99, 1];
      for (const [i, quantile] of sketch.quantiles(shares, min, max).entries()) {
        const expected = exact(values, shares[i] ?? 0);
        expect(Math.abs(quantile - expected)).toBeLessThanOrEqual(0.01 * expected + 1e-9);
      }
    }
  }
});

it('knows nothing of no values, also after it was emptied', () => {
  const sketch = sketchOf([1, 2, 3]);
  sketch.clear();
  expect(sketch.quantiles([0.5], 0, 1)).toEqual([Number.NaN]);
  sketch.add(binOf(7), 1);
  expect(sketch.quantiles([0.5], 7, 7)).toEqual([7]);
});

it('takes a few bytes a bin, and loses nothing on the way', () => {
  const bins = new Map<number, number>();
  for (const value of [0, 1e-12, 1, 1.001, 20, 20.1, 1e9, 1e300]) {
    bins.set(binOf(value), (bins.get(binOf(value)) ?? 0) + 1);
  }
  const writer = new ByteWriter();
  packBins(bins, writer);
  expect(writer.written().length).toBeLessThan(5 * bins.size);
  const read = new MergedSketch();
  read.addPacked(new ByteReader(writer.written()), writer.written().length);
  const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
  const whole = sketchOf([0, 1e-12, 1, 1.001, 20, 20.1, 1e9, 1e300]);
  expect(read.quantiles(shares, 0, 1e300)).toEqual(whole.quantiles(shares, 0, 1e300));
});

it('packs the figures of all metrics, and reads one of them beside the others', () => {
  const random = seededRandom(3);
  const slot: Slot = new Map();
  for (let i = 0; i < 3_000; i++) addValue(slot, 1, random() * 1e4, true);
  addValue(slot, 2, 5.5, true);
  addValue(slot, 12, -3, false);
  addValue(slot, 12, 17_179_869_184, false);
  addValue(slot, 1_000, 0.25, false);
  const packed = packSlot(slot);
  expect(unpackSlot(packed)).toEqual(slot);

  const [sum, sketch] = [nothing(), new MergedSketch()];
  addPacked(packed, 12, sum, sketch);
  expect(sum).toEqual({ count: 2, min: -3, max: 17_179_869_184, sum: 17_179_869_181 });
  addPacked(packed, 13, sum, sketch);
  expect(sum.count).toBe(2);
  addPacked(packed, 2, sum, sketch);
  expect(sketch.quantiles([0.5], 5.5, 5.5)).toEqual([5.5]);
});

it('refuses bytes that it did not write', () => {
  const packed = packSlot(new Map([[12, { count: 2, min: 1, max: 2, sum: 3, bins: null }]]));
  const failure = expect.objectContaining({ code: 'storage_failed' });
  expect(() => unpackSlot(packed.subarray(0, 9))).toThrow(failure);
  expect(() => unpackSlot(Uint8Array.of(9, ...packed.subarray(1)))).toThrow(failure);
  expect(() => unpackSlot(packed.subarray(0, 2))).toThrow(failure);
});
