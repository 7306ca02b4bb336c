import { selectCandidates, type Thresholds } from '../boxes/select.ts';
import { CANDIDATE_FLOOR, type Candidates } from '../contract/candidates.ts';
import type { Prediction } from './types.ts';

/** What is kept of a model's candidates before it is measured. */
export interface Protocol {
  /** How low the detector must be asked to go, and how many candidates it may hand back. */
  floor: number;
  max_candidates: number;
  thresholds: Thresholds;
}

/**
 * COCO's way: nearly everything the model proposes, so that the whole curve of precision over recall is seen, and the
 * 100 best an image. Figures are then comparable between models; they are not what a user sees at a threshold of 0.25.
 */
export const MAP_PROTOCOL: Protocol = {
  floor: 0.001,
  max_candidates: 100_000,
  thresholds: { conf: 0.001, iou: 0.65, max_det: 100, classes: null },
};

/**
 * What is answered at a score threshold and an overlap of the user's. Lower scores are kept as far down as the threshold
 * can be set, since the best threshold is looked for among them; what they add changes nothing above.
 */
export function shownProtocol({ conf, iou, max_det }: Pick<Thresholds, 'conf' | 'iou' | 'max_det'>): Protocol {
  return { ...MAP_PROTOCOL, thresholds: { conf: Math.min(conf, CANDIDATE_FLOOR), iou, max_det, classes: null } };
}

/** The answers of one image under a protocol: boxes clipped to the image, nothing rounded. */
export function toPredictions(
  candidates: Candidates,
  image: { width: number; height: number },
  { thresholds }: Protocol,
): Prediction[] {
  const { class_ids, scores, boxes } = candidates;
  const x = (at: number) => Math.min(Math.max(boxes[at] as number, 0), image.width);
  const y = (at: number) => Math.min(Math.max(boxes[at] as number, 0), image.height);
  return selectCandidates(candidates, thresholds).map((position) => {
    const at = position * 4;
    return {
      class_id: class_ids[position] as number,
      score: scores[position] as number,
      box: [x(at), y(at + 1), x(at + 2), y(at + 3)],
    };
  });
}
