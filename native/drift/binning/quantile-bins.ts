import { countUpTo, quantile, type Sorted } from '../sample/numeric.ts';

/** Counts in bins between quantiles of the reference; both outer bins are open, a value on an edge is in the lower bin. */
export interface QuantileBins {
  inner_edges: number[];
  reference: number[];
  current: number[];
}

/** 5 bins for small windows, where more would leave them nearly empty, else 10. */
export const quantileBinCount = (n: number, m: number) => (Math.min(n, m) < 500 ? 5 : 10);

/** Inner edges are the quantiles 1/bins, 2/bins, ... of the reference; equal ones, from ties, count once. */
export function quantileBins(reference: Sorted, current: Sorted, bins: number): QuantileBins {
  const edges = Array.from({ length: bins - 1 }, (_, index) => quantile(reference, (index + 1) / bins));
  const inner_edges = edges.filter((edge, index) => index === 0 || edge !== edges[index - 1]);
  return { inner_edges, reference: countAtEdges(reference, inner_edges), current: countAtEdges(current, inner_edges) };
}

function countAtEdges(values: Sorted, innerEdges: readonly number[]): number[] {
  let before = 0;
  const counts = innerEdges.map((edge) => {
    const upTo = countUpTo(values, edge);
    const count = upTo - before;
    before = upTo;
    return count;
  });
  return [...counts, values.length - before];
}
