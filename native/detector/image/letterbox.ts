import type { Preprocess } from '../../contract/model.ts';
import type { DecodedImage } from './decode.ts';
import { type AxisTable, axisTable } from './linear-table.ts';
import { roundHalfEven } from './rounding.ts';

/**
 * Where the image lies on the input canvas, in pixels of the canvas, and by how much it was scaled. A point comes back by
 * original = (input - offset) / scale; the scale is the one before rounding to whole pixels, as the families' own code
 * maps boxes back.
 */
export interface Placement {
  scale: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface TensorTarget {
  width: number;
  height: number;
  preprocess: Preprocess;
}

/**
 * Ultralytics: sizes rounded, centred (the odd pixel of padding goes right and below). YOLOX: sizes floored, top left.
 */
export function placeImage(
  image: { width: number; height: number },
  { width, height, preprocess }: TensorTarget,
): Placement {
  const scale = Math.min(width / image.width, height / image.height);
  const whole = preprocess === 'yolox' ? Math.floor : roundHalfEven;
  const scaledWidth = Math.max(1, whole(image.width * scale));
  const scaledHeight = Math.max(1, whole(image.height * scale));
  const centred = preprocess === 'ultralytics';
  return {
    scale,
    left: centred ? Math.max(0, Math.round((width - scaledWidth) / 2 - 0.1)) : 0,
    top: centred ? Math.max(0, Math.round((height - scaledHeight) / 2 - 0.1)) : 0,
    width: scaledWidth,
    height: scaledHeight,
  };
}

const CANVAS_GREY = 114;

/** Pixel value to tensor value: Ultralytics models take 0 to 1, YOLOX models 0 to 255. */
const NORMALISED = {
  ultralytics: Float32Array.from({ length: 256 }, (_, value) => value / 255),
  yolox: Float32Array.from({ length: 256 }, (_, value) => value),
} as const;

/** Which plane red, green and blue go to. */
const PLANES = { ultralytics: [0, 1, 2], yolox: [2, 1, 0] } as const;

/**
 * Scales an image onto the grey canvas and writes it as planes `[3, height, width]` into `out`, which must hold exactly
 * that. The kernel is the bilinear one of OpenCV (`INTER_LINEAR` on 8-bit pixels: half-pixel centres, no smoothing when
 * shrinking, 11-bit weights, rounded to whole values), because models are trained and compared with it and another kernel
 * moves scores by hundredths.
 */
export function fillTensor(image: DecodedImage, target: TensorTarget, out: Float32Array): Placement {
  const placement = placeImage(image, target);
  fillPadding(placement, target, out);
  if (placement.width === image.width && placement.height === image.height) copyPixels(image, placement, target, out);
  else resizePixels(image, placement, target, out);
  return placement;
}

function fillPadding({ left, top, width, height }: Placement, target: TensorTarget, out: Float32Array): void {
  const grey = NORMALISED[target.preprocess][CANVAS_GREY] as number;
  const area = target.width * target.height;
  for (let plane = 0; plane < 3; plane++) {
    const start = plane * area;
    out.fill(grey, start, start + top * target.width);
    out.fill(grey, start + (top + height) * target.width, start + area);
    if (width === target.width) continue;
    for (let y = top; y < top + height; y++) {
      const row = start + y * target.width;
      out.fill(grey, row, row + left);
      out.fill(grey, row + left + width, row + target.width);
    }
  }
}

function copyPixels(image: DecodedImage, placement: Placement, target: TensorTarget, out: Float32Array): void {
  const normalised = NORMALISED[target.preprocess];
  const area = target.width * target.height;
  const [red, green, blue] = PLANES[target.preprocess];
  const { pixels } = image;
  for (let y = 0, from = 0; y < image.height; y++) {
    const row = (placement.top + y) * target.width + placement.left;
    for (let x = 0; x < image.width; x++, from += 3) {
      out[red * area + row + x] = normalised[pixels[from] as number] as number;
      out[green * area + row + x] = normalised[pixels[from + 1] as number] as number;
      out[blue * area + row + x] = normalised[pixels[from + 2] as number] as number;
    }
  }
}

/** Two source rows scaled across, three channels interleaved, reused from call to call. */
let upper = new Int32Array(0);
let lower = new Int32Array(0);

function resizePixels(image: DecodedImage, placement: Placement, target: TensorTarget, out: Float32Array): void {
  const columns = axisTable(image.width, placement.width, 'columns');
  const rows = axisTable(image.height, placement.height, 'rows');
  const samples = placement.width * 3;
  if (upper.length < samples) {
    upper = new Int32Array(samples);
    lower = new Int32Array(samples);
  }
  const stride = image.width * 3;
  let upperRow = -1;
  let lowerRow = -1;
  for (let y = 0; y < placement.height; y++) {
    const first = rows.first[y] as number;
    const second = rows.second[y] as number;
    if (first !== upperRow) {
      // Going down, what was the lower row is mostly the next upper one.
      [upper, lower] = [lower, upper];
      [upperRow, lowerRow] = [lowerRow, upperRow];
      if (first !== upperRow) scaleRow(image.pixels, first * stride, columns, placement.width, upper);
      upperRow = first;
    }
    if (second !== lowerRow && second !== first) {
      scaleRow(image.pixels, second * stride, columns, placement.width, lower);
      lowerRow = second;
    }
    const at = (placement.top + y) * target.width + placement.left;
    const below = second === first ? upper : lower;
    mixRows(
      upper,
      below,
      rows.firstWeight[y] as number,
      rows.secondWeight[y] as number,
      placement.width,
      target,
      at,
      out,
    );
  }
}

function scaleRow(pixels: Uint8Array, row: number, columns: AxisTable, width: number, into: Int32Array): void {
  const { first, second, firstWeight, secondWeight } = columns;
  for (let x = 0, to = 0; x < width; x++, to += 3) {
    const a = row + (first[x] as number) * 3;
    const b = row + (second[x] as number) * 3;
    const wa = firstWeight[x] as number;
    const wb = secondWeight[x] as number;
    into[to] = (Math.imul(pixels[a] as number, wa) + Math.imul(pixels[b] as number, wb)) >> 4;
    into[to + 1] = (Math.imul(pixels[a + 1] as number, wa) + Math.imul(pixels[b + 1] as number, wb)) >> 4;
    into[to + 2] = (Math.imul(pixels[a + 2] as number, wa) + Math.imul(pixels[b + 2] as number, wb)) >> 4;
  }
}

function mixRows(
  above: Int32Array,
  below: Int32Array,
  wa: number,
  wb: number,
  width: number,
  target: TensorTarget,
  at: number,
  out: Float32Array,
): void {
  const normalised = NORMALISED[target.preprocess];
  const area = target.width * target.height;
  const planes = PLANES[target.preprocess];
  const red = planes[0] * area + at;
  const green = planes[1] * area + at;
  const blue = planes[2] * area + at;
  for (let x = 0, i = 0; x < width; x++, i += 3) {
    const r = ((Math.imul(wa, above[i] as number) >> 16) + (Math.imul(wb, below[i] as number) >> 16) + 2) >> 2;
    const g = ((Math.imul(wa, above[i + 1] as number) >> 16) + (Math.imul(wb, below[i + 1] as number) >> 16) + 2) >> 2;
    const b = ((Math.imul(wa, above[i + 2] as number) >> 16) + (Math.imul(wb, below[i + 2] as number) >> 16) + 2) >> 2;
    out[red + x] = normalised[r] as number;
    out[green + x] = normalised[g] as number;
    out[blue + x] = normalised[b] as number;
  }
}
