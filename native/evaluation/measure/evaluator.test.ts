import { describe, expect, it } from 'vitest';
import type { Box } from '../../contract/candidates.ts';
import { EvaluationResult } from '../../contract/http/evaluations.ts';
import type { EvaluatedImage, LabelledObject, Prediction } from '../types.ts';
import { evaluateImages } from './evaluator.ts';

const square = (x: number, y: number, side = 100): Box => [x, y, x + side, y + side];
/** A square of side 100 moved right so that it overlaps the unmoved one by exactly this intersection over union. */
const moved = (iou: number): Box => square((100 * (1 - iou)) / (1 + iou), 0);

const object = (box: Box, class_id = 0): LabelledObject => ({ class_id, box });
const crowd = (box: Box, class_id = 0): LabelledObject => ({ class_id, box, crowd: true });
const prediction = (score: number, box: Box, class_id = 0): Prediction => ({ class_id, score, box });
const image = (objects: LabelledObject[], predictions: Prediction[] = [], shown = predictions): EvaluatedImage => ({
  objects,
  predictions,
  shown,
});

const evaluate = (images: EvaluatedImage[], conf = 0.25) =>
  evaluateImages(images, { classNames: ['person', 'car'], conf, iou: 0.45 });
const ap50Of = (images: EvaluatedImage[]) =>
  evaluate(images).per_class.map(({ class_name, ap50 }) => [class_name, ap50]);

describe('mean average precision', () => {
  it('asks for more overlap at each of ten steps, inclusive', () => {
    const found = evaluate([image([object(square(0, 0))], [prediction(0.9, moved(0.7501))])]);
    expect(found.map50).toBe(1);
    expect(found.map75).toBe(1);
    expect(found.map50_95).toBeCloseTo(0.6, 12);
    const half = image([object([0, 0, 10, 10])], [prediction(0.9, [0, 0, 10, 5])]);
    expect(evaluate([half])).toMatchObject({ map50: 1, map50_95: 0.1 });
  });

  it('counts a second box on one object as wrong, however good it is', () => {
    const twice = image([object(square(0, 0))], [prediction(0.8, square(0, 0)), prediction(0.9, moved(0.8001))]);
    // At 0.50 to 0.80 the first takes the object; at 0.85 to 0.95 only the second fits, after one wrong answer.
    expect(evaluate([twice]).map50_95).toBeCloseTo((7 * 1 + 3 * 0.5) / 10, 12);
  });

  it('gives each prediction the free object that it overlaps most', () => {
    const pair = image(
      [object(moved(0.6)), object(square(0, 0))],
      [prediction(0.9, square(0, 0)), prediction(0.8, moved(0.6))],
    );
    expect(evaluate([pair]).map50_95).toBe(1);
  });

  it('ranks answers over all images together', () => {
    const images = [
      image([object(square(0, 0))], [prediction(0.6, square(0, 0))]),
      image([], [prediction(0.7, square(0, 0))]),
      image([object(square(0, 0))], [prediction(0.8, square(0, 0))]),
    ];
    expect(evaluate(images).map50).toBeCloseTo((51 + 50 * (2 / 3)) / 101, 12);
  });

  it('means over the classes that have objects and leaves the others out', () => {
    const result = evaluate([
      image(
        [object(square(0, 0)), object(square(300, 0), 7), object(square(300, 300), 7)],
        [prediction(0.9, square(0, 0)), prediction(0.9, square(300, 0), 7), prediction(0.9, square(0, 0), 1)],
      ),
    ]);
    expect(result).toMatchObject({ images: 1, objects: 3, predictions: 3 });
    expect(result.per_class.map(({ class_name, objects, ap50 }) => [class_name, objects, ap50])).toEqual([
      ['person', 1, 1],
      ['class_7', 2, 51 / 101],
    ]);
    expect(result.map50).toBeCloseTo((1 + 51 / 101) / 2, 12);
    expect(result.at_threshold).toMatchObject({ tp: 2, fp: 0, fn: 1, other_classes: 1 });
  });

  it('refuses to measure where nothing is labelled', () => {
    expect(() => evaluate([image([], [prediction(0.9, square(0, 0))])])).toThrow(/labelled object/);
    expect(() => evaluate([image([crowd(square(0, 0))])])).toThrow(/labelled object/);
  });
});

