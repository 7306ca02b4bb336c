import { SceneKnobs } from '../../../contract/demo.ts';
import type { Scene } from '../types.ts';

/** Knobs at their defaults but for those named. */
export const knobsWith = (knobs: Partial<SceneKnobs>): SceneKnobs => SceneKnobs.parse(knobs);

/** Mean of the green channel, 0 to 255. */
export function meanGreen({ rgb }: Scene): number {
  return channelMeans(rgb)[1];
}

export function channelMeans(rgb: Uint8Array): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < rgb.length; at += 3) {
    for (const channel of [0, 1, 2] as const) sums[channel] += rgb[at + channel] as number;
  }
  return sums.map((sum) => (sum * 3) / rgb.length) as [number, number, number];
}

/** Variance of the Laplacian of the green channel: a common measure of how sharp a picture is. */
export function laplacianVariance({ rgb, width, height }: Scene): number {
  const green = (x: number, y: number) => rgb[3 * (y * width + x) + 1] as number;
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const value = green(x - 1, y) + green(x + 1, y) + green(x, y - 1) + green(x, y + 1) - 4 * green(x, y);
      sum += value;
      squares += value * value;
    }
  }
  const count = (width - 2) * (height - 2);
  return squares / count - (sum / count) ** 2;
}

/** Deviation of the difference of two pictures' green channels. */
export function deviation(one: Scene, other: Scene): number {
  let sum = 0;
  let squares = 0;
  for (let at = 1; at < one.rgb.length; at += 3) {
    const difference = (one.rgb[at] as number) - (other.rgb[at] as number);
    sum += difference;
    squares += difference * difference;
  }
  const count = one.rgb.length / 3;
  return Math.sqrt(squares / count - (sum / count) ** 2);
}
