import { iou } from '../boxes/iou.ts';
import type { EvaluatedImage } from './types.ts';

export interface Match {
  score: number;
  /** For each IoU threshold, whether this prediction found an object that no better one had found. */
  hits: boolean[];
}

/**
 * The predictions of one class on one image against its objects, best score first: each takes, of the objects not yet
 * taken, the one that it overlaps most, if it overlaps it by the threshold (inclusive). Greedy, and anew for each
 * threshold, as pycocotools' COCOeval.evaluateImg does it.
 */
export function matchPredictions(image: EvaluatedImage, classId: number, thresholds: readonly number[]): Match[] {
  const objects = image.objects.filter(({ class_id }) => class_id === classId);
  const predictions = image.predictions
    .filter(({ class_id }) => class_id === classId)
    .sort((a, b) => b.score - a.score);
  const boxes = Float32Array.from([...objects, ...predictions].flatMap(({ box }) => box));
  const overlaps = predictions.map((_, prediction) =>
    objects.map((_, object) => iou(boxes, object * 4, (objects.length + prediction) * 4)),
  );
  const matches = predictions.map(({ score }): Match => ({ score, hits: [] }));
  for (const threshold of thresholds) {
    const free = new Set(objects.keys());
    for (const [prediction, match] of matches.entries()) {
      const object = bestOf(overlaps[prediction] ?? [], free, threshold);
      match.hits.push(object !== null);
      if (object !== null) free.delete(object);
    }
  }
  return matches;
}

function bestOf(overlaps: readonly number[], free: ReadonlySet<number>, threshold: number): number | null {
  let best: number | null = null;
  let bestOverlap = threshold;
  for (const object of free) {
    const overlap = overlaps[object] as number;
    if (overlap < bestOverlap) continue;
    best = object;
    bestOverlap = overlap;
  }
  return best;
}
