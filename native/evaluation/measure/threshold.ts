import type { BestThreshold } from '../../contract/http/evaluations.ts';
import { orderByScore, reorder } from './order.ts';
import type { RankedHits } from './ranking.ts';

/** Right, wrong and overlooked at one threshold, with the ratios made of them; null where one would divide by 0. */
export interface Counts {
  tp: number;
  fp: number;
  fn: number;
  precision: number | null;
  recall: number | null;
  f1: number | null;
}

export function countsOf(tp: number, fp: number, fn: number): Counts {
  const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    ...{ tp, fp, fn },
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, tp + fn),
    f1: ratio(2 * tp, 2 * tp + fp + fn),
  };
}

/** @param objects number of objects there are to find */
export function countHits({ hits }: RankedHits, objects: number): Counts {
  let tp = 0;
  for (let rank = 0; rank < hits.length; rank++) tp += hits[rank] as number;
  return countsOf(tp, hits.length - tp, objects - tp);
}

/** Thresholds are answered to so many digits, cut and not rounded, so that the prediction they come from still passes. */
const CONF_STEPS = 1e5;

/**
 * The threshold at which F1 is best, of all that any of the scores would make; the highest of several that are equally
 * good. Null where nothing was found. The rankings of several classes are pooled: every object weighs the same.
 */
export function bestThreshold(rankings: readonly RankedHits[], objects: number): BestThreshold | null {
  const { hits, scores } = pool(rankings);
  let best: { tp: number; rank: number; f1: number } | null = null;
  let tp = 0;
  for (let rank = 0; rank < hits.length; rank++) {
    tp += hits[rank] as number;
    // A threshold takes all of one score or none.
    if (scores[rank + 1] === scores[rank]) continue;
    const f1 = (2 * tp) / (rank + 1 + objects);
    if (f1 > (best?.f1 ?? 0)) best = { tp, rank, f1 };
  }
  if (best === null) return null;
  const conf = Math.floor(Math.min(scores[best.rank] as number, 1) * CONF_STEPS) / CONF_STEPS;
  return { conf, f1: best.f1, precision: best.tp / (best.rank + 1), recall: best.tp / objects };
}

/** Several rankings as one. */
function pool(rankings: readonly RankedHits[]): RankedHits {
  const [only] = rankings;
  if (only !== undefined && rankings.length === 1) return only;
  const length = rankings.reduce((sum, { hits }) => sum + hits.length, 0);
  const all: RankedHits = { hits: new Uint8Array(length), scores: new Float32Array(length) };
  let at = 0;
  for (const { hits, scores } of rankings) {
    all.hits.set(hits, at);
    all.scores.set(scores, at);
    at += hits.length;
  }
  const order = orderByScore(all.scores);
  return { hits: reorder(all.hits, order), scores: reorder(all.scores, order) };
}
