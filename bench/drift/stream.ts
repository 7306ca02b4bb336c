import { Random } from '../../native/drift/random/random.ts';
import type { Window } from '../../native/drift/verdict/window.ts';
import { FEATURES } from './draw.ts';
import { CONFIG, RULES, type Rule, startWatch } from './rules.ts';

/** Images before the change, so that it meets a console at work; alarms in them are not counted as found. */
const BEFORE = 100;

const { reference_size, current_size, step } = CONFIG;

/** In which runs of this many images without drift each rule raises an alarm. */
export function runQuietly(seed: number, images: number): Record<Rule, boolean> {
  const random = new Random(seed);
  const columns = drawStream(random, images, Number.POSITIVE_INFINITY, new Set());
  const found: Record<Rule, boolean> = { confirmed: false, single: false, evidently: false };
  watch(columns, drawReference(random), images, (_, alarms) => {
    for (const rule of RULES) found[rule] ||= alarms[rule];
    return true;
  });
  return found;
}

/** After how many images each rule finds that half of the features have moved by one deviation; null within `images`. */
export function runChanged(seed: number, images: number): Record<Rule, number | null> {
  const random = new Random(seed);
  const order = Int32Array.from(FEATURES.keys());
  random.drawGroup(order, FEATURES.length / 2);
  const moved = new Set(order.subarray(0, FEATURES.length / 2));
  const columns = drawStream(random, BEFORE + images, BEFORE, moved);
  const delays: Record<Rule, number | null> = { confirmed: null, single: null, evidently: null };
  watch(columns, drawReference(random), BEFORE + images, (end, alarms) => {
    if (end <= BEFORE) return true;
    for (const rule of RULES) if (alarms[rule]) delays[rule] ??= end - BEFORE;
    return RULES.some((rule) => delays[rule] === null);
  });
  return delays;
}

const toWindow = (columns: readonly number[][], from: number, to: number): Window => ({
  ids: Array.from({ length: to - from }, (_, index) => from + index),
  features: Object.fromEntries(FEATURES.map(({ name }, index) => [name, columns[index]?.slice(from, to) ?? []])),
  embeddings: null,
});

function drawReference(random: Random): Window {
  const columns = FEATURES.map(({ draw }) => Array.from({ length: reference_size }, () => draw(random)));
  return toWindow(columns, 0, reference_size);
}

function drawStream(random: Random, images: number, onset: number, moved: ReadonlySet<number>): number[][] {
  return FEATURES.map(({ draw, shifted }, index) =>
    Array.from({ length: images }, (_, at) => (at >= onset && moved.has(index) ? shifted : draw)(random)),
  );
}

/** One check each `step` images, from the first full window on, until `see` answers false. */
function watch(
  columns: readonly number[][],
  reference: Window,
  images: number,
  see: (end: number, alarms: Record<Rule, boolean>) => boolean,
): void {
  const next = startWatch();
  for (let end = current_size; end <= images; end += step) {
    if (!see(end, next({ reference, current: toWindow(columns, end - current_size, end), end }))) return;
  }
}
