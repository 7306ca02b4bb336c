import { logGamma, upperGamma } from './gamma.ts';
import { normalUpperTail } from './normal.ts';

/** Probability that a chi-square value with `dof` >= 1 degrees of freedom exceeds `x`. Abramowitz and Stegun 26.4.19. */
export function chiSquareUpperTail(x: number, dof: number): number {
  return upperGamma(dof / 2, x / 2);
}

/**
 * The value that a chi-square variable with `dof` degrees of freedom stays below with probability `p`, 0 < p < 1; 0 for
 * no degrees of freedom. Newton's method on the upper tail from the start of Wilson and Hilferty (1931).
 */
export function chiSquareQuantile(p: number, dof: number): number {
  if (dof <= 0) return 0;
  const tail = 1 - p;
  const spread = 2 / (9 * dof);
  let x = Math.max(dof * (1 - spread + normalQuantile(p) * Math.sqrt(spread)) ** 3, 1e-6 * dof);
  for (let step = 0; step < 100; step++) {
    const density = Math.exp((dof / 2 - 1) * Math.log(x / 2) - x / 2 - logGamma(dof / 2)) / 2;
    const next = Math.max(x + (chiSquareUpperTail(x, dof) - tail) / density, x / 10);
    const moved = Math.abs(next - x);
    x = next;
    if (moved <= 1e-15 * x) break;
  }
  return x;
}

/** Start value only: bisection, exact enough for Newton's method to do the rest. */
function normalQuantile(p: number): number {
  let low = -40;
  let high = 40;
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (1 - normalUpperTail(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
