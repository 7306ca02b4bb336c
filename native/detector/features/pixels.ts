import type { PixelFeatures } from '../../contract/features.ts';
import type { DecodedImage } from '../image/decode.ts';
import { gridOf } from './grid.ts';

/** Luma of Rec. 601 in thousandths: whole numbers, so that an even picture has a variance of exactly 0. */
const RED = 299;
const GREEN = 587;
const BLUE = 114;
const UNIT = 1_000;

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;

/**
 * The figures of an upright picture over `gridOf` it; what is transparent counts as the grey it lies on. Brightness and
 * contrast are mean and standard deviation (of the population) of luma, 0 to 255. Sharpness is the variance of the
 * four-neighbour Laplacian (up + down + left + right - 4 * centre) of luma, the neighbours a 640th of the longer side away
 * and held inside the picture. Saturation is the mean of (max - min) / max of the three channels, 0 for black.
 */
export function measurePixels({ width, height, pixels }: DecodedImage): PixelFeatures {
  const { x, y, reach } = gridOf({ width, height });
  const stride = width * 3;
  const lumaAt = (at: number) =>
    (pixels[at] as number) * RED + (pixels[at + 1] as number) * GREEN + (pixels[at + 2] as number) * BLUE;
  let sum = 0;
  let squares = 0;
  let edges = 0;
  let edgeSquares = 0;
  let saturation = 0;
  for (const row of y) {
    const centre = row * stride;
    const up = Math.max(row - reach, 0) * stride;
    const down = Math.min(row + reach, height - 1) * stride;
    for (const column of x) {
      const across = column * 3;
      const left = Math.max(column - reach, 0) * 3;
      const right = Math.min(column + reach, width - 1) * 3;
      const luma = lumaAt(centre + across);
      const edge =
        lumaAt(up + across) + lumaAt(down + across) + lumaAt(centre + left) + lumaAt(centre + right) - 4 * luma;
      sum += luma;
      squares += luma * luma;
      edges += edge;
      edgeSquares += edge * edge;
      saturation += saturationAt(pixels, centre + across);
    }
  }
  const count = x.length * y.length;
  return {
    brightness: round(sum / count / UNIT, 3),
    contrast: round(Math.sqrt(variance(sum, squares, count)), 3),
    sharpness: round(variance(edges, edgeSquares, count), 3),
    saturation: round(saturation / count, 5),
  };
}

function saturationAt(pixels: Uint8Array, at: number): number {
  const red = pixels[at] as number;
  const green = pixels[at + 1] as number;
  const blue = pixels[at + 2] as number;
  const most = Math.max(red, green, blue);
  return most === 0 ? 0 : (most - Math.min(red, green, blue)) / most;
}

/** Of a population whose values were summed up in thousandths. */
function variance(sum: number, squares: number, count: number): number {
  return Math.max(0, squares / count - (sum / count) ** 2) / UNIT ** 2;
}
