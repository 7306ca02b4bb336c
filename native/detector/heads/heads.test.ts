import { describe, expect, it } from 'vitest';
import type { Layout } from '../../contract/model.ts';
import type { HeadContext } from './head.ts';
import { HEADS } from './index.ts';

const context: HeadContext = {
  placement: { scale: 0.5, left: 4, top: 2, width: 64, height: 64 },
  input: { width: 64, height: 32 },
  classCount: 2,
  floor: 0.05,
  maxCandidates: 100,
};
const decode = (layout: Layout, dims: number[], values: ArrayLike<number>, more: Partial<HeadContext> = {}) =>
  HEADS[layout]({ data: Float32Array.from(values), dims }, { ...context, ...more });
const plain = (candidates: ReturnType<typeof decode>) => ({
  class_ids: [...candidates.class_ids],
  scores: [...candidates.scores].map((score) => Math.round(score * 1e4) / 1e4),
  boxes: [...candidates.boxes].map((corner) => Math.round(corner * 1e3) / 1e3),
  suppressed: candidates.suppressed,
});
/** A box around (20, 10) of 8 x 4 on the canvas, in original pixels. */
const BOX = [24, 12, 40, 20];

describe('heads', () => {
  it('yolov5 multiplies objectness and class, and takes the best class', () => {
    const rows = [20, 10, 8, 4, 0.5, 0.2, 0.8, 20, 10, 8, 4, 0.9, 0.9, 0.1, 20, 10, 8, 4, 0.04, 1, 1];
    expect(plain(decode('yolov5', [1, 3, 7], rows))).toEqual({
      class_ids: [0, 1],
      scores: [0.81, 0.4],
      boxes: [...BOX, ...BOX],
      suppressed: false,
    });
  });

  it('yolov8 reads channels first and channels last alike', () => {
    // Three positions: class 1 at 0.7, nothing, class 0 at 0.9.
    const channels = [20, 0, 20, 10, 0, 10, 8, 0, 8, 4, 0, 4, 0.1, 0, 0.9, 0.7, 0, 0.2];
    const rows = [20, 10, 8, 4, 0.1, 0.7, 0, 0, 0, 0, 0, 0, 20, 10, 8, 4, 0.9, 0.2];
    const expected = { class_ids: [0, 1], scores: [0.9, 0.7], boxes: [...BOX, ...BOX], suppressed: false };
    expect(plain(decode('yolov8', [1, 6, 3], channels))).toEqual(expected);
    expect(plain(decode('yolov8', [1, 3, 6], rows))).toEqual(expected);
  });

  it('yolox walks the grids of strides 8, 16 and 32, row by row, on an input that is not square', () => {
    // 64 x 32: 8 x 4 cells, then 4 x 2, then 2 x 1.
    const rows = 32 + 8 + 2;
    const data = new Float32Array(rows * 7);
    data.set([0.5, 0.25, 0, Math.log(0.5), 0.9, 0.1, 1], (8 + 2) * 7); // stride 8, row 1, column 2: centre (20, 10), 8 x 4
    data.set([0.25, 0.625, Math.log(0.5), Math.log(0.25), 0.8, 1, 0], (32 + 1) * 7); // stride 16, row 0, column 1: (20, 10)
    data.set([-0.375, 0.3125, Math.log(0.25), Math.log(0.125), 0.7, 1, 0], (32 + 8 + 1) * 7); // stride 32, column 1
    expect(plain(decode('yolox', [1, rows, 7], data))).toEqual({
      class_ids: [1, 0, 0],
      scores: [0.9, 0.8, 0.7],
      boxes: [...BOX, ...BOX, ...BOX],
      suppressed: false,
    });
  });

  it('end2end and nms keep the choice of the model', () => {
    const expected = { class_ids: [1, 0], scores: [0.9, 0.4], boxes: [...BOX, ...BOX], suppressed: true };
    const end2end = [16, 8, 24, 12, 0.9, 1, 16, 8, 24, 12, 0.4, 0, 0, 0, 0, 0, 0.001, 0];
    expect(plain(decode('end2end', [1, 3, 6], end2end))).toEqual(expected);
    const nms = [0, 0, 0.4, 16, 8, 24, 12, 0, 1, 0.9, 16, 8, 24, 12];
    expect(plain(decode('nms', [2, 7], nms))).toEqual(expected);
    expect(plain(decode('nms', [0, 7], [])).scores).toEqual([]);
  });

  it('leaves boxes that reach out of the image as they are', () => {
    expect(plain(decode('end2end', [1, 1, 6], [-10, -20, 200, 300, 0.5, 0])).boxes).toEqual([-28, -44, 392, 596]);
  });

  it('sorts by falling score, equal ones in the order of the model, and cuts after the best', () => {
    const scores = [0.3, 0.9, 0.5, 0.9, 0.7];
    const rows = scores.flatMap((score, at) => [at, 0, at + 1, 1, score, at]);
    const { class_ids } = decode('end2end', [1, 5, 6], rows, { maxCandidates: 3 });
    expect([...class_ids]).toEqual([1, 3, 4]);
  });

  it('survives scores that are no numbers, above 1, or 0 with a floor of 0, and boxes at infinity', () => {
    const rows = [
      [0, 0, 1, 1, Number.NaN, 0],
      [0, 0, 1, 1, 1.39, 1],
      [0, 0, 1, 1, 0, 2],
      [0, 0, Number.POSITIVE_INFINITY, 1, 0.9, 3],
      [0, 0, 1, 1, 0.8, Number.NaN],
      [0, 0, 1, 1, 1.2, 4],
    ].flat();
    const candidates = decode('end2end', [1, 6, 6], rows, { floor: 0 });
    expect([...candidates.class_ids]).toEqual([1, 4]);
    expect([...candidates.scores]).toEqual([1, 1]);
    const nan = new Float32Array(6 * 4).fill(Number.NaN);
    expect(decode('yolov8', [1, 6, 4], nan, { floor: 0 }).scores).toHaveLength(0);
    expect(decode('yolov8', [1, 4, 6], nan, { floor: 0 }).scores).toHaveLength(0);
    expect(decode('yolov5', [1, 3, 7], nan, { floor: 0 }).scores).toHaveLength(0);
  });
});
