import { Random } from '../../native/drift/random/random.ts';
import type { Window } from '../../native/drift/verdict/window.ts';
import { FEATURES } from './draw.ts';
import { CONFIG, type Rule } from './rules.ts';
import { anyAlarms, firstAlarms, type Stream } from './watch.ts';

/** Images before the change, so that it meets a console at work; alarms in them are not counted as found. */
export const BEFORE = 100;

/** In which runs of this many images without drift each rule raises an alarm. */
export function runQuietly(seed: number, images: number): Record<Rule, boolean> {
  const random = new Random(seed);
  return anyAlarms(drawStream(random, images, Number.POSITIVE_INFINITY, new Set()));
}

/** After how many images each rule finds that half of the features have moved by one deviation; null within `images`. */
export function runChanged(seed: number, images: number): Record<Rule, number | null> {
  const random = new Random(seed);
  return firstAlarms(drawStream(random, BEFORE + images, BEFORE, halfOf(FEATURES.length, random)), BEFORE);
}

/** Half of so many, by their numbers. */
export function halfOf(count: number, random: Random): ReadonlySet<number> {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  random.drawGroup(order, count / 2);
  return new Set(order.subarray(0, count / 2));
}

const toWindow = (columns: readonly number[][], from: number, to: number): Window => ({
  ids: Array.from({ length: to - from }, (_, index) => from + index),
  features: Object.fromEntries(FEATURES.map(({ name }, index) => [name, columns[index]?.slice(from, to) ?? []])),
  embeddings: null,
});

function drawStream(random: Random, images: number, onset: number, moved: ReadonlySet<number>): Stream {
  const columns = FEATURES.map(({ draw, shifted }, index) =>
    Array.from({ length: images }, (_, at) => (at >= onset && moved.has(index) ? shifted : draw)(random)),
  );
  const { reference_size } = CONFIG;
  const reference = FEATURES.map(({ draw }) => Array.from({ length: reference_size }, () => draw(random)));
  return {
    reference: toWindow(reference, 0, reference_size),
    images,
    window: (from, to) => toWindow(columns, from, to),
  };
}
