import type { Candidates, Detection } from '../contract/candidates.ts';
import { iou } from './iou.ts';

export interface Thresholds {
  /** Lowest score shown, inclusive, 0 to 1. */
  conf: number;
  /** Two boxes of one class that overlap more than this are one object: the better stays. */
  iou: number;
  max_det: number;
  /** Class ids wanted; null for all. */
  classes: ReadonlySet<number> | null;
}

/**
 * Positions of the candidates that survive the thresholds, best first: greedy non-maximum suppression by class, as
 * Neubeck and Van Gool describe it (Efficient Non-Maximum Suppression, ICPR 2006), left out where the model has
 * suppressed already. Candidates must be sorted by falling score, as the detector hands them back.
 */
export function selectCandidates(candidates: Candidates, thresholds: Thresholds): number[] {
  const { class_ids, scores, boxes, suppressed } = candidates;
  const kept: number[] = [];
  const keptByClass = new Map<number, number[]>();
  for (let i = 0; i < scores.length && kept.length < thresholds.max_det; i++) {
    if ((scores[i] as number) < thresholds.conf) break;
    const classId = class_ids[i] as number;
    if (thresholds.classes !== null && !thresholds.classes.has(classId)) continue;
    if (!suppressed) {
      const rivals = keptByClass.get(classId);
      if (rivals === undefined) {
        keptByClass.set(classId, [i]);
      } else {
        if (rivals.some((rival) => iou(boxes, rival * 4, i * 4) > thresholds.iou)) continue;
        rivals.push(i);
      }
    }
    kept.push(i);
  }
  return kept;
}

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;

/**
 * One candidate as the API lists it: score to 5 digits, box to 1/100 pixel and not clipped, since overlaps are measured on
 * whole boxes.
 */
export function toCandidate(candidates: Candidates, position: number, classNames: readonly string[]): Detection {
  const classId = candidates.class_ids[position] as number;
  const at = position * 4;
  const corner = (offset: number) => round(candidates.boxes[at + offset] as number, 2);
  return {
    class_id: classId,
    class_name: classNames[classId] ?? `class_${classId}`,
    score: round(Math.min(candidates.scores[position] as number, 1), 5),
    box: [corner(0), corner(1), corner(2), corner(3)],
  };
}

/** One candidate as a detection: its box clipped to the image. */
export function toDetection(
  candidates: Candidates,
  position: number,
  image: { width: number; height: number },
  classNames: readonly string[],
): Detection {
  const candidate = toCandidate(candidates, position, classNames);
  const clip = (value: number, limit: number) => Math.min(Math.max(value, 0), limit);
  const [x1, y1, x2, y2] = candidate.box;
  return {
    ...candidate,
    box: [clip(x1, image.width), clip(y1, image.height), clip(x2, image.width), clip(y2, image.height)],
  };
}

/** The detections of one image under the given thresholds, best first. */
export function selectDetections(
  candidates: Candidates,
  thresholds: Thresholds,
  image: { width: number; height: number },
  classNames: readonly string[],
): Detection[] {
  return selectCandidates(candidates, thresholds).map((at) => toDetection(candidates, at, image, classNames));
}
