import { proportions } from '../sample/classes.ts';

/** Distances between two mixes, each given as counts over the same bins or classes; neither side may be empty. */
type Counts = readonly number[];

const pairs = (reference: Counts, current: Counts) => {
  const q = proportions(current);
  return proportions(reference).map((share, index): [p: number, q: number] => [share, q[index] as number]);
};

/** Sum of p ln(p / m) with 0 ln 0 = 0. */
const relativeEntropy = (p: number, m: number) => (p > 0 ? p * Math.log(p / m) : 0);

/** Jensen-Shannon divergence in natural units, 0 to ln 2 (Lin 1991). */
export function jensenShannonDivergence(reference: Counts, current: Counts): number {
  let sum = 0;
  for (const [p, q] of pairs(reference, current)) {
    const middle = (p + q) / 2;
    sum += relativeEntropy(p, middle) + relativeEntropy(q, middle);
  }
  return Math.max(0, sum / 2);
}

/** Jensen-Shannon distance to base 2, 0 to 1: a metric (Endres and Schindelin 2003). */
export function jensenShannonDistance(reference: Counts, current: Counts): number {
  return Math.min(1, Math.sqrt(jensenShannonDivergence(reference, current) / Math.LN2));
}

/** Hellinger distance sqrt(1 - sum sqrt(p q)), 0 to 1. */
export function hellingerDistance(reference: Counts, current: Counts): number {
  const affinity = pairs(reference, current).reduce((sum, [p, q]) => sum + Math.sqrt(p * q), 0);
  return Math.sqrt(1 - Math.min(1, affinity));
}

/** Total variation distance: half the sum of |p - q|, 0 to 1. */
export function totalVariation(reference: Counts, current: Counts): number {
  return pairs(reference, current).reduce((sum, [p, q]) => sum + Math.abs(p - q), 0) / 2;
}

/** Largest |p - q| of any class. */
export function lInfinity(reference: Counts, current: Counts): number {
  return pairs(reference, current).reduce((largest, [p, q]) => Math.max(largest, Math.abs(p - q)), 0);
}
