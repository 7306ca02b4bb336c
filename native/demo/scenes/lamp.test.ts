import { describe, expect, it } from 'vitest';
import { hangLamp, lampColour } from './lamp.ts';
import { Random } from './random.ts';

describe('lampColour', () => {
  it('is white at the temperature that the camera takes for white', () => {
    for (const channel of lampColour(5_500)) expect(channel).toBeCloseTo(1, 9);
  });

  it.each([2_000, 2_222, 4_000, 8_000, 12_000])('keeps the luminance at %i K', (kelvin) => {
    const [red, green, blue] = lampColour(kelvin);
    expect(0.2126 * red + 0.7152 * green + 0.0722 * blue).toBeCloseTo(1, 9);
    expect(Math.min(red, green, blue)).toBeGreaterThan(0);
  });

  it('gets bluer step by step, also where the fit changes its formula', () => {
    const shares = [2_000, 2_200, 2_250, 3_000, 3_990, 4_010, 5_500, 9_000, 12_000].map((kelvin) => {
      const [red, , blue] = lampColour(kelvin);
      return blue / red;
    });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });
});

it('hangs the lamp to the upper left, and never below the belt', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const lamp = hangLamp(new Random(seed, 3));
    expect(lamp.x).toBeLessThan(0);
    expect(lamp.y).toBeLessThan(0);
    expect(lamp.z).toBeGreaterThan(0.6);
    expect(Math.hypot(lamp.x, lamp.y, lamp.z)).toBeCloseTo(1, 6);
  }
});
