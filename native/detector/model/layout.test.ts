import { describe, expect, it } from 'vitest';
import type { Layout } from '../../contract/model.ts';
import { describeDims } from './describe.ts';
import { findLayout, type LayoutQuestion } from './layout.ts';
import { checkStatedLayout } from './stated-layout.ts';

type Row = [
  dims: (number | null)[],
  size: number,
  namedClasses: number | null,
  layout: Layout,
  classCount: number | null,
];

const ask = (
  dims: (number | null)[],
  side: number,
  more: Partial<LayoutQuestion> & { name?: string } = {},
): LayoutQuestion => ({
  output: { name: more.name ?? 'output', dims },
  input: more.input ?? { height: side, width: side },
  namedClasses: more.namedClasses ?? null,
  metadata: more.metadata ?? { endToEnd: null },
});

describe('findLayout', () => {
  it.each<Row>([
    [[1, 25200, 85], 640, null, 'yolov5', 80],
    [[1, 25200, 6], 640, null, 'yolov5', 1],
    [[1, 25200, 6], 640, 1, 'yolov5', 1],
    [[1, 25500, 85], 640, 80, 'yolov5', 80], // strides 8 to 64
    [[1, 3549, 85], 416, null, 'yolox', 80],
    [[null, 8400, 85], 640, null, 'yolox', 80],
    [[1, 3549, 21], 416, null, 'yolox', 16],
    [[1, 84, 8400], 640, null, 'yolov8', 80],
    [[1, 18, 2100], 320, 14, 'yolov8', 14],
    [[1, 5, 8400], 640, 1, 'yolov8', 1],
    [[1, 84, 34000], 640, 80, 'yolov8', 80], // strides 4 to 32
    [[1, 8400, 84], 640, null, 'yolov8', 80], // axes exchanged: COCO's 80, not YOLOX with 79
    [[1, 8400, 6], 640, 2, 'yolov8', 2],
    [[1, 8400, 6], 640, 1, 'yolox', 1],
    [[1, 84, 84], 64, null, 'yolov8', 80],
    [[1, 9, 1234], 640, 5, 'yolov8', 5], // no known grid, but box and five named classes
    [[1, 300, 6], 640, null, 'end2end', null],
    [[1, 300, 6], 640, 80, 'end2end', null],
    [[1, 100, 6], 416, 3, 'end2end', null],
  ])('tells %j at %d with %s named classes', (dims, side, namedClasses, layout, classCount) => {
    expect(findLayout(ask(dims, side, { namedClasses }))).toMatchObject({ kind: 'found', layout, classCount });
  });

  it('counts the cells of inputs that are not square', () => {
    const question = ask([1, 84, 6300], 0, { input: { height: 480, width: 640 } });
    expect(findLayout(question)).toMatchObject({ kind: 'found', layout: 'yolov8' });
  });

  it('believes the metadata about selecting models', () => {
    expect(findLayout(ask([1, 25200, 6], 640, { metadata: { endToEnd: true } }))).toMatchObject({ layout: 'end2end' });
    expect(findLayout(ask([1, 300, 6], 640, { metadata: { endToEnd: false } }))).toMatchObject({ kind: 'refused' });
  });

  it('takes seven columns only where the name spells their order', () => {
    const named = ask([null, 7], 416, { name: 'batchno_classid_score_x1y1x2y2' });
    expect(findLayout(named)).toMatchObject({ kind: 'found', layout: 'nms', classCount: null });
    expect(findLayout(ask([null, 7], 416))).toMatchObject({ kind: 'refused' });
  });

  it('leaves free what only a run can show', () => {
    expect(findLayout(ask([null, null, 85], 640))).toEqual({ kind: 'open' });
    expect(findLayout(ask([1, null, null], 640))).toEqual({ kind: 'open' });
  });

  it.each<[(number | null)[], number, number | null]>([
    [[1, 10], 32, null],
    [[1, 3, 64, 64], 64, null],
    [[4, 84, 8400], 640, null],
    [[1, 300, 84], 640, 80], // RT-DETR: fractions of the image, not pixels
    [[1, 84, 8400], 640, 12], // names contradict
    [[1, 1000, 85], 640, null],
    [[1, 4, 8400], 640, null],
    [[], 640, null],
  ])('refuses %j at %d with %s named classes', (dims, side, namedClasses) => {
    expect(findLayout(ask(dims, side, { namedClasses }))).toMatchObject({ kind: 'refused' });
  });
});

describe('checkStatedLayout', () => {
  it.each<[Layout, (number | null)[], number, number | null, number | null]>([
    ['yolov5', [1, 1000, 85], 640, null, 80],
    ['yolov8', [1, 84, 1000], 640, null, 80],
    ['yolov8', [1, 1000, 84], 640, 80, 80],
    ['yolov8', [1, 25, 20], 640, 16, 16],
    ['end2end', [1, 25200, 6], 640, 3, null],
    ['nms', [null, 7], 640, null, null],
  ])('lets %s be %j at %d with %s named classes', (layout, dims, side, namedClasses, classCount) => {
    expect(checkStatedLayout(layout, ask(dims, side, { namedClasses }))).toMatchObject({
      kind: 'found',
      layout,
      classCount,
      reason: `${describeDims(dims)} is what this layout needs`,
    });
  });

  it.each<[Layout, (number | null)[], number | null]>([
    ['yolox', [1, 1000, 85], null], // the head walks the grid of the input
    ['yolov5', [1, 25200, 85], 12],
    ['yolov5', [1, 85, 3, 80], null],
    ['nms', [1, 300, 6], null],
    ['end2end', [1, 300, 7], null],
  ])('does not let %s be %j with %s named classes', (layout, dims, namedClasses) => {
    expect(checkStatedLayout(layout, ask(dims, 640, { namedClasses }))).toMatchObject({ kind: 'refused' });
  });
});
