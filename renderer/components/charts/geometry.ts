import type { ChartWindow } from './chart-rows.ts';

/** Pixels around the plot, the same in every chart, so that times stand below each other. */
export const MARGIN = { top: 18, right: 16, bottom: 20, left: 46 } as const;

export const plotWidth = (width: number): number => Math.max(0, width - MARGIN.left - MARGIN.right);
export const plotHeight = (height: number): number => Math.max(0, height - MARGIN.top - MARGIN.bottom);

/** Pixels from the left edge of a plot that is `width` wide. */
export const xOf = (t: number, { from, to }: ChartWindow, width: number): number =>
  to > from ? ((t - from) / (to - from)) * width : 0;

/** Pixels from the top edge of a plot that is `height` high. */
export const yOf = (value: number, { low, high }: { low: number; high: number }, height: number): number =>
  high > low ? ((high - value) / (high - low)) * height : height;

/** Milliseconds since 1970 at a place of the plot; within the window. */
export const timeAt = (x: number, { from, to }: ChartWindow, width: number): number =>
  from + (to - from) * (width > 0 ? Math.min(1, Math.max(0, x / width)) : 0);

/** A drag over fewer pixels is a click. */
const LEAST_DRAG = 6;
/** Nothing is finer than a second, and ten of them are the least that makes a course. */
export const LEAST_SPAN_MS = 10_000;

/**
 * The span of time between two places of the plot, the wider of it and of ten seconds around its middle; null where the
 * places are too near to each other to be meant.
 */
export function draggedSpan(a: number, b: number, window: ChartWindow, width: number): ChartWindow | null {
  if (Math.abs(a - b) < LEAST_DRAG || width <= 0) return null;
  const [from, to] = [timeAt(Math.min(a, b), window, width), timeAt(Math.max(a, b), window, width)];
  return widened({ from, to });
}

/** Whole milliseconds, ten seconds at least. */
export function widened({ from, to }: ChartWindow): ChartWindow {
  const lack = Math.max(0, LEAST_SPAN_MS - (to - from)) / 2;
  return { from: Math.round(from - lack), to: Math.round(to + lack) };
}