describe('a crowd region', () => {
  it('takes any number of predictions of its class out of the count', () => {
    const region = image(
      [object(square(500, 0)), crowd([0, 0, 400, 400])],
      [prediction(0.9, square(0, 0)), prediction(0.8, square(200, 200)), prediction(0.7, square(500, 0))],
    );
    const result = evaluate([region]);
    expect(result).toMatchObject({ objects: 1, map50_95: 1 });
    expect(result.at_threshold).toMatchObject({ tp: 1, fp: 0, fn: 0 });
    expect(result.confusion_matrix.matrix).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  it('counts by the share of the prediction inside, and only after objects', () => {
    // Half of the box lies in the region: ignored at 0.50, wrong above.
    const half = image(
      [object(square(500, 0)), crowd([0, 0, 50, 400])],
      [prediction(0.9, square(0, 0)), prediction(0.8, square(500, 0))],
    );
    const result = evaluate([half]);
    expect(result.map50).toBe(1);
    expect(result.map50_95).toBeCloseTo((1 + 9 * 0.5) / 10, 12);
    // An object inside a region is found and not ignored.
    const inside = image([object(square(0, 0)), crowd([0, 0, 400, 400])], [prediction(0.9, square(0, 0))]);
    expect(evaluate([inside]).at_threshold).toMatchObject({ tp: 1, fn: 0 });
  });

  it('excuses no other class', () => {
    const other = image([object(square(500, 0), 1), crowd([0, 0, 400, 400])], [prediction(0.9, square(0, 0), 1)]);
    expect(evaluate([other]).at_threshold).toMatchObject({ fp: 1 });
  });
});

describe('figures at a threshold', () => {
  const seen = image(
    [object(square(0, 0)), object(square(200, 0)), object(square(400, 0), 1)],
    [
      prediction(0.9, square(0, 0)),
      prediction(0.6, square(600, 0)),
      prediction(0.4, square(200, 0)),
      prediction(0.1, square(400, 0), 1),
    ],
  );

  it('count the scores from the threshold on', () => {
    const { at_threshold, per_class } = evaluate([seen], 0.4);
    expect(at_threshold).toMatchObject({ conf: 0.4, iou: 0.45, tp: 2, fp: 1, fn: 1 });
    expect(at_threshold.precision).toBeCloseTo(2 / 3, 12);
    expect(at_threshold.recall).toBeCloseTo(2 / 3, 12);
    expect(per_class[1]).toMatchObject({ class_name: 'car', tp: 0, fp: 0, fn: 1, precision: null, recall: 0, f1: 0 });
    expect(evaluate([seen], 0.41).at_threshold).toMatchObject({ tp: 1, fp: 1, fn: 2 });
  });

  it('are measured on what is shown and not on what average precision takes', () => {
    const [first] = seen.predictions;
    if (first === undefined) throw new Error('no prediction');
    const result = evaluate([image([...seen.objects], [...seen.predictions], [first])]);
    expect(result.at_threshold).toMatchObject({ tp: 1, fp: 0, fn: 2 });
    expect(result.at_threshold.map50).toBeCloseTo(51 / 101 / 2, 12);
    expect(result.map50).toBeGreaterThan(result.at_threshold.map50);
  });

  it('name the threshold with the best F1, overall and by class', () => {
    // From 0.9 down: 1 of 1, 1 of 2, 2 of 3, 3 of 4 right, of 3 objects: F1 1/2, 2/5, 2/3, 6/7.
    const { best_f1, per_class } = evaluate([seen]);
    expect(best_f1).toMatchObject({ conf: 0.1, precision: 0.75, recall: 1 });
    expect(best_f1?.f1).toBeCloseTo(6 / 7, 12);
    expect(per_class[0]?.best_f1).toMatchObject({ conf: 0.4 });
    const never = image([object(square(0, 0))], [prediction(0.9, square(600, 0))]);
    expect(evaluate([never]).best_f1).toBeNull();
  });

  it('take all predictions of one score or none', () => {
    const equal = image([object(square(0, 0))], [prediction(0.5, square(0, 0)), prediction(0.5, square(600, 0))]);
    expect(evaluate([equal]).best_f1).toMatchObject({ conf: 0.5, precision: 0.5, recall: 1 });
  });
});

describe('the precision-recall curve', () => {
  it('has 101 points a class, with the score that reaches each, and their mean over the classes', () => {
    const { pr_curve } = evaluate([
      image(
        [object(square(0, 0)), object(square(200, 0)), object(square(400, 0), 1)],
        [prediction(0.87654321, square(0, 0)), prediction(0.5, square(400, 0), 1)],
      ),
    ]);
    const [person, car] = pr_curve.per_class;
    expect([person?.precision[50], person?.precision[51], car?.precision[100]]).toEqual([1, 0, 1]);
    expect([person?.conf[50], person?.conf[51], car?.conf[100]]).toEqual([0.8765, null, 0.5]);
    expect([pr_curve.overall[50], pr_curve.overall[51]]).toEqual([1, 0.5]);
    expect(pr_curve.recall[29]).toBe(0.29);
    expect(ap50Of([image([object(square(0, 0))], [])])).toEqual([['person', 0]]);
  });
});

it('is as the contract has it', () => {
  const figures = evaluate([
    image([object(square(0, 0))], [prediction(0.9, square(0, 0)), prediction(0.3, square(9, 300), 1)]),
  ]);
  const labels = {
    ...{ format: 'yolo', matched_by: 'ids', names_file: null, unknown_classes: [] },
    ...{ crowd_regions: 0, images_without_labels: 0, labels_without_image: 0 },
  };
  expect(EvaluationResult.parse({ ...figures, labels })).toEqual({ ...figures, labels });
});
