import { roundHalfEven } from './rounding.ts';

/** For each position along one scaled axis: the two source positions it lies between, and their weights in 1/2048. */
export interface AxisTable {
  first: Int32Array;
  second: Int32Array;
  firstWeight: Int32Array;
  secondWeight: Int32Array;
}

const WEIGHT_SCALE = 2_048;
const KEPT = 16;
const tables = new Map<string, AxisTable>();

/**
 * Bilinear weights from `source` to `scaled` pixels with half-pixel centres: position p looks at (p + 0.5) * source /
 * scaled - 0.5, held inside the image. The latest tables are kept, since a camera sends one size.
 *
 * Beyond the border both source positions are the same pixel. OpenCV then gives a column the whole weight, but leaves a
 * row its two weights, whose products are rounded down one by one: a row of the border may come out one level darker.
 */
export function axisTable(source: number, scaled: number, axis: 'columns' | 'rows'): AxisTable {
  const key = `${axis} ${source} ${scaled}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  const table: AxisTable = {
    first: new Int32Array(scaled),
    second: new Int32Array(scaled),
    firstWeight: new Int32Array(scaled),
    secondWeight: new Int32Array(scaled),
  };
  // Twice inverted and in single precision, as OpenCV computes it: one unit in the last place decides a rounding.
  const step = 1 / (scaled / source);
  for (let p = 0; p < scaled; p++) {
    const position = Math.fround((p + 0.5) * step - 0.5);
    const whole = Math.floor(position);
    const outside = whole < 0 || whole >= source - 1;
    const part = axis === 'columns' && outside ? 0 : Math.fround(position - whole);
    table.first[p] = Math.min(Math.max(whole, 0), source - 1);
    table.second[p] = Math.min(Math.max(whole + 1, 0), source - 1);
    table.firstWeight[p] = roundHalfEven(Math.fround(1 - part) * WEIGHT_SCALE);
    table.secondWeight[p] = roundHalfEven(part * WEIGHT_SCALE);
  }
  const oldest = tables.size >= KEPT ? tables.keys().next().value : undefined;
  if (oldest !== undefined) tables.delete(oldest);
  tables.set(key, table);
  return table;
}
