const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** Coefficients of 1/x, 1/x^3, ... of Stirling's series, DLMF 5.11.1: Bernoulli number 2k over 2k (2k - 1). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
const EPSILON = 1e-17;
const MAX_TERMS = 100_000;

/** Natural logarithm of the gamma function of a positive number, relative error about 1e-15. Stirling, DLMF 5.11.1. */
export function logGamma(x: number): number {
  // Shifted up by gamma(x + 1) = x gamma(x), since the series is exact enough from 10 on.
  let shift = 1;
  let at = x;
  while (at < 10) {
    shift *= at;
    at += 1;
  }
  let power = 1 / at;
  let series = 0;
  for (const coefficient of STIRLING) {
    series += coefficient * power;
    power /= at * at;
  }
  return (at - 0.5) * Math.log(at) - at + HALF_LOG_TWO_PI + series - Math.log(shift);
}

/**
 * Upper regularised incomplete gamma function Q(a, x), a > 0, x >= 0: 1 at x = 0, falling to 0.
 * The power series of P below x = a + 1 (DLMF 8.11.4), the continued fraction of Q above (DLMF 8.9.2, by Lentz), so
 * that small tails keep their relative accuracy.
 */
export function upperGamma(a: number, x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k < MAX_TERMS && term > sum * EPSILON; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < MAX_TERMS; k++) {
    const numerator = k * (a - k);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return value;
}
