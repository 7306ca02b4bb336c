import { Random } from './random.ts';

/** Side of the noise tile in texels; a power of two, so that coordinates wrap by a mask. */
export const NOISE_SIZE = 256;
const GAUSSIAN_COUNT = 1 << 16;

let noiseTile: Float32Array | null = null;
let gaussianTable: Float32Array | null = null;

/** Seamless fractal value noise, 256 x 256, about -1 to 1. The same in every scene; scenes look at it from other places. */
export function fractalNoise(): Float32Array {
  noiseTile ??= makeFractal(NOISE_SIZE, NOISE_SIZE, [8, 16, 32, 64], 1);
  return noiseTile;
}

/** 65536 numbers of mean 0 and deviation 1. */
export function gaussians(): Float32Array {
  if (gaussianTable === null) {
    const random = new Random(2, 2);
    gaussianTable = Float32Array.from({ length: GAUSSIAN_COUNT }, () => random.normal());
  }
  return gaussianTable;
}

export const GAUSSIAN_MASK = GAUSSIAN_COUNT - 1;

/** Value noise of several octaves, each with half the weight of the one before; `cells` a side, seamless both ways. */
export function makeFractal(width: number, height: number, cells: readonly number[], seed: number): Float32Array {
  const tile = new Float32Array(width * height);
  let weight = 1;
  for (const [octave, count] of cells.entries()) {
    addOctave(tile, width, height, count, weight, new Random(seed, 100 + octave));
    weight /= 2;
  }
  return tile;
}

function addOctave(tile: Float32Array, width: number, height: number, cells: number, weight: number, random: Random) {
  const lattice = Float32Array.from({ length: cells * cells }, () => random.between(-weight, weight));
  const at = (column: number, row: number) => lattice[(row % cells) * cells + (column % cells)] as number;
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * cells) / height);
    const fy = smooth((y * cells) / height - row);
    for (let x = 0; x < width; x += 1) {
      const column = Math.floor((x * cells) / width);
      const fx = smooth((x * cells) / width - column);
      const top = at(column, row) + (at(column + 1, row) - at(column, row)) * fx;
      const bottom = at(column, row + 1) + (at(column + 1, row + 1) - at(column, row + 1)) * fx;
      tile[y * width + x] = (tile[y * width + x] as number) + top + (bottom - top) * fy;
    }
  }
}

const smooth = (t: number) => t * t * (3 - 2 * t);
