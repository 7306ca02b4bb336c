import { expect, it } from 'vitest';
import { draggedSpan, LEAST_SPAN_MS, timeAt, xOf, yOf } from './geometry.ts';

const WINDOW = { from: 1_000_000, to: 1_600_000 };

it('places and times are the same seen from both sides', () => {
  expect(xOf(1_150_000, WINDOW, 400)).toBe(100);
  expect(timeAt(100, WINDOW, 400)).toBe(1_150_000);
  expect(timeAt(-20, WINDOW, 400)).toBe(WINDOW.from);
  expect(timeAt(900, WINDOW, 400)).toBe(WINDOW.to);
});

it('the highest value stands at the top, and a scale of one value at the bottom', () => {
  const scale = { low: -10, high: 30 };
  expect([30, 10, -10].map((value) => yOf(value, scale, 80))).toEqual([0, 40, 80]);
  expect(yOf(5, { low: 5, high: 5 }, 80)).toBe(80);
});

it('a drag is the span between its ends, whichever was first', () => {
  expect(draggedSpan(100, 300, WINDOW, 400)).toEqual({ from: 1_150_000, to: 1_450_000 });
  expect(draggedSpan(300, 100, WINDOW, 400)).toEqual({ from: 1_150_000, to: 1_450_000 });
});

it('a drag over next to nothing is a click', () => {
  expect(draggedSpan(100, 104, WINDOW, 400)).toBeNull();
});

it('a drag never leads to less than can make a course', () => {
  const narrow = { from: 1_000_000, to: 1_020_000 };
  const span = draggedSpan(100, 110, narrow, 400);
  expect(span === null ? 0 : span.to - span.from).toBe(LEAST_SPAN_MS);
});
