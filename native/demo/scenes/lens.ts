import { exponential } from './random.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';

/** Up to this sigma a kernel is written out; wider ones are three means in a row, whose cost does not grow. */
const WIDEST_KERNEL = 1.6;
/** Taps on either side of a kernel along rows up to which it is the faster one. */
const MOST_TAPS = 6;

/**
 * Blurs a plane in place: by a Gaussian of `sigma` pixels (above 0), and by `length` pixels along the belt, the way it
 * goes during one exposure. Edges repeat. `spare` is of the same size.
 */
export function blur(plane: Float32Array, spare: Float32Array, sigma: number, length: number): void {
  const way = boxKernel(length);
  if (sigma <= WIDEST_KERNEL) {
    const lens = gaussianKernel(sigma);
    const rows = convolve(lens, way);
    if (rows.length - 1 <= MOST_TAPS) kernelRows(plane, spare, rows);
    else {
      kernelRows(plane, spare, lens);
      meanRows(spare, plane, (length - 1) / 2);
      spare.set(plane);
    }
    kernelColumns(spare, plane, lens);
    return;
  }
  if (length > 1) {
    meanRows(plane, spare, (length - 1) / 2);
    plane.set(spare);
  }
  // The variance of a mean over 2r + 1 pixels is ((2r + 1)^2 - 1) / 12; three of them add up to sigma squared. Where r is
  // not whole they are a little wider: by up to a tenth just above the widest kernel, by less than a 25th from sigma 4 on.
  const radius = (Math.sqrt(4 * sigma * sigma + 1) - 1) / 2;
  for (let time = 0; time < 3; time += 1) {
    meanRows(plane, spare, radius);
    meanColumns(spare, plane, radius);
  }
}

/** Half a kernel, from the middle outwards; all of it sums to 1. */
type Kernel = readonly number[];

function gaussianKernel(sigma: number): Kernel {
  const half: number[] = [1];
  let sum = 1;
  for (let x = 1; x <= Math.max(1, Math.round(2.6 * sigma)); x += 1) {
    const weight = exponential((-x * x) / (2 * sigma * sigma));
    half.push(weight);
    sum += 2 * weight;
  }
  return half.map((weight) => weight / sum);
}

/** A mean over `length` pixels, about the middle one; the outermost two count by their share. */
function boxKernel(length: number): Kernel {
  if (length <= 1) return [1];
  const whole = Math.floor((length - 1) / 2);
  const half = Array.from({ length: whole + 1 }, () => 1 / length);
  const rest = (length - 1) / 2 - whole;
  return rest === 0 ? half : [...half, rest / length];
}

function convolve(one: Kernel, other: Kernel): Kernel {
  const at = (kernel: Kernel, x: number) => kernel[Math.abs(x)] ?? 0;
  return Array.from({ length: one.length + other.length - 1 }, (_, x) => {
    let sum = 0;
    for (let k = 1 - one.length; k < one.length; k += 1) sum += at(one, k) * at(other, x - k);
    return sum;
  });
}

function kernelRows(from: Float32Array, to: Float32Array, kernel: Kernel): void {
  const radius = kernel.length - 1;
  const line = new Float64Array(SCENE_WIDTH + 2 * radius);
  const [middle, next, second] = [kernel[0] ?? 0, kernel[1] ?? 0, kernel[2] ?? 0];
  for (let y = 0; y < SCENE_HEIGHT; y += 1) {
    const start = y * SCENE_WIDTH;
    // The row with its edges repeated, so that no tap has to ask.
    line.fill(from[start] as number, 0, radius);
    line.set(from.subarray(start, start + SCENE_WIDTH), radius);
    line.fill(from[start + SCENE_WIDTH - 1] as number, radius + SCENE_WIDTH);
    if (radius === 2) {
      let [a, b, c, d] = [line[0] as number, line[1] as number, line[2] as number, line[3] as number];
      for (let x = 0; x < SCENE_WIDTH; x += 1) {
        const e = line[x + 4] as number;
        to[start + x] = middle * c + next * (b + d) + second * (a + e);
        a = b;
        b = c;
        c = d;
        d = e;
      }
      continue;
    }
    for (let x = 0; x < SCENE_WIDTH; x += 1) {
      let sum = middle * (line[x + radius] as number);
      for (let k = 1; k <= radius; k += 1) {
        sum += (kernel[k] as number) * ((line[x + radius - k] as number) + (line[x + radius + k] as number));
      }
      to[start + x] = sum;
    }
  }
}

