import { Random } from '../../native/drift/random/random.ts';
import { sortNumbers, standardDeviation } from '../../native/drift/sample/numeric.ts';
import { columnsOf, toWindow } from '../../native/service/drift/features.ts';
import type { DriftSample } from '../../native/store/drift-types.ts';
import type { LinePicture } from './line-pictures.ts';
import { CONFIG, type Rule } from './rules.ts';
import { BEFORE, halfOf } from './stream.ts';
import { anyAlarms, firstAlarms, type Stream } from './watch.ts';

type Columns = DriftSample['features'];
type Shown = Pick<DriftSample, 'features' | 'embedding'>;

/**
 * The six of the drift methods' measurements, and which way each moves: those that the line's pictures have, to be compared
 * with the drawn ones.
 */
const SIX: readonly { name: string; sign: 1 | -1 }[] = [
  { name: 'brightness', sign: -1 },
  { name: 'contrast', sign: 1 },
  { name: 'sharpness', sign: 1 },
  { name: 'box_area', sign: -1 },
  { name: 'confidence', sign: -1 },
  { name: 'detections', sign: 1 },
];

/** Everything that the console watches, or the six numbers alone. */
export type Watched = 'all' | 'six';

/** Pictures of a normal shift, of which runs are made by chance. */
export class Pool {
  readonly #pictures: readonly Shown[];
  readonly #deviations: ReadonlyMap<string, number>;

  constructor(pictures: readonly LinePicture[], watched: Watched) {
    this.#pictures = pictures.map((picture) => toShown(picture, watched));
    this.#deviations = new Map(SIX.map(({ name }) => [name, deviationOf(this.#pictures, name)]));
  }

  get size(): number {
    return this.#pictures.length;
  }

  /** Which rules raise an alarm in a reference and `images` that are all of the pool, each at most once. */
  runQuietly(seed: number, images: number): Record<Rule, boolean> {
    const [reference, rest] = this.#draw(new Random(seed), images);
    return anyAlarms(toStream(reference, rest, seed));
  }

  /** As `runChanged` of the drawn features: half of the six moved by a deviation of the pool, whole for the counts. */
  runShifted(seed: number, images: number): Record<Rule, number | null> {
    const random = new Random(seed);
    const moved = [...halfOf(SIX.length, random)].map((index) => SIX[index] as (typeof SIX)[number]);
    const [reference, rest] = this.#draw(random, BEFORE + images);
    const shifted = rest.map((picture, index) => (index < BEFORE ? picture : this.#shift(picture, moved)));
    return firstAlarms(toStream(reference, shifted, seed), BEFORE);
  }

  /**
   * After how many images each rule finds a scenario: each of its pictures, by its number, is taken from one of the runs by
   * chance, since the conditions depend on the number alone.
   */
  runScenario(seed: number, runs: readonly (readonly LinePicture[])[], about: string): Record<Rule, number | null> {
    const random = new Random(seed);
    const [reference, before] = this.#draw(random, BEFORE);
    const length = Math.min(...runs.map((pictures) => pictures.length));
    const after = Array.from({ length }, (_, index) => {
      const run = runs[random.below(runs.length)] ?? [];
      return toShown(run[index] as LinePicture, 'all');
    });
    return firstAlarms(toStream(reference, [...before, ...after], seed), BEFORE, about);
  }

  #draw(random: Random, images: number): [reference: Shown[], stream: Shown[]] {
    const { reference_size } = CONFIG;
    const order = Int32Array.from({ length: this.size }, (_, index) => index);
    random.drawGroup(order, reference_size + images);
    const drawn = [...order.subarray(0, reference_size + images)].map((index) => this.#pictures[index] as Shown);
    return [drawn.slice(0, reference_size), drawn.slice(reference_size)];
  }

  #shift({ features, embedding }: Shown, moved: typeof SIX): Shown {
    const changed = moved.flatMap(({ name, sign }) => {
      const value = features[name];
      const by = sign * (this.#deviations.get(name) ?? 0);
      return typeof value === 'number' ? [[name, value + (name === 'detections' ? Math.round(by) : by)]] : [];
    });
    return { features: { ...features, ...Object.fromEntries(changed) }, embedding };
  }
}

function toShown({ features, embedding }: LinePicture, watched: Watched): Shown {
  const columns = columnsOf(features);
  if (watched === 'all') return { features: columns, embedding };
  const six: Columns = Object.fromEntries(SIX.map(({ name }) => [name, columns[name] ?? null]));
  return { features: six, embedding: null };
}

const deviationOf = (pictures: readonly Shown[], name: string) =>
  standardDeviation(
    sortNumbers(pictures.map(({ features }) => features[name] ?? null).filter((value) => typeof value === 'number')),
  );

/** Samples are numbered as they come, and otherwise in each run: the numbers choose the permutations. */
function toStream(reference: readonly Shown[], images: readonly Shown[], seed: number): Stream {
  const base = Math.abs(seed) * 1_000_000;
  const numbered = (pictures: readonly Shown[], first: number): DriftSample[] =>
    pictures.map((picture, index) => ({ ...picture, seq: first + index, id: base + first + index, at: 0 }));
  const stream = numbered(images, reference.length);
  return {
    reference: toWindow(numbered(reference, 0)),
    images: images.length,
    window: (from, to) => toWindow(stream.slice(from, to)),
  };
}
