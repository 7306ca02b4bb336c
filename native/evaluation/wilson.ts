import type { Proportion } from '../contract/http/feedback.ts';

/** Of the standard normal distribution, for 95 % in the middle. */
const Z = 1.959963984540054;

/**
 * A share with its 95 % score interval after Wilson (Probable inference, the law of succession, and statistical
 * inference, JASA 22, 1927, pages 209 to 212), which holds for few observations and near 0 and 1 too (Brown, Cai and
 * DasGupta, Interval estimation for a binomial proportion, Statistical Science 16, 2001). Null of nothing.
 */
export function proportion(part: number, whole: number): Proportion | null {
  if (whole === 0) return null;
  const value = part / whole;
  const spread = Z ** 2 / whole;
  const centre = (value + spread / 2) / (1 + spread);
  const half = (Z / (1 + spread)) * Math.sqrt((value * (1 - value)) / whole + spread / (4 * whole));
  // At 0 and 1 the interval ends there; rounding must not put it a hair beyond.
  const low = part === 0 ? 0 : Math.max(0, centre - half);
  const high = part === whole ? 1 : Math.min(1, centre + half);
  return { value, low, high, of: whole };
}
