import type { ConfusionMatrix } from '../../contract/http/evaluations.ts';
import type { LabelledObject, Prediction } from '../types.ts';
import { overlap, shareInside } from './overlap.ts';

/** The overlap from which a prediction is taken for the object, whatever the classes say. */
const SAME_OBJECT = 0.5;
const BACKGROUND = -1;

/**
 * Which class was taken for which. On each image all pairs of an object and a prediction that overlap by 0.50 or more are
 * gone through from the greatest overlap down, without regard to their classes; a pair counts where neither is in one
 * already. What is left over counts against the background: objects as not found, predictions as found on nothing.
 * This is the rule of github.com/kaanakan/object_detection_confusion_matrix, which YOLOv5's and Ultralytics'
 * ConfusionMatrix.process_batch follow (there with an overlap of 0.45). Crowd regions are no objects; predictions left
 * over in one of their class are left out.
 */
export class Confusion {
  /** `"labelled predicted"` to how often. */
  readonly #cells = new Map<string, number>();
  readonly #classes = new Set<number>();

  /** @param predictions those that are shown, all at or above the threshold */
  add(objects: readonly LabelledObject[], predictions: readonly Prediction[]): void {
    const single = objects.filter(({ crowd }) => crowd !== true);
    const crowds = objects.filter(({ crowd }) => crowd === true);
    const freeObjects = new Set(single.keys());
    const freePredictions = new Set(predictions.keys());
    for (const { object, prediction } of closePairs(single, predictions)) {
      if (!freeObjects.has(object) || !freePredictions.has(prediction)) continue;
      freeObjects.delete(object);
      freePredictions.delete(prediction);
      this.#count(single[object]?.class_id, predictions[prediction]?.class_id);
    }
    for (const object of freeObjects) this.#count(single[object]?.class_id, BACKGROUND);
    for (const position of freePredictions) {
      const prediction = predictions[position] as Prediction;
      if (!crowds.some((region) => isInside(prediction, region))) this.#count(BACKGROUND, prediction.class_id);
    }
  }

  result(conf: number, nameOf: (classId: number) => string): ConfusionMatrix {
    const ids = [...[...this.#classes].sort((a, b) => a - b), BACKGROUND];
    return {
      conf,
      classes: ids.map((id) => (id === BACKGROUND ? 'background' : nameOf(id))),
      matrix: ids.map((labelled) => ids.map((predicted) => this.#cells.get(`${labelled} ${predicted}`) ?? 0)),
    };
  }

  #count(labelled = BACKGROUND, predicted = BACKGROUND): void {
    const cell = `${labelled} ${predicted}`;
    this.#cells.set(cell, (this.#cells.get(cell) ?? 0) + 1);
    for (const id of [labelled, predicted]) if (id !== BACKGROUND) this.#classes.add(id);
  }
}

const isInside = (prediction: Prediction, region: LabelledObject) =>
  region.class_id === prediction.class_id && shareInside(prediction.box, region.box) >= SAME_OBJECT;

interface Pair {
  object: number;
  prediction: number;
  overlap: number;
}

/** Greatest overlap first; of equal ones the better prediction, since predictions come best first. */
function closePairs(objects: readonly LabelledObject[], predictions: readonly Prediction[]): Pair[] {
  const pairs: Pair[] = [];
  for (const [prediction, { box }] of predictions.entries()) {
    for (const [object, labelled] of objects.entries()) {
      const shared = overlap(box, labelled.box);
      if (shared >= SAME_OBJECT) pairs.push({ object, prediction, overlap: shared });
    }
  }
  return pairs.sort((a, b) => b.overlap - a.overlap);
}
