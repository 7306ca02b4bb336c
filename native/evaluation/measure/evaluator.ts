import { VigilError } from '../../contract/errors.ts';
import type { ClassFigures, PrecisionRecallCurve } from '../../contract/http/evaluations.ts';
import type { EvaluatedImage, Figures, Prediction } from '../types.ts';
import { Confusion } from './confusion.ts';
import { IOU_THRESHOLDS, matchClass } from './matching.ts';
import { mean, precisionByRecall, Ranking, RECALL_POINTS } from './ranking.ts';
import { bestThreshold, countHits, countsOf } from './threshold.ts';

const AT_50 = 0;
const AT_75 = 5;

export interface EvaluationOptions {
  /** By class id. */
  classNames: readonly string[];
  /** Score from which a prediction counts for precision, recall and the confusion matrix, inclusive. */
  conf: number;
  /** The overlap that `shown` was selected with; only stated in the result. */
  iou: number;
}

/** One class over all images: for average precision, and for what is shown. */
interface ClassRankings {
  measured: Ranking;
  shown: Ranking;
}

/**
 * Measures images one by one as they come, so that only scores and matches are kept of each, and makes the figures at the
 * end. Average precision as COCO counts it, over the classes that have at least one labelled object; predictions of other
 * classes count neither way there.
 */
export class Evaluator {
  readonly #options: EvaluationOptions;
  readonly #classes = new Map<number, ClassRankings>();
  readonly #confusion = new Confusion();
  #images = 0;
  #predictions = 0;

  constructor(options: EvaluationOptions) {
    this.#options = options;
  }

  add({ objects, predictions, shown }: EvaluatedImage): void {
    this.#images += 1;
    this.#predictions += predictions.length;
    const objectsOf = byClass(objects);
    const predictionsOf = byClass(predictions);
    const shownOf = byClass(shown);
    for (const classId of new Set([...objectsOf.keys(), ...predictionsOf.keys(), ...shownOf.keys()])) {
      const labelled = objectsOf.get(classId) ?? [];
      const count = labelled.filter(({ crowd }) => crowd !== true).length;
      const { measured, shown: visible } = this.#rankingsOf(classId);
      measured.add(count, matchClass(labelled, predictionsOf.get(classId) ?? []));
      visible.add(count, matchClass(labelled, shownOf.get(classId) ?? []));
    }
    this.#confusion.add(objects, this.#atThreshold(shown));
  }

