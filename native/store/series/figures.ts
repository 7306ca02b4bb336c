import { type Bins, binOf } from './sketch.ts';

/** Some values of one metric as one. */
export interface Figures {
  count: number;
  min: number;
  max: number;
  sum: number;
  /** Null where no percentiles are kept. */
  bins: Bins | null;
}

/** Figures by the key of their metric. */
export type Slot = Map<number, Figures>;

export function figuresOf(value: number, withSketch: boolean): Figures {
  return { count: 1, min: value, max: value, sum: value, bins: withSketch ? new Map([[binOf(value), 1]]) : null };
}

export function addValue(slot: Slot, metric: number, value: number, withSketch: boolean): void {
  const known = slot.get(metric);
  if (known === undefined) {
    slot.set(metric, figuresOf(value, withSketch));
    return;
  }
  known.count++;
  known.sum += value;
  if (value < known.min) known.min = value;
  if (value > known.max) known.max = value;
  if (known.bins !== null) addTo(known.bins, binOf(value), 1);
}

/** Adds all figures of one slot to another, which shares no memory with it afterwards. */
export function mergeInto(slot: Slot, other: ReadonlyMap<number, Figures>): void {
  for (const [metric, figures] of other) {
    const known = slot.get(metric);
    if (known === undefined) {
      slot.set(metric, { ...figures, bins: figures.bins === null ? null : new Map(figures.bins) });
      continue;
    }
    known.count += figures.count;
    known.sum += figures.sum;
    known.min = Math.min(known.min, figures.min);
    known.max = Math.max(known.max, figures.max);
    if (known.bins !== null) for (const [bin, count] of figures.bins ?? []) addTo(known.bins, bin, count);
  }
}

function addTo(bins: Bins, bin: number, count: number): void {
  bins.set(bin, (bins.get(bin) ?? 0) + count);
}
