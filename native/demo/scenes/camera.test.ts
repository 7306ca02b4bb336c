import { describe, expect, it } from 'vitest';
import { Camera } from './camera.ts';

describe('Camera', () => {
  it('leaves coordinates exactly alone without tilt', () => {
    const camera = new Camera(0);
    expect([camera.beltX(17.5, 3.5), camera.beltY(3.5), camera.beltPerPixel(470)]).toEqual([17.5, 3.5, 1]);
  });

  it.each([-30, -4, 0, 11, 30])('finds the way back at %d degrees', (tilt) => {
    const camera = new Camera(tilt);
    for (const [x, y] of [
      [0, 0],
      [640, 0],
      [320, 240],
      [13, 477],
      [640, 480],
    ] as const) {
      const [beltX, beltY] = [camera.beltX(x, y), camera.beltY(y)];
      expect(camera.pictureX(beltX, beltY)).toBeCloseTo(x, 4);
      expect(camera.pictureY(beltY)).toBeCloseTo(y, 4);
    }
  });

  it('brings the lower edge nearer with a positive tilt, and shortens the belt across', () => {
    const camera = new Camera(30);
    expect(camera.beltPerPixel(480)).toBeLessThan(0.9);
    expect(camera.beltPerPixel(0)).toBeGreaterThan(1.1);
    // In the middle a pixel across is 1 / cos 30 units.
    expect(camera.beltY(240.5) - camera.beltY(239.5)).toBeCloseTo(1 / Math.cos(Math.PI / 6), 3);
  });
});
