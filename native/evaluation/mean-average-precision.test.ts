import { describe, expect, it } from 'vitest';
import type { Box } from '../contract/candidates.ts';
import { averagePrecision, meanAveragePrecision } from './mean-average-precision.ts';
import type { EvaluatedImage } from './types.ts';

const square = (x: number, y: number, side = 100): Box => [x, y, x + side, y + side];
/** A square of side 100 moved right so that it overlaps the unmoved one by exactly this intersection over union. */
const moved = (iou: number): Box => square((100 * (1 - iou)) / (1 + iou), 0);

const names = ['person', 'car'];
const object = (box: Box, class_id = 0) => ({ class_id, box });
const prediction = (score: number, box: Box, class_id = 0) => ({ class_id, score, box });
const image = (
  objects: EvaluatedImage['objects'],
  predictions: EvaluatedImage['predictions'] = [],
): EvaluatedImage => ({ objects, predictions });

describe('average precision', () => {
  it.each([
    ['all found, nothing else', [true, true], 2, 1],
    ['nothing proposed', [], 3, 0],
    ['only wrong ones', [false, false], 1, 0],
    // Recall 0.5 at precision 1 covers the points 0 to 0.50, which are 51 of 101.
    ['half found', [true], 2, 51 / 101],
    ['a wrong one before the only right one', [false, true], 1, 0.5],
    // Precision 1 up to recall 1/2, then 2/3 for the other 50 points: the dip between them is filled from the right.
    ['a wrong one between two right ones', [true, false, true], 2, (51 + 50 * (2 / 3)) / 101],
    // Precisions 1/2, 2/3, 3/4: the last is the best from the first point on.
    ['a precision that rises', [false, true, true, true], 3, 0.75],
    // Recall 1/3 lies between the points 0.33 and 0.34.
    ['a recall between two points', [true], 3, 34 / 101],
  ])('%s', (_, hits, objects, expected) => {
    expect(averagePrecision(hits, objects)).toBeCloseTo(expected, 12);
  });

  it('counts a recall that is exactly one of the points', () => {
    expect(averagePrecision([...Array(7).fill(true)], 100)).toBeCloseTo(8 / 101, 12);
  });
});

describe('mean average precision', () => {
  it('asks for more overlap at each of ten steps, inclusive', () => {
    const found = meanAveragePrecision([image([object(square(0, 0))], [prediction(0.9, moved(0.7501))])], names);
    expect(found.map50).toBe(1);
    expect(found.map75).toBe(1);
    expect(found.map50_95).toBeCloseTo(0.6, 12);
    const half = image([object([0, 0, 10, 10])], [prediction(0.9, [0, 0, 10, 5])]);
    expect(meanAveragePrecision([half], names)).toMatchObject({ map50: 1, map50_95: 0.1 });
  });

  it('counts a second box on one object as wrong, however good it is', () => {
    const twice = image([object(square(0, 0))], [prediction(0.8, square(0, 0)), prediction(0.9, moved(0.8001))]);
    // At 0.50 to 0.80 the first takes the object; at 0.85 to 0.95 only the second fits, after one wrong answer.
    expect(meanAveragePrecision([twice], names).map50_95).toBeCloseTo((7 * 1 + 3 * 0.5) / 10, 12);
  });

  it('gives each prediction the free object that it overlaps most', () => {
    const pair = image(
      [object(moved(0.6)), object(square(0, 0))],
      [prediction(0.9, square(0, 0)), prediction(0.8, moved(0.6))],
    );
    expect(meanAveragePrecision([pair], names).map50_95).toBe(1);
  });

  it('ranks answers over all images together', () => {
    const images = [
      image([object(square(0, 0))], [prediction(0.6, square(0, 0))]),
      image([], [prediction(0.7, square(0, 0))]),
      image([object(square(0, 0))], [prediction(0.8, square(0, 0))]),
    ];
    expect(meanAveragePrecision(images, names).map50).toBeCloseTo((51 + 50 * (2 / 3)) / 101, 12);
  });

  it('means over the classes that have objects and leaves the others out', () => {
    const result = meanAveragePrecision(
      [
        image(
          [object(square(0, 0)), object(square(300, 0), 7), object(square(300, 300), 7)],
          [prediction(0.9, square(0, 0)), prediction(0.9, square(300, 0), 7), prediction(0.9, square(0, 0), 1)],
        ),
      ],
      names,
    );
    expect(result).toMatchObject({ images: 1, objects: 3, predictions: 3 });
    expect(result.per_class.map(({ class_name, objects, ap50 }) => [class_name, objects, ap50])).toEqual([
      ['person', 1, 1],
      ['class_7', 2, 51 / 101],
    ]);
    expect(result.map50).toBeCloseTo((1 + 51 / 101) / 2, 12);
  });

  it('refuses to measure where nothing is labelled', () => {
    expect(() => meanAveragePrecision([image([], [prediction(0.9, square(0, 0))])], names)).toThrow(/labelled object/);
  });
});
