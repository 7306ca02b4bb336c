import type { PooledScan } from '../sample/pooled-scan.ts';

/** A reference that hardly varies is given this deviation, lest the quotient explode. */
const SMALLEST_DEVIATION = 0.001;

/** Wasserstein's distance of order 1 in standard deviations (divisor n) of the reference. */
export function normalisedWasserstein(scan: PooledScan, referenceDeviation: number): number {
  return scan.wasserstein / Math.max(referenceDeviation, SMALLEST_DEVIATION);
}

/** Energy distance sqrt(2 integral (F - G)^2), in the square root of the unit of the values (Szekely and Rizzo 2013). */
export function energyDistance(scan: PooledScan): number {
  return Math.sqrt(2 * scan.squared);
}