  /**
   * The figures of all images, all shares 0 to 1. In steps of some milliseconds, so that a caller can let others in between.
   *
   * Throws `invalid_parameter` where no image has a labelled object: there is nothing to measure then.
   */
  *finish(): Generator<void, Figures> {
    const { conf, iou } = this.#options;
    const measured: MeasuredClass[] = [];
    for (const [classId, rankings] of [...this.#classes].sort(([a], [b]) => a - b)) {
      if (rankings.measured.objects === 0) continue;
      measured.push(yield* measureClass(classId, this.#nameOf(classId), rankings, conf));
    }
    if (measured.length === 0) throw nothingLabelled();
    const over = (figure: (of: MeasuredClass) => number) => mean(measured.map(figure));
    const sum = (figure: (of: ClassFigures) => number) => measured.reduce((all, of) => all + figure(of.figures), 0);
    const objects = sum((of) => of.objects);
    const shown = measured.map(({ rankings }) => rankings.shown.at(AT_50));
    yield;
    return {
      images: this.#images,
      objects,
      predictions: this.#predictions,
      map50: over(({ ap }) => ap[AT_50] as number),
      map75: over(({ ap }) => ap[AT_75] as number),
      map50_95: over(({ ap }) => mean(ap)),
      at_threshold: {
        ...{ conf, iou },
        map50: over(({ shownAp }) => shownAp[AT_50] as number),
        map50_95: over(({ shownAp }) => mean(shownAp)),
        ...countsOf(
          sum(({ tp }) => tp),
          sum(({ fp }) => fp),
          sum(({ fn }) => fn),
        ),
        other_classes: this.#countOtherClasses(),
      },
      best_f1: bestThreshold(shown, objects),
      per_class: measured.map(({ figures }) => figures),
      confusion_matrix: this.#confusion.result(conf, (classId) => this.#nameOf(classId)),
      pr_curve: {
        recall: Array.from({ length: RECALL_POINTS }, (_, point) => point / (RECALL_POINTS - 1)),
        overall: Array.from({ length: RECALL_POINTS }, (_, point) =>
          over(({ curve }) => curve.precision[point] as number),
        ).map(short),
        per_class: measured.map(({ curve }) => ({ ...curve, precision: curve.precision.map(short) })),
      },
    };
  }

  #countOtherClasses(): number {
    const others = [...this.#classes.values()].filter(({ measured }) => measured.objects === 0);
    return others.reduce((sum, { shown }) => sum + shown.at(AT_50, this.#options.conf).hits.length, 0);
  }

  #rankingsOf(classId: number): ClassRankings {
    const known = this.#classes.get(classId);
    if (known !== undefined) return known;
    const rankings = { measured: new Ranking(), shown: new Ranking() };
    this.#classes.set(classId, rankings);
    return rankings;
  }

  #atThreshold(shown: readonly Prediction[]): Prediction[] {
    return shown.filter(({ score }) => score >= this.#options.conf);
  }

  #nameOf(classId: number): string {
    return this.#options.classNames[classId] ?? `class_${classId}`;
  }
}

/** The figures of images that are all there. */
export function evaluateImages(images: Iterable<EvaluatedImage>, options: EvaluationOptions): Figures {
  const evaluator = new Evaluator(options);
  for (const image of images) evaluator.add(image);
  const steps = evaluator.finish();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export function nothingLabelled(): VigilError {
  return new VigilError(
    'invalid_parameter',
    'None of the images has a labelled object of a class that the model knows, so there is nothing to measure.',
  );
}

interface MeasuredClass {
  rankings: ClassRankings;
  ap: number[];
  shownAp: number[];
  figures: ClassFigures;
  curve: PrecisionRecallCurve['per_class'][number];
}

function* measureClass(
  classId: number,
  className: string,
  rankings: ClassRankings,
  conf: number,
): Generator<void, MeasuredClass> {
  const { measured, shown } = rankings;
  const ap: number[] = [];
  const shownAp: number[] = [];
  for (const step of IOU_THRESHOLDS.keys()) {
    ap.push(measured.averagePrecision(step));
    yield;
    shownAp.push(shown.averagePrecision(step, conf));
    yield;
  }
  const ranked = measured.at(AT_50);
  const { precision, rank } = precisionByRecall(ranked.hits, measured.objects);
  const head = { class_id: classId, class_name: className };
  return {
    rankings,
    ap,
    shownAp,
    figures: {
      ...head,
      objects: measured.objects,
      predictions: measured.length,
      ap50: ap[AT_50] as number,
      ap50_95: mean(ap),
      ...countHits(shown.at(AT_50, conf), shown.objects),
      best_f1: bestThreshold([shown.at(AT_50)], shown.objects),
    },
    curve: {
      ...head,
      precision,
      conf: rank.map((position) => (position === null ? null : cut(Math.min(ranked.scores[position] as number, 1)))),
    },
  };
}

/** Curves are for the eye, and there may be many. */
const short = (value: number) => Math.round(value * 1e4) / 1e4;
/** Of thresholds, so that the prediction which sets one passes it. */
const cut = (value: number) => Math.floor(value * 1e4) / 1e4;

function byClass<Item extends { class_id: number }>(items: readonly Item[]): Map<number, Item[]> {
  const classes = new Map<number, Item[]>();
  for (const item of items) {
    const others = classes.get(item.class_id);
    if (others === undefined) classes.set(item.class_id, [item]);
    else others.push(item);
  }
  return classes;
}
