import type { Box } from '../../contract/candidates.ts';
import type { LabelledObject, Prediction } from '../types.ts';
import { overlap, shareInside } from './overlap.ts';

/** 0.50, 0.55 up to 0.95. Divided rather than summed up, so that each is the nearest number to what it says. */
export const IOU_THRESHOLDS: readonly number[] = Array.from({ length: 10 }, (_, step) => (50 + 5 * step) / 100);
const LOWEST = IOU_THRESHOLDS[0] as number;

/** One prediction against the objects of its class on its image. Bit `n` of a mask is of threshold `n`. */
export interface Match {
  score: number;
  /** It found an object that no better one had found. */
  hits: number;
  /** It found none, and lies in a crowd region: neither right nor wrong. */
  ignored: number;
}

/**
 * The predictions of one class on one image against its objects, best score first: each takes, of the objects not yet
 * taken, the one that it overlaps most, if it overlaps it by the threshold (inclusive). Greedy, and anew for each
 * threshold. A crowd region can be taken any number of times, by what found no object, and there the share of the
 * prediction inside counts. All as pycocotools' COCOeval.evaluateImg and maskApi's bbIou do it.
 */
export function matchClass(objects: readonly LabelledObject[], predictions: readonly Prediction[]): Match[] {
  const single = objects.filter(({ crowd }) => crowd !== true);
  const crowds = objects.filter(({ crowd }) => crowd === true);
  const ranked = predictions.toSorted((a, b) => b.score - a.score);
  const matches = ranked.map(({ score }): Match => ({ score, hits: 0, ignored: 0 }));
  // Most predictions are near nothing and need no further look.
  const close: { match: Match; near: Near[]; inCrowd: number }[] = [];
  for (const [rank, { box }] of ranked.entries()) {
    const near = nearObjects(box, single);
    const inCrowd = crowds.reduce((most, region) => Math.max(most, shareInside(box, region.box)), 0);
    if (near.length > 0 || inCrowd >= LOWEST) close.push({ match: matches[rank] as Match, near, inCrowd });
  }
  const taken = new Uint8Array(single.length);
  for (const [step, threshold] of IOU_THRESHOLDS.entries()) {
    taken.fill(0);
    for (const { match, near, inCrowd } of close) {
      const object = bestOf(near, taken, threshold);
      if (object !== null) {
        taken[object] = 1;
        match.hits |= 1 << step;
      } else if (inCrowd >= threshold) {
        match.ignored |= 1 << step;
      }
    }
  }
  return matches;
}

interface Near {
  object: number;
  overlap: number;
}

/** Only the objects that a box overlaps by the lowest threshold, mostly one or none. */
function nearObjects(box: Box, objects: readonly LabelledObject[]): Near[] {
  const near: Near[] = [];
  for (let object = 0; object < objects.length; object++) {
    const shared = overlap(box, (objects[object] as LabelledObject).box);
    if (shared >= LOWEST) near.push({ object, overlap: shared });
  }
  return near;
}

function bestOf(near: readonly Near[], taken: Uint8Array, threshold: number): number | null {
  let best: number | null = null;
  let bestOverlap = threshold;
  for (const { object, overlap: shared } of near) {
    if (shared < bestOverlap || taken[object] === 1) continue;
    best = object;
    bestOverlap = shared;
  }
  return best;
}
