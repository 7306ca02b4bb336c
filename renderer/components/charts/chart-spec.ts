import { type ChartRow, extentOf } from './chart-rows.ts';
import { type ValueScale, valueScale } from './ticks.ts';
import type { ChartUnit } from './units.ts';

/** Which of the three colours of lines. */
export type LineColour = 1 | 2 | 3;

/** What a chart shows, apart from its figures. Stated once, outside of components, so that it stays the same object. */
export interface ChartSpec {
  title: string;
  /** At most three. */
  lines: readonly { label: string; colour: LineColour }[];
  /** What the band behind the lines is: "lowest to highest". */
  band?: string;
  unit: ChartUnit;
  /** A line that the figures are held against. */
  limit?: { value: number; label: string };
  /** Where the axis begins at the latest: 0 unless stated; null for wherever the figures begin. */
  low?: number | null;
  /** Where the axis ends at the earliest. */
  high?: number;
  /** The values at the axis, where they are always the same. */
  axis?: readonly number[];
  /** Longest pause that is no gap, in milliseconds. */
  bridgeMs?: number;
}

const MOST_STEPS = 4;

/** The axis that all figures lie on. */
export function scaleOf({ unit, limit, low = 0, high, axis }: ChartSpec, rows: readonly ChartRow[]): ValueScale {
  if (axis !== undefined) return { low: axis[0] ?? 0, high: axis.at(-1) ?? 1, ticks: [...axis] };
  const extent = extentOf(rows);
  const known = [extent?.low, extent?.high, low ?? undefined, high, limit?.value].filter((each) => each !== undefined);
  const [from, top] = known.length === 0 ? [0, 1] : [Math.min(...known), Math.max(...known)];
  const to = extent === null && top === from ? from + 1 : top;
  const { per } = unit.axis(to);
  const scale = valueScale(from / per, to / per, MOST_STEPS, unit.whole === true);
  return { low: scale.low * per, high: scale.high * per, ticks: scale.ticks.map((tick) => tick * per) };
}
