import { describe, expect, test } from 'vitest';
import { cellHeight, columnsIn, galleryRow, gallerySize, rowsFor } from './grid-geometry.ts';
import { moveFocus } from './move-focus.ts';

// Rows 0 to 2 | 3 to 5 | 6 to 7.
const GRID = { count: 8, columns: 3, pageRows: 2 };
const TABLE = { count: 50, columns: 1, pageRows: 10 };

describe('the focus in a gallery', () => {
  test.each([
    ['ArrowRight', 2, 3],
    ['ArrowRight', 7, 7],
    ['ArrowLeft', 3, 2],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 1, 4],
    ['ArrowDown', 5, 7],
    ['ArrowDown', 7, 7],
    ['ArrowUp', 4, 1],
    ['ArrowUp', 1, 1],
    ['PageDown', 0, 6],
    ['PageDown', 4, 7],
    ['PageUp', 7, 1],
    ['PageUp', 5, 2],
    ['Home', 5, 3],
    ['End', 3, 5],
    ['End', 6, 7],
  ])('%s leads from %i to %i', (key, from, to) => {
    expect(moveFocus(key, from, GRID)).toBe(to);
  });

  test('goes to the ends of the list with Ctrl', () => {
    expect(moveFocus('Home', 5, GRID, true)).toBe(0);
    expect(moveFocus('End', 1, GRID, true)).toBe(7);
  });

  test('leaves other keys and empty lists alone', () => {
    expect(moveFocus('Enter', 1, GRID)).toBeUndefined();
    expect(moveFocus('ArrowDown', 0, { ...GRID, count: 0 })).toBeUndefined();
  });
});

describe('the focus in a table', () => {
  test.each([
    ['ArrowDown', 4, 5],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 49, 49],
    ['PageDown', 45, 49],
    ['PageUp', 4, 0],
    ['Home', 30, 0],
    ['End', 3, 49],
  ])('%s leads from %i to %i', (key, from, to) => {
    expect(moveFocus(key, from, TABLE)).toBe(to);
  });

  test('has no sideways', () => {
    expect(moveFocus('ArrowLeft', 4, TABLE)).toBeUndefined();
    expect(moveFocus('ArrowRight', 4, TABLE)).toBeUndefined();
  });
});

describe('the geometry of the gallery', () => {
  test('fits as many cells as keep their least width', () => {
    const { leastCell } = gallerySize(0);
    const gap = galleryRow(gallerySize(0)) - cellHeight(gallerySize(0));
    expect(columnsIn(0)).toBe(1);
    expect(columnsIn(2 * leastCell + gap)).toBe(2);
    expect(columnsIn(2 * leastCell + gap - 1)).toBe(1);
  });

  test('is larger on a large screen', () => {
    expect(gallerySize(2_440).frame).toBeGreaterThan(gallerySize(1_164).frame);
    expect(columnsIn(2_440)).toBe(8);
  });

  test('has a last row that may be short', () => {
    expect([0, 1, 3, 4].map((count) => rowsFor(count, 3))).toEqual([0, 1, 1, 2]);
  });
});
