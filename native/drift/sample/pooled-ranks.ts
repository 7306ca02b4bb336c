import type { Sorted } from './numeric.ts';

/** Mean ranks (ties share the mean of their places, from 1) of both samples in the pool, and the sizes of all ties. */
export interface PooledRanks {
  x: Float64Array;
  y: Float64Array;
  /** How often each distinct value occurs, ascending by value. */
  multiplicities: number[];
}

/** Ranks of two ascending samples, in their own order. */
export function rankPooled(x: Sorted, y: Sorted): PooledRanks {
  const ranks = { x: new Float64Array(x.length), y: new Float64Array(y.length), multiplicities: [] as number[] };
  let i = 0;
  let j = 0;
  while (i < x.length || j < y.length) {
    const value = Math.min(x[i] ?? Number.POSITIVE_INFINITY, y[j] ?? Number.POSITIVE_INFINITY);
    const [startX, startY] = [i, j];
    while (i < x.length && x[i] === value) i++;
    while (j < y.length && y[j] === value) j++;
    const multiplicity = i - startX + (j - startY);
    const rank = startX + startY + (multiplicity + 1) / 2;
    ranks.x.fill(rank, startX, i);
    ranks.y.fill(rank, startY, j);
    ranks.multiplicities.push(multiplicity);
  }
  return ranks;
}
