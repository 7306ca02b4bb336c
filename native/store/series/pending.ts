import { addValue, type Slot } from './figures.ts';
import { FINEST_S } from './levels.ts';
import { hasSketch, keyOfResult } from './metrics.ts';
import type { ResultFigures, ResultOrigin } from './types.ts';

/** Slots of the finest level by their begin, in seconds since 1970. */
export type Slots = Map<number, Slot>;

/** The results of one model and source. */
export interface PendingLeaf {
  model_id: string | null;
  source: string | null;
  slots: Slots;
}

export interface PendingSample {
  at: number;
  values: Readonly<Record<string, number | null>>;
}

/** While a full disk keeps them from being written, the oldest go: half a day of samples. */
const MOST_SLOTS = 4_000;
const MOST_SAMPLES = 10_000;

const METRICS = (
  [
    'latency_ms',
    'inference_ms',
    'queue_ms',
    'confidence',
    'detections',
    'brightness',
    'contrast',
    'sharpness',
    'saturation',
    'embedding_distance',
  ] as const satisfies readonly (keyof ResultFigures)[]
).map((name) => ({ name, key: keyOfResult(name), withSketch: hasSketch(keyOfResult(name)) }));
const ERRORS = keyOfResult('errors');

/** Figures that are not written yet: in memory, and quick to add to. */
export class Pending {
  readonly #leaves = new Map<string, PendingLeaf>();
  #samples: PendingSample[] = [];
  /** The last result that was added; 0 where none was. */
  lastId = 0;

  get isEmpty(): boolean {
    return this.#leaves.size === 0 && this.#samples.length === 0;
  }

  get leaves(): Iterable<PendingLeaf> {
    return this.#leaves.values();
  }

  get samples(): readonly PendingSample[] {
    return this.#samples;
  }

  /** `id` of a kept result; null of one that is not. */
  addResult(id: number | null, origin: ResultOrigin, figures: ResultFigures): void {
    const slot = this.#slot(origin);
    for (const { name, key, withSketch } of METRICS) {
      const value = figures[name];
      if (value !== null && Number.isFinite(value)) addValue(slot, key, value, withSketch);
    }
    if (id !== null && id > this.lastId) this.lastId = id;
  }

  addFailure(origin: ResultOrigin): void {
    addValue(this.#slot(origin), ERRORS, 1, false);
  }

  addSample(sample: PendingSample): void {
    this.#samples.push(sample);
    if (this.#samples.length > MOST_SAMPLES) this.#samples.shift();
  }

  clear(): void {
    this.#leaves.clear();
    this.#samples = [];
  }

  #slot({ at, model_id, source }: ResultOrigin): Slot {
    const name = `${model_id ?? ''} ${source === null ? '' : `=${source}`}`;
    let leaf = this.#leaves.get(name);
    if (leaf === undefined) {
      leaf = { model_id, source, slots: new Map() };
      this.#leaves.set(name, leaf);
    }
    return slotAt(leaf.slots, at);
  }
}

/** The slot of a time in milliseconds since 1970, made where there is none. */
export function slotAt(slots: Slots, at: number): Slot {
  const t = Math.floor(at / 1_000 / FINEST_S) * FINEST_S;
  let slot = slots.get(t);
  if (slot === undefined) {
    slot = new Map();
    slots.set(t, slot);
    const oldest = slots.keys().next().value;
    if (slots.size > MOST_SLOTS && oldest !== undefined) slots.delete(oldest);
  }
  return slot;
}
