import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { SHAPES } from './index.ts';
import { newSurface } from './shape.ts';

describe.each(Object.entries(SHAPES))('a shape: %s', (_, makeShape) => {
  const shapes = Array.from({ length: 15 }, (__, seed) => makeShape(new Random(seed, 9)));

  it('lies within the size that it states and fills most of it, with numbers everywhere', () => {
    const surface = newSurface();
    for (const shape of shapes) {
      let [width, height] = [0, 0];
      let isNumber = true;
      for (let u = -shape.halfWidth - 4; u <= shape.halfWidth + 4; u += 1) {
        for (let v = -shape.halfHeight - 4; v <= shape.halfHeight + 4; v += 1) {
          shape.sample(u, v, surface);
          isNumber &&= Number.isFinite(surface.distance + surface.height + surface.shade);
          if (surface.distance >= 0) continue;
          width = Math.max(width, Math.abs(u));
          height = Math.max(height, Math.abs(v));
        }
      }
      expect(isNumber).toBe(true);
      expect(width).toBeLessThanOrEqual(shape.halfWidth + 0.1);
      expect(height).toBeLessThanOrEqual(shape.halfHeight + 0.1);
      // A hexagon is less high than wide, and the points are a unit apart.
      expect(width).toBeGreaterThan(shape.halfWidth * 0.85 - 1);
      expect(height).toBeGreaterThan(shape.halfHeight * 0.85 - 1);
    }
  });

  it('is 45 to 135 units long, and not always the same', () => {
    const lengths = shapes.map(({ halfWidth, halfHeight }) => 2 * Math.max(halfWidth, halfHeight));
    expect(Math.min(...lengths)).toBeGreaterThan(45);
    expect(Math.max(...lengths)).toBeLessThan(135);
    expect(Math.max(...lengths)).toBeGreaterThan(1.3 * Math.min(...lengths));
  });
});
