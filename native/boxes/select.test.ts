import { describe, expect, it } from 'vitest';
import type { Candidates } from '../contract/candidates.ts';
import { iou } from './iou.ts';
import { selectCandidates, selectDetections } from './select.ts';

type Row = [classId: number, score: number, x1: number, y1: number, x2: number, y2: number];

function candidates(rows: Row[], suppressed = false): Candidates {
  return {
    class_ids: Uint16Array.from(rows, ([classId]) => classId),
    scores: Float32Array.from(rows, ([, score]) => score),
    boxes: Float32Array.from(rows.flatMap(([, , ...box]) => box)),
    suppressed,
  };
}

const all = { conf: 0.25, iou: 0.45, max_det: 300, classes: null };

describe('intersection over union', () => {
  it.each([
    ['the same box', [0, 0, 10, 10, 0, 0, 10, 10], 1],
    ['half covered', [0, 0, 10, 10, 0, 0, 10, 5], 0.5],
    ['a corner shared', [0, 0, 2, 2, 1, 1, 3, 3], 1 / 7],
    ['touching edges', [0, 0, 2, 2, 2, 0, 4, 2], 0],
    ['apart', [0, 0, 1, 1, 5, 5, 6, 6], 0],
    ['no area at all', [1, 1, 1, 1, 1, 1, 1, 1], 0],
  ])('%s', (_, numbers, expected) => {
    expect(iou(Float32Array.from(numbers), 0, 4)).toBeCloseTo(expected, 6);
  });
});

describe('selection', () => {
  const crowd = candidates([
    [0, 0.9, 0, 0, 10, 10],
    [0, 0.8, 1, 0, 11, 10],
    [1, 0.7, 1, 0, 11, 10],
    [0, 0.6, 30, 30, 40, 40],
    [0, 0.1, 60, 60, 70, 70],
  ]);

  it('suppresses within a class and never across classes', () => {
    expect(selectCandidates(crowd, all)).toEqual([0, 2, 3]);
  });

  it('keeps an overlap that is exactly at the limit', () => {
    const pair = candidates([
      [0, 0.9, 0, 0, 10, 10],
      [0, 0.8, 0, 0, 10, 5],
    ]);
    expect(selectCandidates(pair, { ...all, iou: 0.5 })).toEqual([0, 1]);
    expect(selectCandidates(pair, { ...all, iou: 0.49 })).toEqual([0]);
  });

  it('lets a suppressed box suppress nothing', () => {
    const chain = candidates([
      [0, 0.9, 0, 0, 10, 10],
      [0, 0.8, 4, 0, 14, 10],
      [0, 0.7, 8, 0, 18, 10],
    ]);
    expect(selectCandidates(chain, { ...all, iou: 0.4 })).toEqual([0, 2]);
  });

  it('does not suppress what the model has selected itself', () => {
    const selected = candidates(
      [
        [0, 0.9, 0, 0, 10, 10],
        [0, 0.8, 0, 0, 10, 10],
      ],
      true,
    );
    expect(selectCandidates(selected, all)).toEqual([0, 1]);
  });

  it('takes a score at the threshold, and shows all at the floor', () => {
    const scores = candidates([
      [0, 0.5, 0, 0, 1, 1],
      [0, 0.25, 5, 5, 6, 6],
    ]);
    expect(selectCandidates(scores, { ...all, conf: 0.25 })).toEqual([0, 1]);
    expect(selectCandidates(scores, { ...all, conf: 0.26 })).toEqual([0]);
  });

  it('filters classes before it counts to max_det', () => {
    expect(selectCandidates(crowd, { ...all, classes: new Set([1]), max_det: 1 })).toEqual([2]);
    expect(selectCandidates(crowd, { ...all, max_det: 2 })).toEqual([0, 2]);
  });

  it('answers nothing for nothing', () => {
    expect(selectCandidates(candidates([]), all)).toEqual([]);
  });

  it('clips to the image only what it shows', () => {
    const outside = candidates([[3, 0.9, -5, 2.126, 30, 50]]);
    expect(selectDetections(outside, all, { width: 20, height: 40 }, ['a', 'b'])).toEqual([
      { class_id: 3, class_name: 'class_3', score: 0.9, box: [0, 2.13, 20, 40] },
    ]);
  });
});
