import { expect, it } from 'vitest';
import { meanLuma } from './brightness.ts';

it.each([
  ['black', [0, 0, 0], 0],
  ['white', [255, 255, 255], 255],
  ['red', [255, 0, 0], 76.245],
  ['green', [0, 255, 0], 149.685],
  ['blue', [0, 0, 255], 29.07],
  ['half of each', [0, 0, 0, 255, 255, 255], 127.5],
  ['nothing', [], 0],
])('the luma of %s', (_, rgb, luma) => {
  expect(meanLuma(Uint8Array.from(rgb))).toBeCloseTo(luma, 9);
});
