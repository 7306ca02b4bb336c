import { expect, it } from 'vitest';
import type { Box } from '../../contract/candidates.ts';
import { Confusion } from './confusion.ts';

const box = (x: number): Box => [x, 0, x + 100, 100];
const object = (class_id: number, x: number) => ({ class_id, box: box(x) });
const prediction = (class_id: number, x: number, score = 0.9) => ({ class_id, score, box: box(x) });

function matrixOf(...images: Parameters<Confusion['add']>[]) {
  const confusion = new Confusion();
  for (const [objects, predictions] of images) confusion.add(objects, predictions);
  return confusion.result(0.25, (id) => ['cat', 'dog', 'cow'][id] ?? '');
}

it('counts which class was taken for which, what was not found and what was found on nothing', () => {
  const result = matrixOf(
    [
      [object(0, 0), object(1, 300), object(2, 600)],
      [prediction(0, 5), prediction(0, 305), prediction(1, 900)],
    ],
    [[object(0, 0)], [prediction(0, 0)]],
  );
  expect(result).toEqual({
    conf: 0.25,
    classes: ['cat', 'dog', 'cow', 'background'],
    matrix: [
      [2, 0, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 1, 0, 0],
    ],
  });
});

it('gives an object to the prediction that overlaps it most, whatever its class and score', () => {
  const { matrix } = matrixOf([[object(0, 0)], [prediction(0, 20, 0.9), prediction(1, 10, 0.3)]]);
  expect(matrix).toEqual([
    [0, 1, 0],
    [0, 0, 0],
    [1, 0, 0],
  ]);
});

it('uses each object and each prediction once', () => {
  // The second prediction fits the first object best, which the first one fits better.
  const { classes, matrix } = matrixOf([
    [object(0, 0), object(1, 30)],
    [prediction(0, 0), prediction(1, 14)],
  ]);
  expect(classes).toEqual(['cat', 'dog', 'background']);
  expect(matrix).toEqual([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]);
});

it('asks for an overlap of a half, inclusive', () => {
  const half: Box = [0, 0, 100, 50];
  expect(matrixOf([[object(0, 0)], [{ class_id: 0, score: 1, box: half }]]).matrix[0]?.[0]).toBe(1);
  expect(matrixOf([[object(0, 0)], [prediction(0, 34)]]).matrix[0]?.[0]).toBe(0);
});

it('has background alone where there is nothing', () => {
  expect(matrixOf([[], []])).toEqual({ conf: 0.25, classes: ['background'], matrix: [[0]] });
});
