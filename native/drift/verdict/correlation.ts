import { isNumber } from '../sample/numeric.ts';

/** Above this, tests that take samples for independent find drift far too often. */
export const NOTABLE_CORRELATION = 0.3;

/**
 * Correlation of each sample with the next, in their order, -1 to 1: Box and Jenkins' estimator, over the neighbours that
 * both have a value. Null of a constant, or where no two neighbours have values.
 */
export function lag1Correlation(values: readonly unknown[]): number | null {
  const known = values.filter(isNumber);
  const centre = known.reduce((sum, value) => sum + value, 0) / known.length;
  let [products, squares, neighbours] = [0, 0, 0];
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (!isNumber(value)) continue;
    squares += (value - centre) ** 2;
    const next = values[index + 1];
    if (!isNumber(next)) continue;
    products += (value - centre) * (next - centre);
    neighbours += 1;
  }
  if (neighbours === 0 || squares === 0) return null;
  // Missing neighbours leave the two sums with different numbers of terms.
  return Math.min(1, Math.max(-1, (products / neighbours) * ((known.length - 1) / squares)));
}

/**
 * Take every n-th sample to have as good as independent ones: (1 + phi) / (1 - phi), the factor by which the variance of
 * a mean of samples correlated like this exceeds that of independent ones. 1 where the correlation is small.
 */
export function suggestedStride(correlation: number): number {
  if (correlation <= NOTABLE_CORRELATION) return 1;
  // A series that hardly changes would ask for an endless stride.
  const stride = (1 + correlation) / Math.max(1 - correlation, 0.001);
  // 1.9 / 0.1 is 19 and a hair.
  return Math.ceil(stride - 1e-9);
}
