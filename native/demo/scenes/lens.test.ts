import { describe, expect, it } from 'vitest';
import { blur } from './lens.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';

/** What a point of light becomes: its sum, and its variance along x and y. */
function spread(sigma: number, length: number): { sum: number; along: number; across: number } {
  const plane = new Float32Array(SCENE_WIDTH * SCENE_HEIGHT);
  plane[240 * SCENE_WIDTH + 320] = 1;
  blur(plane, new Float32Array(plane.length), sigma, length);
  let [sum, along, across] = [0, 0, 0];
  for (const [at, value] of plane.entries()) {
    sum += value;
    along += value * ((at % SCENE_WIDTH) - 320) ** 2;
    across += value * (Math.floor(at / SCENE_WIDTH) - 240) ** 2;
  }
  return { sum, along, across };
}

describe('blur', () => {
  // Means over a number of pixels that is not whole and odd are a little wide, most of all where they are short.
  it.each([
    [1, 0.03],
    [1.5, 0.03],
    [1.7, 0.11],
    [2.5, 0.06],
    [4, 0.04],
    [10, 0.02],
  ])('spreads light by sigma %d, to a share of %d, and loses none', (sigma, tolerance) => {
    const { sum, along, across } = spread(sigma, 0);
    expect(sum).toBeCloseTo(1, 4);
    expect(Math.abs(Math.sqrt(along) / sigma - 1)).toBeLessThan(tolerance);
    expect(Math.abs(Math.sqrt(across) / sigma - 1)).toBeLessThan(tolerance);
  });

  it.each([
    [0.5, 3],
    [0.5, 12],
    [1.5, 40],
    [3, 25],
  ])('with sigma %d adds a way of %d pixels along the belt only', (sigma, length) => {
    const still = spread(sigma, 0);
    const moved = spread(sigma, length);
    expect(moved.sum).toBeCloseTo(1, 4);
    expect(moved.across).toBeCloseTo(still.across, 4);
    // The variance of an even spread over `length` pixels.
    expect(Math.abs((moved.along - still.along) / ((length * length - 1) / 12) - 1)).toBeLessThan(0.025);
  });

  it('leaves an even plane alone up to its edges', () => {
    const plane = new Float32Array(SCENE_WIDTH * SCENE_HEIGHT).fill(0.25);
    blur(plane, new Float32Array(plane.length), 5, 20);
    for (const value of plane) if (Math.abs(value - 0.25) > 1e-5) expect(value).toBe(0.25);
  });
});
