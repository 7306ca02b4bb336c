import { VigilError } from '../contract/errors.ts';
import { matchPredictions } from './matching.ts';
import type { ClassPrecision, EvaluatedImage, MeanAveragePrecision } from './types.ts';

/** 0.50, 0.55 up to 0.95. Divided rather than summed up, so that each is the nearest number to what it says. */
export const IOU_THRESHOLDS: readonly number[] = Array.from({ length: 10 }, (_, step) => (50 + 5 * step) / 100);
const AT_50 = 0;
const AT_75 = 5;
const RECALL_POINTS = 101;

/**
 * Average precision of ranked answers: the mean, over recall 0, 0.01 up to 1, of the best precision reached at that
 * recall or a higher one (101-point interpolation as COCO defines it, Lin et al., Microsoft COCO, ECCV 2014; the
 * reference implementation is pycocotools' COCOeval.accumulate).
 *
 * @param hits whether each answer, best score first, found an object that no better one had found
 * @param objects number of objects there are to find, at least 1
 */
export function averagePrecision(hits: readonly boolean[], objects: number): number {
  const precisions: number[] = [];
  const recalls: number[] = [];
  let found = 0;
  for (const [rank, hit] of hits.entries()) {
    if (hit) found += 1;
    precisions.push(found / (rank + 1));
    recalls.push(found / objects);
  }
  for (let rank = precisions.length - 2; rank >= 0; rank--) {
    precisions[rank] = Math.max(precisions[rank] as number, precisions[rank + 1] as number);
  }
  let sum = 0;
  let rank = 0;
  for (let point = 0; point < RECALL_POINTS; point++) {
    while (rank < recalls.length && (recalls[rank] as number) < point / (RECALL_POINTS - 1)) rank += 1;
    if (rank === recalls.length) break;
    sum += precisions[rank] as number;
  }
  return sum / RECALL_POINTS;
}

/**
 * Mean average precision as COCO counts it, over the classes that have at least one labelled object; predictions of
 * other classes count neither way. All figures 0 to 1.
 *
 * Throws `invalid_parameter` where no image has a labelled object: there is nothing to measure then.
 */
export function meanAveragePrecision(
  images: readonly EvaluatedImage[],
  classNames: readonly string[],
): MeanAveragePrecision {
  const classIds = new Set(images.flatMap(({ objects }) => objects.map(({ class_id }) => class_id)));
  if (classIds.size === 0) {
    throw new VigilError(
      'invalid_parameter',
      'None of the images has a labelled object, so there is nothing to measure.',
    );
  }
  const measured = [...classIds]
    .sort((a, b) => a - b)
    .map((classId) => measureClass(images, classId, classNames[classId] ?? `class_${classId}`));
  const mean = (figure: (ap: readonly number[]) => number) =>
    measured.reduce((sum, { ap }) => sum + figure(ap), 0) / measured.length;
  return {
    images: images.length,
    objects: images.reduce((sum, { objects }) => sum + objects.length, 0),
    predictions: images.reduce((sum, { predictions }) => sum + predictions.length, 0),
    map50: mean((ap) => ap[AT_50] as number),
    map75: mean((ap) => ap[AT_75] as number),
    map50_95: mean(meanOf),
    per_class: measured.map(({ precision }) => precision),
  };
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function measureClass(
  images: readonly EvaluatedImage[],
  classId: number,
  className: string,
): { ap: number[]; precision: ClassPrecision } {
  const objects = images.reduce((sum, image) => sum + count(image.objects, classId), 0);
  const matches = images
    .flatMap((image) => matchPredictions(image, classId, IOU_THRESHOLDS))
    .sort((a, b) => b.score - a.score);
  const ap = IOU_THRESHOLDS.map((_, step) =>
    averagePrecision(
      matches.map(({ hits }) => hits[step] === true),
      objects,
    ),
  );
  return {
    ap,
    precision: {
      class_id: classId,
      class_name: className,
      objects,
      predictions: matches.length,
      ap50: ap[AT_50] as number,
      ap50_95: meanOf(ap),
    },
  };
}

const count = (items: readonly { class_id: number }[], classId: number) =>
  items.filter(({ class_id }) => class_id === classId).length;