function kernelColumns(from: Float32Array, to: Float32Array, kernel: Kernel): void {
  const [middle, next] = [kernel[0] ?? 0, kernel[1] ?? 0];
  for (let y = 0; y < SCENE_HEIGHT; y += 1) {
    const row = y * SCENE_WIDTH;
    const up = Math.max(y - 1, 0) * SCENE_WIDTH;
    const down = Math.min(y + 1, SCENE_HEIGHT - 1) * SCENE_WIDTH;
    for (let x = 0; x < SCENE_WIDTH; x += 1) {
      to[row + x] = middle * (from[row + x] as number) + next * ((from[up + x] as number) + (from[down + x] as number));
    }
    for (let k = 2; k < kernel.length; k += 1) {
      const weight = kernel[k] as number;
      const above = Math.max(y - k, 0) * SCENE_WIDTH;
      const below = Math.min(y + k, SCENE_HEIGHT - 1) * SCENE_WIDTH;
      for (let x = 0; x < SCENE_WIDTH; x += 1) {
        to[row + x] = (to[row + x] as number) + weight * ((from[above + x] as number) + (from[below + x] as number));
      }
    }
  }
}

/** Mean over 2 * radius + 1 pixels of a row; of a radius that is not whole, the outermost two count by their share. */
function meanRows(from: Float32Array, to: Float32Array, radius: number): void {
  const whole = Math.floor(radius);
  const part = radius - whole;
  const share = 1 / (2 * radius + 1);
  for (let y = 0; y < SCENE_HEIGHT; y += 1) {
    const start = y * SCENE_WIDTH;
    const last = SCENE_WIDTH - 1;
    const pixel = (x: number) => from[start + (x < 0 ? 0 : x > last ? last : x)] as number;
    let sum = 0;
    for (let x = -whole; x <= whole; x += 1) sum += pixel(x);
    for (let x = 0; x < SCENE_WIDTH; x += 1) {
      to[start + x] = (sum + part * (pixel(x - whole - 1) + pixel(x + whole + 1))) * share;
      sum += pixel(x + whole + 1) - pixel(x - whole);
    }
  }
}

/** The same along columns, row after row, so that memory is read in order. */
function meanColumns(from: Float32Array, to: Float32Array, radius: number): void {
  const whole = Math.floor(radius);
  const part = radius - whole;
  const share = 1 / (2 * radius + 1);
  const row = (y: number) => Math.min(Math.max(y, 0), SCENE_HEIGHT - 1) * SCENE_WIDTH;
  const sums = new Float64Array(SCENE_WIDTH);
  for (let y = -whole; y <= whole; y += 1) {
    const at = row(y);
    for (let x = 0; x < SCENE_WIDTH; x += 1) sums[x] = (sums[x] as number) + (from[at + x] as number);
  }
  for (let y = 0; y < SCENE_HEIGHT; y += 1) {
    const above = row(y - whole - 1);
    const below = row(y + whole + 1);
    const leaving = row(y - whole);
    const at = y * SCENE_WIDTH;
    for (let x = 0; x < SCENE_WIDTH; x += 1) {
      const sum = sums[x] as number;
      const enter = from[below + x] as number;
      to[at + x] = (sum + part * ((from[above + x] as number) + enter)) * share;
      sums[x] = sum + enter - (from[leaving + x] as number);
    }
  }
}
