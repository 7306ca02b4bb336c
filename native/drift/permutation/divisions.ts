import { identityOrder, type Random } from '../random/random.ts';
import { total } from '../sample/classes.ts';
import type { Sorted } from '../sample/numeric.ts';

/**
 * A statistic over random divisions of the pooled values into groups of the sizes of `x` and `y`: what it looks like when
 * both windows come from the same distribution, ties and all.
 */
export function divideNumbers(
  x: Sorted,
  y: Sorted,
  statistic: (x: Sorted, y: Sorted) => number,
  permutations: number,
  random: Random,
): Float64Array {
  const pooled = new Float64Array(x.length + y.length);
  pooled.set(x);
  pooled.set(y, x.length);
  pooled.sort();
  const order = identityOrder(pooled.length);
  const inY = new Uint8Array(pooled.length);
  const drawnX = new Float64Array(x.length);
  const drawnY = new Float64Array(y.length);
  const values = new Float64Array(permutations);
  for (let round = 0; round < permutations; round++) {
    random.drawGroup(order, y.length);
    inY.fill(0);
    for (let k = 0; k < y.length; k++) inY[order[k] as number] = 1;
    let i = 0;
    let j = 0;
    // Taken in ascending order, so that neither group needs to be sorted.
    for (let k = 0; k < pooled.length; k++) {
      if (inY[k] === 1) drawnY[j++] = pooled[k] as number;
      else drawnX[i++] = pooled[k] as number;
    }
    values[round] = statistic(drawnX, drawnY);
  }
  return values;
}

/** The same for counts of classes. */
export function divideClasses(
  reference: readonly number[],
  current: readonly number[],
  statistic: (reference: readonly number[], current: readonly number[]) => number,
  permutations: number,
  random: Random,
): Float64Array {
  const totals = reference.map((count, index) => count + (current[index] as number));
  const labels = Int32Array.from(totals.flatMap((count, index) => new Array<number>(count).fill(index)));
  const size = total(current);
  const values = new Float64Array(permutations);
  for (let round = 0; round < permutations; round++) {
    random.drawGroup(labels, size);
    const drawn = new Array<number>(totals.length).fill(0);
    for (let k = 0; k < size; k++) {
      const label = labels[k] as number;
      drawn[label] = (drawn[label] as number) + 1;
    }
    const rest = totals.map((count, index) => count - (drawn[index] as number));
    values[round] = statistic(rest, drawn);
  }
  return values;
}
