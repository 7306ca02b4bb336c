import { describe, expect, it } from 'vitest';
import { hitTest } from './hit-test.ts';
import { stageAction, stepSelection } from './stage-keys.ts';

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey', boolean>> = {}) =>
  stageAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('stageAction', () => {
  it('knows the keys of the stage and leaves the others', () => {
    expect(press('f')).toEqual({ type: 'fit' });
    expect(press('ArrowDown')).toEqual({ type: 'step', by: 1 });
    expect(press('ArrowLeft')).toBeNull();
    expect(press('x')).toBeNull();
  });

  it('moves the picture with Shift and leaves shortcuts of the browser alone', () => {
    expect(press('ArrowLeft', { shiftKey: true })).toMatchObject({ type: 'pan', dy: 0 });
    expect(press('f', { ctrlKey: true })).toBeNull();
  });
});

describe('stepSelection', () => {
  it('begins at the end it comes from and stops at the other', () => {
    expect(stepSelection([7, 8, 9], null, 1)).toBe(7);
    expect(stepSelection([7, 8, 9], null, -1)).toBe(9);
    expect(stepSelection([7, 8, 9], 9, 1)).toBe(9);
    expect(stepSelection([7, 8, 9], 8, -1)).toBe(7);
    expect(stepSelection([7, 8, 9], 5, 1)).toBe(7);
    expect(stepSelection([], null, 1)).toBeNull();
  });
});

describe('hitTest', () => {
  const boxes: Parameters<typeof hitTest>[0] = [
    { id: 1, box: [0, 0, 100, 100] },
    { id: 2, box: [40, 40, 60, 60] },
  ];

  it('prefers the smaller of two boxes', () => {
    expect(hitTest(boxes, { x: 50, y: 50 }, 0)).toBe(2);
    expect(hitTest(boxes, { x: 10, y: 10 }, 0)).toBe(1);
    expect(hitTest(boxes, { x: 104, y: 50 }, 0)).toBeNull();
    expect(hitTest(boxes, { x: 104, y: 50 }, 5)).toBe(1);
  });
});
