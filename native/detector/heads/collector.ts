import type { Candidates } from '../../contract/candidates.ts';
import type { HeadContext } from './head.ts';

/**
 * Gathers the rows of one output that reach the floor, then sorts, cuts and maps them to the original image.
 *
 * What a broken model says is survived: a score that is not a number never reaches the floor, a score of 0 proposes
 * nothing, a score above 1 (seen where static quantisation shared one scale between pixels and scores) counts as 1 after
 * it was sorted by its raw value, and a row whose class or corners are no usable numbers is left out.
 */
export class CandidateCollector {
  readonly #context: HeadContext;
  readonly #scores: number[] = [];
  readonly #classIds: number[] = [];
  /** x1, y1, x2, y2 in pixels of the input canvas, four a candidate. */
  readonly #boxes: number[] = [];

  constructor(context: HeadContext) {
    this.#context = context;
  }

  /** Whether a score is worth the decoding of its box. */
  wants(score: number): boolean {
    return score >= this.#context.floor && score > 0;
  }

  /** Corners in pixels of the input canvas. */
  add(score: number, classId: number, x1: number, y1: number, x2: number, y2: number): void {
    if (!this.wants(score) || !(classId >= 0 && classId <= 65_535) || !Number.isFinite(x1 + y1 + x2 + y2)) return;
    this.#scores.push(score);
    this.#classIds.push(classId);
    this.#boxes.push(x1, y1, x2, y2);
  }

  /** Centre and size in pixels of the input canvas. */
  addCentred(score: number, classId: number, cx: number, cy: number, width: number, height: number): void {
    this.add(score, classId, cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2);
  }

  finish(suppressed: boolean): Candidates {
    const { placement, maxCandidates } = this.#context;
    const scores = this.#scores;
    const order = scores.map((_, position) => position);
    order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
    const kept = order.slice(0, maxCandidates);
    const candidates: Candidates = {
      class_ids: new Uint16Array(kept.length),
      scores: new Float32Array(kept.length),
      boxes: new Float32Array(kept.length * 4),
      suppressed,
    };
    for (const [to, from] of kept.entries()) {
      candidates.class_ids[to] = this.#classIds[from] as number;
      candidates.scores[to] = Math.min(scores[from] as number, 1);
      for (let corner = 0; corner < 4; corner++) {
        const offset = corner % 2 === 0 ? placement.left : placement.top;
        const value = this.#boxes[from * 4 + corner] as number;
        candidates.boxes[to * 4 + corner] = (value - offset) / placement.scale;
      }
    }
    return candidates;
  }
}
