import { describe, expect, test } from 'vitest';
import type { ClassFigures } from '../../../native/contract/http/evaluations.ts';
import { confusionRows } from './confusion-cells.ts';
import { curvePoints } from './curve-points.ts';
import { evaluationSentence, formatRatio, listSentence, progressWords } from './evaluation-words.ts';
import { pressColumn, sortClasses } from './sort-classes.ts';
import { FINISHED } from './testing/samples.ts';

describe('the first lines', () => {
  test('say the figure with what it was measured on', () => {
    expect(evaluationSentence(FINISHED)).toBe('mAP50 0.983 over 500 images, 2,534 objects');
    expect(listSentence([FINISHED])).toBe('starter has mAP50 0.983 on yard, 500 images');
  });

  test('say how far it came where there is no figure', () => {
    const running = {
      ...FINISHED,
      state: 'running' as const,
      result: null,
      figures: null,
      progress: { done: 12, total: 500 },
    };
    expect(evaluationSentence(running)).toBe('yard: 12 of 500 images');
    expect(listSentence([running, FINISHED])).toBe('starter is being evaluated on yard: 12 of 500 images');
    expect(evaluationSentence({ ...running, state: 'failed' })).toBe('yard failed');
    expect(progressWords({ state: 'preparing', progress: { done: 0, total: 0 } })).toBe('Reading labels');
    expect(listSentence([])).toBe('No model has been evaluated yet');
    expect(formatRatio(null)).toBe('–');
  });
});

describe('the classes', () => {
  const row = (class_id: number, class_name: string, f1: number | null): ClassFigures => ({
    ...(FINISHED.result?.per_class[0] as ClassFigures),
    class_id,
    class_name,
    f1,
  });
  const rows = [row(2, 'class 10', 0.5), row(0, 'class 9', null), row(1, 'bolt', 0.9)];
  const ids = (order: Parameters<typeof sortClasses>[1]) => sortClasses(rows, order).map(({ class_id }) => class_id);

  test('are sorted by any column, without a figure last', () => {
    expect(ids(null)).toEqual([0, 1, 2]);
    expect(ids({ column: 'f1', direction: 'ascending' })).toEqual([2, 1, 0]);
    expect(ids({ column: 'f1', direction: 'descending' })).toEqual([1, 2, 0]);
    expect(ids({ column: 'class_name', direction: 'ascending' })).toEqual([1, 0, 2]);
  });

  test('turn round by a second press', () => {
    const once = pressColumn(null, 'ap50');
    expect(once).toEqual({ column: 'ap50', direction: 'ascending' });
    expect(pressColumn(once, 'ap50')).toEqual({ column: 'ap50', direction: 'descending' });
    expect(pressColumn(once, 'objects').direction).toBe('descending');
  });
});

test('the points of the curve are those of the answer', () => {
  const curve = FINISHED.result?.pr_curve;
  if (curve === undefined) throw new Error('the sample has no curve');
  const points = curvePoints(curve, 3);
  expect(points).toHaveLength(101);
  expect(points[50]).toEqual({ recall: 0.5, overall: 0.9, chosen: 0.8, conf: 0.5 });
  expect(points[100]?.conf).toBeNull();
  expect(curvePoints(curve, null)[50]).toEqual({ recall: 0.5, overall: 0.9 });
});

test('every cell of the matrix says what it counts', () => {
  const rows = confusionRows({
    conf: 0.25,
    classes: ['bolt', 'nut', 'background'],
    matrix: [
      [6, 1, 1],
      [0, 0, 0],
      [2, 0, 0],
    ],
  });
  expect(rows.map(({ cells }) => cells.map(({ share }) => share))).toEqual([
    [0.75, 0.125, 0.125],
    [0, 0, 0],
    [1, 0, 0],
  ]);
  expect(rows[0]?.cells.map(({ words }) => words)).toEqual([
    '6 bolt found as bolt',
    '1 bolt predicted as nut',
    '1 bolt not found',
  ]);
  expect(rows[2]?.cells[0]?.words).toBe('2 predictions of bolt on background');
  expect(rows[2]?.cells[2]?.kind).toBe('corner');
});
