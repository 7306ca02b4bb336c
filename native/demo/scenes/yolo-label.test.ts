import { describe, expect, it } from 'vitest';
import { FIRST_UNTRAINED_SEED, sceneSeedRule } from './seeds.ts';
import type { Scene } from './types.ts';
import { labelledParts, yoloLabel } from './yolo-label.ts';

const scene: Scene = {
  width: 640,
  height: 480,
  rgb: new Uint8Array(0),
  parts: [
    { kind: 'bracket', box: [64, 48, 128, 96], visible: 1 },
    { kind: 'unknown', box: [200, 200, 300, 300], visible: 1 },
    { kind: 'bolt', box: [0, 0, 1, 480], visible: 0.4 },
  ],
};

describe('yoloLabel', () => {
  it('states class and box in shares to six places, and leaves the seventh kind out', () => {
    expect(yoloLabel(scene)).toBe('5 0.150000 0.150000 0.100000 0.100000\n0 0.000781 0.500000 0.001563 1.000000\n');
    expect(labelledParts(scene).map(({ kind }) => kind)).toEqual(['bracket', 'bolt']);
  });

  it('is empty where there is nothing to label', () => {
    expect(yoloLabel({ ...scene, parts: [] })).toBe('');
  });
});

describe('sceneSeedRule', () => {
  it('parts the seeds at 900000', () => {
    expect(FIRST_UNTRAINED_SEED).toBe(900_000);
    expect(sceneSeedRule(899_999)).toBe('training');
    expect(sceneSeedRule(900_000)).toBe('never trained on');
  });
});
