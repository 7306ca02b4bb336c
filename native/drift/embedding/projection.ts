import { Random } from '../random/random.ts';
import { meanVector } from './means.ts';

export interface Projection {
  /** Coordinates of each row on the first two principal components, in the order of the rows. */
  points: [x: number, y: number][];
  /** Shares of the variance that the components hold. */
  explained: [first: number, second: number];
}

/** Enough for directions that a picture can tell apart; a share that two components hold alike never settles more. */
const ROUNDS = 60;
const SETTLED = 1e-10;

/**
 * Principal components of rows that are equally long, by power iteration on the centred rows: the covariance matrix is
 * never made, so that a round costs two passes over the rows. Signs are fixed by the largest weight being positive, so that the
 * same rows give the same picture. Null for fewer than 3 rows, or rows that are all equal.
 */
export function project(rows: readonly ArrayLike<number>[]): Projection | null {
  if (rows.length < 3) return null;
  const mean = meanVector(rows);
  const centred = rows.map((row) => mean.map((value, k) => (row[k] as number) - value));
  const total = centred.reduce((sum, row) => sum + dot(row, row), 0);
  if (!(total > 0)) return null;
  const random = new Random(rows.length);
  const first = component(centred, null, random);
  const second = component(centred, first, random);
  const points = centred.map((row): [number, number] => [dot(row, first), dot(row, second)]);
  const share = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis] ** 2, 0) / total;
  return { points, explained: [share(0), share(1)] };
}

/** The direction of most variance that is orthogonal to `before`; of no variance left, zeros. */
function component(rows: readonly Float64Array[], before: Float64Array | null, random: Random): Float64Array {
  const length = rows[0]?.length ?? 0;
  let direction: Float64Array = Float64Array.from({ length }, () => random.uniform() - 0.5);
  if (before !== null) removePart(direction, before);
  if (!normalise(direction)) return new Float64Array(length);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(length);
    for (const row of rows) {
      const weight = dot(row, direction);
      for (let k = 0; k < length; k++) next[k] = (next[k] as number) + weight * (row[k] as number);
    }
    if (before !== null) removePart(next, before);
    if (!normalise(next)) return new Float64Array(length);
    const turned = 1 - Math.abs(dot(next, direction));
    direction = next;
    if (turned < SETTLED) break;
  }
  const largest = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? direction.map((value) => -value) : direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number);
  return sum;
}

function removePart(vector: Float64Array, axis: Float64Array): void {
  const part = dot(vector, axis);
  for (let k = 0; k < vector.length; k++) vector[k] = (vector[k] as number) - part * (axis[k] as number);
}

/** Answers whether it had a length. */
function normalise(vector: Float64Array): boolean {
  const length = Math.sqrt(dot(vector, vector));
  if (!(length > 1e-12)) return false;
  for (let k = 0; k < vector.length; k++) vector[k] = (vector[k] as number) / length;
  return true;
}
