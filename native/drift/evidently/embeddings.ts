import { middleInPlace, poolRows, squaredDistances } from '../embedding/matrix.ts';
import { cosineDistance, meanVector } from '../embedding/means.ts';
import { NUMBER_METHODS } from './methods.ts';

type Rows = readonly ArrayLike<number>[];

/** What Evidently's embedding methods answer without their bootstrap; `model`, a trained classifier, is not among them. */
export const EMBEDDING_THRESHOLDS = { distance: 0.2, ratio: 0.2, mmd: 0.015 } as const;

/** Distances between the mean vectors. A mean without direction has cosine distance 0 here, as Evidently says. */
export const MEAN_DISTANCES = {
  euclidean: (a: Float64Array, b: Float64Array) => Math.sqrt(sumOver(a, b, (d) => d * d)),
  cosine: (a: Float64Array, b: Float64Array) => cosineDistance(a, b) ?? 0,
  cityblock: (a: Float64Array, b: Float64Array) => sumOver(a, b, Math.abs),
  chebyshev: (a: Float64Array, b: Float64Array) =>
    a.reduce((largest, value, k) => Math.max(largest, Math.abs(value - (b[k] as number))), 0),
} as const;

const sumOver = (a: Float64Array, b: Float64Array, of: (difference: number) => number) =>
  a.reduce((sum, value, k) => sum + of(value - (b[k] as number)), 0);

export function meanDistance(reference: Rows, current: Rows, metric: keyof typeof MEAN_DISTANCES): number {
  return MEAN_DISTANCES[metric](meanVector(reference), meanVector(current));
}

/** Share of components whose normalised Wasserstein distance reaches 0.1. */
export function driftedComponents(reference: Rows, current: Rows): number {
  const dimension = reference[0]?.length ?? 0;
  const column = (rows: Rows, k: number) => Float64Array.from(rows, (row) => row[k] as number).sort();
  const { score, threshold } = NUMBER_METHODS.wasserstein;
  let drifted = 0;
  for (let k = 0; k < dimension; k++) {
    if (score({ x: column(reference, k), y: column(current, k) }) >= threshold) drifted += 1;
  }
  return drifted / dimension;
}

/**
 * Unbiased MMD^2, not below 0, with the kernel exp(-d^2 / median^2), the median taken over the distances between the two
 * windows only. Null for a single row on a side, where Evidently divides by zero.
 */
export function evidentlyMmd(reference: Rows, current: Rows): { median: number; mmd2: number; score: number } | null {
  const [n, m] = [reference.length, current.length];
  if (n < 2 || m < 2) return null;
  const packed = squaredDistances(poolRows(reference, current));
  const between: number[] = [];
  const each = (take: (squared: number, i: number, j: number) => void) => {
    for (let i = 1, at = 0; i < n + m; i++) for (let j = 0; j < i; j++, at++) take(packed[at] as number, i, j);
  };
  each((squared, i, j) => {
    if (i >= n && j < n) between.push(Math.sqrt(squared));
  });
  const [lower, upper] = middleInPlace(Float64Array.from(between));
  const median = (lower + upper) / 2;
  let [withinFirst, withinSecond, across] = [0, 0, 0];
  each((squared, i, j) => {
    const kernel = Math.exp(-squared / median ** 2);
    if (i < n) withinFirst += kernel;
    else if (j >= n) withinSecond += kernel;
    else across += kernel;
  });
  const mmd2 = (2 * withinFirst) / (n * (n - 1)) + (2 * withinSecond) / (m * (m - 1)) - (2 * across) / (n * m);
  return { median, mmd2, score: Math.max(0, mmd2) };
}
