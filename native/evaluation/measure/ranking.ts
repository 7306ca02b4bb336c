import type { Match } from './matching.ts';
import { orderByScore, reorder } from './order.ts';

/** Where average precision is read off: recall 0, 0.01 up to 1. */
export const RECALL_POINTS = 101;
const ROOM_AT_FIRST = 256;

/** The predictions that count at one threshold, best first: whether each is a hit (1 or 0), and its score. */
export interface RankedHits {
  hits: Uint8Array;
  scores: Float32Array;
}

/**
 * All predictions of one class over all images, and how many objects there were to find. Packed, since there may be
 * millions. Scores are those of the detector, 32 bits and not below 0.
 */
export class Ranking {
  objects = 0;
  length = 0;
  #scores = new Float32Array(ROOM_AT_FIRST);
  #hits = new Uint16Array(ROOM_AT_FIRST);
  #ignored = new Uint16Array(ROOM_AT_FIRST);
  #isSorted = true;

  add(objects: number, matches: readonly Match[]): void {
    this.objects += objects;
    this.#isSorted = false;
    for (const { score, hits, ignored } of matches) {
      if (this.length === this.#scores.length) this.#grow();
      this.#scores[this.length] = score;
      this.#hits[this.length] = hits;
      this.#ignored[this.length] = ignored;
      this.length += 1;
    }
  }

  /** Those of at least a score, at a step of `IOU_THRESHOLDS`, without what lies in crowds. */
  at(step: number, conf = 0): RankedHits {
    this.#sort();
    const hits = new Uint8Array(this.length);
    const scores = new Float32Array(this.length);
    let count = 0;
    for (let at = 0; at < this.length; at++) {
      const score = this.#scores[at] as number;
      if (score < conf) break;
      if ((((this.#ignored[at] as number) >> step) & 1) === 1) continue;
      hits[count] = ((this.#hits[at] as number) >> step) & 1;
      scores[count] = score;
      count += 1;
    }
    return { hits: hits.subarray(0, count), scores: scores.subarray(0, count) };
  }

  /** Average precision at one step of `IOU_THRESHOLDS`, of the predictions of at least a score. */
  averagePrecision(step: number, conf = 0): number {
    return mean(precisionByRecall(this.at(step, conf).hits, this.objects).precision);
  }

  /** Of equal scores the image that came first goes first, as in COCOeval. */
  #sort(): void {
    if (this.#isSorted) return;
    this.#isSorted = true;
    const order = orderByScore(this.#scores.subarray(0, this.length));
    this.#scores = reorder(this.#scores, order);
    this.#hits = reorder(this.#hits, order);
    this.#ignored = reorder(this.#ignored, order);
  }

  #grow(): void {
    const grown = <Packed extends Float32Array | Uint16Array>(packed: Packed, larger: Packed): Packed => {
      larger.set(packed);
      return larger;
    };
    const room = Math.max(ROOM_AT_FIRST, this.length * 2);
    this.#scores = grown(this.#scores, new Float32Array(room));
    this.#hits = grown(this.#hits, new Uint16Array(room));
    this.#ignored = grown(this.#ignored, new Uint16Array(room));
  }
}

export interface RecallCurve {
  /** The best precision reached at each recall point or a higher one; 0 where that is never reached. */
  precision: number[];
  /** Position of the prediction with which each recall point is reached; null where it never is. */
  rank: (number | null)[];
}

/**
 * Precision at 101 points of recall (101-point interpolation as COCO defines it, Lin et al., Microsoft COCO, ECCV 2014;
 * the reference implementation is pycocotools' COCOeval.accumulate). Its mean is the average precision.
 *
 * @param hits whether each answer, best score first, found an object that no better one had found: 1 or 0
 * @param objects number of objects there are to find, at least 1
 */
export function precisionByRecall(hits: ArrayLike<number>, objects: number): RecallCurve {
  // Between two hits precision only falls, so that the hits alone make the curve: the nth of them at its rank.
  const ranks: number[] = [];
  for (let rank = 0; rank < hits.length; rank++) if (hits[rank] === 1) ranks.push(rank);
  const best = ranks.map((rank, before) => (before + 1) / (rank + 1));
  for (let hit = best.length - 2; hit >= 0; hit--) {
    best[hit] = Math.max(best[hit] as number, best[hit + 1] as number);
  }
  const curve: RecallCurve = { precision: [], rank: [] };
  let hit = 0;
  for (let point = 0; point < RECALL_POINTS; point++) {
    const wanted = point / (RECALL_POINTS - 1);
    while (hit < ranks.length && (hit + 1) / objects < wanted) hit += 1;
    curve.precision.push(best[hit] ?? 0);
    curve.rank.push(ranks[hit] ?? null);
  }
  return curve;
}

/** 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
