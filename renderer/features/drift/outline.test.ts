import { describe, expect, it } from 'vitest';
import { sparkPath, stepOutline, toShares } from './outline.ts';
import { placePoints } from './place-points.ts';

describe('outlines', () => {
  it('make windows of unlike size comparable', () => {
    expect(toShares([10, 30])).toEqual([0.25, 0.75]);
    expect(toShares([0, 0])).toEqual([0, 0]);
  });
  it('step from bin to bin and end on the ground', () => {
    expect(stepOutline([0.25, 0.5], 0.5, 100, 40)).toBe('M0 40V20.0H50.0V0.0H100.0V40');
    expect(stepOutline([], 1, 100, 40)).toBe('');
  });
});

describe('a sparkline', () => {
  it('breaks where a value is missing', () => {
    const values = [0, 0.5, null, 1].map((value, index) => ({ t: index * 10, value }));
    expect(sparkPath(values, 30, 20)).toBe('M0.0 20.0L10.0 10.0M30.0 0.0');
  });
  it('shows a single value', () => {
    expect(sparkPath([{ t: 5, value: 0.5 }], 30, 20)).toBe('M27.0 10.0h3');
    expect(sparkPath([], 30, 20)).toBe('');
  });
});

describe('points of the map', () => {
  it('fill the box within its margin, in order from the left', () => {
    const placed = placePoints(
      [
        { id: 2, window: 'current', x: 1, y: 1 },
        { id: 1, window: 'reference', x: -1, y: -1 },
      ],
      100,
      50,
      10,
    );
    expect(placed.map(({ id, x, y }) => [id, x, y])).toEqual([
      [1, 10, 40],
      [2, 90, 10],
    ]);
  });
  it('lie in the middle where nothing varies', () => {
    expect(placePoints([{ id: 1, window: 'current', x: 3, y: 4 }], 100, 50, 10)).toEqual([
      { id: 1, window: 'current', x: 50, y: 25 },
    ]);
  });
});
