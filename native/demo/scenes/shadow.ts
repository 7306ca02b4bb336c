import type { Lamp } from './lamp.ts';
import type { Patch } from './patch.ts';
import type { Picture } from './picture.ts';
import { clip } from './placed-part.ts';
import { SCENE_WIDTH } from './types.ts';

/** How far the shadow of a part falls, in pixels, and how soft its edge is. */
const REACH = 8;
const RADIUS = 4;

/** Darkens the picture where the part keeps the lamp away, and close around it where it keeps the sky away. */
export function dropShadow(picture: Picture, patch: Patch, lamp: Lamp): void {
  const { area, width, height } = patch;
  const size = width * height;
  const soft = patch.spare.subarray(0, size);
  const between = patch.spare.subarray(size, 2 * size);
  blurRows(patch.coverage, between, width, height);
  blurColumns(between, soft, width, height);
  blurRows(soft, between, width, height);
  blurColumns(between, soft, width, height);
  const shiftX = Math.floor(-lamp.alongX * REACH + 0.5);
  const shiftY = Math.floor(-lamp.alongY * REACH + 0.5);
  const seen = clip(area);
  for (let y = seen.y1; y < seen.y2; y += 1) {
    const row = y - area.y1;
    const shadowRow = row - shiftY;
    for (let x = seen.x1; x < seen.x2; x += 1) {
      const column = x - area.x1;
      const from = column - shiftX;
      const inside = shadowRow >= 0 && shadowRow < height && from >= 0 && from < width;
      const shadow = inside ? (soft[shadowRow * width + from] as number) : 0;
      const contact = soft[row * width + column] as number;
      if (shadow + contact === 0) continue;
      picture.scale(y * SCENE_WIDTH + x, (1 - 0.74 * shadow) * (1 - 0.45 * contact));
    }
  }
}

/** Mean over 2 * RADIUS + 1 pixels; beyond the edges of the patch there is nothing. */
function blurRows(from: Float32Array, to: Float32Array, width: number, height: number): void {
  const share = 1 / (2 * RADIUS + 1);
  for (let y = 0; y < height; y += 1) {
    const start = y * width;
    let sum = 0;
    for (let x = 0; x < RADIUS; x += 1) sum += from[start + x] as number;
    for (let x = 0; x < width; x += 1) {
      if (x + RADIUS < width) sum += from[start + x + RADIUS] as number;
      if (x > RADIUS) sum -= from[start + x - RADIUS - 1] as number;
      to[start + x] = sum * share;
    }
  }
}

function blurColumns(from: Float32Array, to: Float32Array, width: number, height: number): void {
  const share = 1 / (2 * RADIUS + 1);
  const sums = new Float64Array(width);
  for (let y = -RADIUS; y < height; y += 1) {
    const enter = (y + RADIUS) * width;
    const leave = (y - RADIUS - 1) * width;
    const hasEnter = y + RADIUS < height;
    for (let x = 0; x < width; x += 1) {
      let sum = sums[x] as number;
      if (hasEnter) sum += from[enter + x] as number;
      if (leave >= 0) sum -= from[leave + x] as number;
      sums[x] = sum;
      if (y >= 0) to[y * width + x] = sum * share;
    }
  }
}
