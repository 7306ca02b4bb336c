import { logGamma } from './gamma.ts';
import { pelzGoodCdf } from './pelz-good.ts';

/**
 * P(D_n >= d) for one sample of whole size `n` >= 1 against a continuous distribution, in the way of Simard and L'Ecuyer
 * (Computing the two-sided Kolmogorov-Smirnov distribution, J. Stat. Software 39(11), 2011): the closed ends of Ruben and
 * Gambino, Durbin's matrix as Marsaglia, Tsang and Wang (2003) arrange it, twice the one-sided tail where both sides
 * cannot be left at once in practice, and the expansion of Pelz and Good for large samples near the centre. Relative
 * error below 1e-12 up to 140 values, below 5e-5 above.
 */
export function kolmogorovOneSample(n: number, d: number): number {
  if (n < 1 || Number.isNaN(d)) return Number.NaN;
  if (d >= 1) return 0;
  const steps = n * d;
  if (steps <= 0.5) return 1;
  if (steps <= 1) return 1 - Math.exp(logGamma(n + 1) - n * Math.log(n) + n * Math.log(2 * steps - 1));
  if (steps >= n - 1) return 2 * (1 - d) ** n;
  const square = steps * d;
  if (d >= 0.5 || square >= (n <= 140 ? 4 : 2.2)) return Math.min(1, 2 * oneSidedTail(n, d));
  const cdf = n <= 140 || n * d ** 1.5 <= 1.4 ? durbinCdf(n, d) : pelzGoodCdf(n, d);
  return Math.min(1, Math.max(0, 1 - cdf));
}

/** P(D_n+ >= d), Birnbaum and Tingey 1951: a sum of positive terms. */
function oneSidedTail(n: number, d: number): number {
  const last = Math.floor(n * (1 - d));
  const logFactorial = logGamma(n + 1);
  let sum = 0;
  for (let j = 0; j <= last; j++) {
    const rest = 1 - d - j / n;
    if (rest <= 0) break;
    const logChoose = logFactorial - logGamma(j + 1) - logGamma(n - j + 1);
    sum += Math.exp(logChoose + (j - 1) * Math.log(d + j / n) + (n - j) * Math.log(rest));
  }
  return d * sum;
}

/** P(D_n < d) = n! / n^n times the middle element of H^n, H of size 2k - 1, k = floor(n d) + 1, h = k - n d. */
function durbinCdf(n: number, d: number): number {
  const k = Math.floor(n * d) + 1;
  const size = 2 * k - 1;
  const h = k - n * d;
  const matrix = durbinMatrix(size, h);
  let result = identity(size);
  let resultLog = 0;
  let power = matrix;
  let powerLog = 0;
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      [result, resultLog] = scaled(multiply(result, power, size), resultLog + powerLog);
    }
    [power, powerLog] = scaled(multiply(power, power, size), 2 * powerLog);
  }
  const middle = result[(k - 1) * size + (k - 1)] as number;
  return middle * Math.exp(resultLog + logGamma(n + 1) - n * Math.log(n));
}

function durbinMatrix(size: number, h: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) matrix[i * size + j] = i - j + 1 < 0 ? 0 : 1;
  }
  for (let i = 0; i < size; i++) {
    matrix[i * size] = (matrix[i * size] as number) - h ** (i + 1);
    const corner = (size - 1) * size + i;
    matrix[corner] = (matrix[corner] as number) - h ** (size - i);
  }
  const bottomLeft = (size - 1) * size;
  matrix[bottomLeft] = (matrix[bottomLeft] as number) + (2 * h - 1 > 0 ? (2 * h - 1) ** size : 0);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i - j + 1 > 0) matrix[i * size + j] = (matrix[i * size + j] as number) / Math.exp(logGamma(i - j + 2));
    }
  }
  return matrix;
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
  return matrix;
}

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k] as number;
      for (let j = 0; j < size; j++) {
        product[i * size + j] = (product[i * size + j] as number) + factor * (b[k * size + j] as number);
      }
    }
  }
  return product;
}

/** Keeps the elements near 1, their common factor as a logarithm, since powers would run over. */
function scaled(matrix: Float64Array, log: number): [Float64Array, number] {
  const largest = matrix.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return [matrix.map((value) => value / largest), log + Math.log(largest)];
}
