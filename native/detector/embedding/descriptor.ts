import { gridOf } from '../features/grid.ts';
import type { DecodedImage } from '../image/decode.ts';

const HUES = 16;
const SATURATIONS = 8;
const VALUES = 8;
const ORIENTATIONS = 8;
/** Quarters of the picture: left and right, above and below. */
const CELLS = 4;
/** Where each histogram begins; they stand one after the other. */
const SATURATION_AT = HUES;
const VALUE_AT = SATURATION_AT + SATURATIONS;
const GRADIENT_AT = VALUE_AT + VALUES;

export const DESCRIPTOR_LENGTH = GRADIENT_AT + CELLS * ORIENTATIONS;

/**
 * Colour and structure of a picture in 64 numbers, for models that offer no feature map, over `gridOf` the picture. Four
 * histograms: hue (16 bins, each point weighted by max - min of its channels), HSV saturation (8), HSV value (8), and the
 * direction of the luma gradient without its sign (8 bins in each quarter of the picture, weighted by magnitude, so that
 * layout counts). Each sums to 1, or to 0 where a picture has no colour or no edge; then the square root is taken, which
 * makes Euclidean distances those of Hellinger (as in RootSIFT: Arandjelovic and Zisserman, CVPR 2012).
 */
export function describePixels({ width, height, pixels }: DecodedImage): Float32Array<ArrayBuffer> {
  const { x, y, reach } = gridOf({ width, height });
  const bins = new Float64Array(DESCRIPTOR_LENGTH);
  const stride = width * 3;
  for (const [j, row] of y.entries()) {
    const centre = row * stride;
    const up = Math.max(row - reach, 0) * stride;
    const down = Math.min(row + reach, height - 1) * stride;
    for (const [i, column] of x.entries()) {
      const across = column * 3;
      addColour(pixels, centre + across, bins);
      const left = Math.max(column - reach, 0) * 3;
      const right = Math.min(column + reach, width - 1) * 3;
      const dx = lumaAt(pixels, centre + right) - lumaAt(pixels, centre + left);
      const dy = lumaAt(pixels, down + across) - lumaAt(pixels, up + across);
      const cell = (2 * j < y.length ? 0 : 2) + (2 * i < x.length ? 0 : 1);
      addGradient(dx, dy, cell, bins);
    }
  }
  const descriptor = new Float32Array(DESCRIPTOR_LENGTH);
  for (const [from, to] of [
    [0, SATURATION_AT],
    [SATURATION_AT, VALUE_AT],
    [VALUE_AT, GRADIENT_AT],
    [GRADIENT_AT, DESCRIPTOR_LENGTH],
  ] as const) {
    const total = bins.subarray(from, to).reduce((sum, value) => sum + value, 0);
    if (total === 0) continue;
    for (let at = from; at < to; at++) descriptor[at] = Math.sqrt((bins[at] as number) / total);
  }
  return descriptor;
}

function lumaAt(pixels: Uint8Array, at: number): number {
  return 0.299 * (pixels[at] as number) + 0.587 * (pixels[at + 1] as number) + 0.114 * (pixels[at + 2] as number);
}

function addColour(pixels: Uint8Array, at: number, bins: Float64Array): void {
  const red = pixels[at] as number;
  const green = pixels[at + 1] as number;
  const blue = pixels[at + 2] as number;
  const most = Math.max(red, green, blue);
  const chroma = most - Math.min(red, green, blue);
  if (chroma > 0) add(bins, binOf(hueOf(red, green, blue, most, chroma), HUES), chroma);
  add(bins, SATURATION_AT + binOf(most === 0 ? 0 : chroma / most, SATURATIONS), 1);
  add(bins, VALUE_AT + binOf(most / 255, VALUES), 1);
}

/** 0 to 1 around the circle, from red over green and blue. */
function hueOf(red: number, green: number, blue: number, most: number, chroma: number): number {
  if (most === red) return ((green - blue) / chroma / 6 + 1) % 1;
  if (most === green) return ((blue - red) / chroma + 2) / 6;
  return ((red - green) / chroma + 4) / 6;
}

function addGradient(dx: number, dy: number, cell: number, bins: Float64Array): void {
  const magnitude = Math.hypot(dx, dy);
  if (magnitude === 0) return;
  const half = (Math.atan2(dy, dx) / Math.PI + 1) % 1;
  add(bins, GRADIENT_AT + cell * ORIENTATIONS + binOf(half, ORIENTATIONS), magnitude);
}

const binOf = (share: number, bins: number) => Math.min(bins - 1, Math.floor(share * bins));

function add(bins: Float64Array, at: number, weight: number): void {
  bins[at] = (bins[at] as number) + weight;
}
