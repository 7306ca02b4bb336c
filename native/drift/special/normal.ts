import { upperGamma } from './gamma.ts';

/** Probability that a standard normal value exceeds `z`; small tails keep their relative accuracy. DLMF 7.11.2. */
export function normalUpperTail(z: number): number {
  const half = 0.5 * upperGamma(0.5, (z * z) / 2);
  return z >= 0 ? half : 1 - half;
}
