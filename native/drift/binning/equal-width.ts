import { countBelow, type Sorted } from '../sample/numeric.ts';

/** Counts of both samples in the same bins: bin i is [edge i, edge i + 1), the last one closed. */
export interface BinnedCounts {
  edges: number[];
  reference: number[];
  current: number[];
}

/**
 * Sturges' edges (1926) for `size` values from `low` to `high`: log2(size) + 1 bins, rounded up, of equal width. One bin
 * of width 1 around a single value.
 */
export function sturgesEdges(low: number, high: number, size: number): number[] {
  const range = high - low;
  if (range === 0) return [low - 0.5, low + 0.5];
  // As the libraries compute it: bins from the width, so that rounding falls the same way.
  const width = range / (Math.log2(size) + 1);
  return equalEdges(low, high, Math.ceil(range / width));
}

/** Edges of `bins` bins of equal width; the last is exactly `high`. */
export function equalEdges(low: number, high: number, bins: number): number[] {
  const width = (high - low) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, index) => index * width + low);
  edges[bins] = high;
  return edges;
}

/** Values below the first or above the last edge are in no bin. */
export function countBetween(values: Sorted, edges: readonly number[]): number[] {
  const cumulated = edges.map((edge) => countBelow(values, edge));
  let inLast = cumulated.at(-1) as number;
  while (inLast < values.length && values[inLast] === edges.at(-1)) inLast += 1;
  cumulated[cumulated.length - 1] = inLast;
  return cumulated.slice(1).map((count, index) => count - (cumulated[index] as number));
}

/** Counts of both samples between edges that hold them all. */
export function binBoth(reference: Sorted, current: Sorted, edges: number[]): BinnedCounts {
  return { edges, reference: countBetween(reference, edges), current: countBetween(current, edges) };
}

export const pooledRange = (x: Sorted, y: Sorted): [low: number, high: number] => [
  Math.min(x[0] as number, y[0] as number),
  Math.max(x.at(-1) as number, y.at(-1) as number),
];
