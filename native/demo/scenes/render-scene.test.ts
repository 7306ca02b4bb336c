import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DEFAULT_KNOBS, PARTS } from '../../contract/demo.ts';
import { renderScene } from './render-scene.ts';
import { channelMeans, deviation, knobsWith, laplacianVariance, meanGreen } from './testing/measure.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';

const seeds = [900_001, 900_002, 900_003];

describe('renderScene', () => {
  it('draws a picture of the size that types.ts states', () => {
    const scene = renderScene(7, DEFAULT_KNOBS);
    expect(scene).toMatchObject({ width: 640, height: 480 });
    expect(scene.rgb).toHaveLength(640 * 480 * 3);
  });

  it('answers the same bytes and boxes for the same seed, whatever was drawn in between', () => {
    const knobs = knobsWith({ parts: 12, unknown_part: 0.2, tilt: 8 });
    const first = renderScene(11, knobs);
    renderScene(12, knobsWith({ focus: 4, belt_speed: 30 }));
    const second = renderScene(11, knobs);
    expect(Buffer.compare(first.rgb, second.rgb)).toBe(0);
    expect(second.parts).toEqual(first.parts);
    expect(Buffer.compare(first.rgb, renderScene(13, knobs).rgb)).not.toBe(0);
  });

  // A detector is trained on these very pictures: whoever changes one has to train again, and then the digest here.
  it('draws what the starter model was trained on', () => {
    const digest = createHash('sha256');
    for (const knobs of [
      {},
      { parts: 14, unknown_part: 0.3 },
      { tilt: -20, light: 0.2, noise: 12 },
      { focus: 3, belt_speed: 25, light_kelvin: 3_000, light: 2 },
      { focus: 1, belt_speed: 8 },
    ]) {
      const scene = renderScene(500, knobsWith(knobs));
      digest.update(scene.rgb).update(JSON.stringify(scene.parts));
    }
    expect(digest.digest('hex')).toBe('a3e1371deaa9db9f213cd9322d875816c5970c75c941515d3da1183a60209b3c');
  });

  it.each(seeds)('keeps boxes inside the picture, not small, and of whole pixels (seed %i)', (seed) => {
    const { parts } = renderScene(seed, knobsWith({ parts: 24, unknown_part: 0.2 }));
    expect(parts.length).toBeGreaterThan(10);
    for (const { box, visible } of parts) {
      const [x1, y1, x2, y2] = box;
      expect(box.every(Number.isInteger)).toBe(true);
      expect(Math.min(x1, y1)).toBeGreaterThanOrEqual(0);
      expect(x2).toBeLessThanOrEqual(SCENE_WIDTH);
      expect(y2).toBeLessThanOrEqual(SCENE_HEIGHT);
      expect(Math.min(x2 - x1, y2 - y1)).toBeGreaterThanOrEqual(12);
      expect(visible).toBeGreaterThanOrEqual(0.25);
      expect(visible).toBeLessThanOrEqual(1);
    }
  });
});

describe('knobs of a scene', () => {
  it('move no part when they are those of light and lens', () => {
    const { parts } = renderScene(21, DEFAULT_KNOBS);
    const other = knobsWith({ light: 0.3, light_kelvin: 9_000, focus: 2, noise: 20, belt_speed: 20, jpeg_quality: 40 });
    expect(renderScene(21, other).parts).toEqual(parts);
  });

  it.each(seeds)('light: the picture darkens with it (seed %i)', (seed) => {
    const means = [3, 1, 0.5, 0.2, 0.05].map((light) => meanGreen(renderScene(seed, knobsWith({ light }))));
    expect(means).toEqual(means.toSorted((a, b) => b - a));
    // By the square root, as long as neither the knee nor the floor is near.
    const [, whole, half] = means as [number, number, number];
    expect(half / whole).toBeCloseTo(Math.SQRT1_2, 1);
  });

  it('light_kelvin: low is red, high is blue, 5500 leaves the colours alone', () => {
    const redToBlue = (light_kelvin: number) => {
      const [red, , blue] = channelMeans(renderScene(31, knobsWith({ light_kelvin })).rgb);
      return red / blue;
    };
    expect(redToBlue(2_700)).toBeGreaterThan(1.5 * redToBlue(5_500));
    expect(redToBlue(10_000)).toBeLessThan(0.85 * redToBlue(5_500));
  });

  it.each(seeds)('focus: sharpness falls as the lens blurs (seed %i)', (seed) => {
    const sharpness = [0, 0.7, 1.5, 3, 6].map((focus) =>
      laplacianVariance(renderScene(seed, knobsWith({ focus, noise: 0 }))),
    );
    expect(sharpness).toEqual(sharpness.toSorted((a, b) => b - a));
    expect(sharpness.at(-1)).toBeLessThan((sharpness[0] as number) / 20);
  });

  it('belt_speed: smears along the belt and not across it', () => {
    const still = renderScene(41, knobsWith({ belt_speed: 0, noise: 0 }));
    const fast = renderScene(41, knobsWith({ belt_speed: 30, noise: 0 }));
    const steps = ({ rgb }: { rgb: Uint8Array }, stride: number) => {
      let sum = 0;
      for (let y = 40; y < 440; y += 1) {
        for (let x = 40; x < 600; x += 1) {
          const at = 3 * (y * SCENE_WIDTH + x) + 1;
          sum += Math.abs((rgb[at] as number) - (rgb[at + 3 * stride] as number));
        }
      }
      return sum;
    };
    expect(steps(fast, 1)).toBeLessThan(0.25 * steps(still, 1));
    expect(steps(fast, SCENE_WIDTH)).toBeGreaterThan(2 * steps(fast, 1));
  });

  it('noise: has the strength asked for at middle grey, and is stronger than the signal in the dark', () => {
    const noise = 10;
    const grain = (light: number) =>
      deviation(renderScene(51, knobsWith({ light, noise })), renderScene(51, knobsWith({ light, noise: 0 })));
    expect(grain(1.5)).toBeGreaterThan(noise * 0.9);
    expect(grain(1.5)).toBeLessThan(noise * 1.15);
    const relative = (light: number) => grain(light) / meanGreen(renderScene(51, knobsWith({ light, noise: 0 })));
    expect(relative(0.1)).toBeGreaterThan(2 * relative(1));
  });

  it('unknown_part: its share is of a kind without a name among the six', () => {
    const scenes = Array.from({ length: 30 }, (_, index) =>
      renderScene(600 + index, knobsWith({ unknown_part: 1, parts: 2 })),
    );
    const kinds = new Set(scenes.flatMap(({ parts }) => parts.map(({ kind }) => kind)));
    expect([...kinds]).toEqual(['unknown']);
    expect(PARTS).not.toContain('unknown');
  });

  it('tilt: brings the lower edge nearer, so that parts there get larger', () => {
    const flat = renderScene(61, knobsWith({ parts: 8 }));
    const tilted = renderScene(61, knobsWith({ parts: 8, tilt: 20 }));
    expect(Buffer.compare(flat.rgb, tilted.rgb)).not.toBe(0);
    // The far rail, which only its row shows, has come into the picture.
    const row = (rgb: Uint8Array, y: number) =>
      channelMeans(rgb.subarray(3 * SCENE_WIDTH * y, 3 * SCENE_WIDTH * (y + 1)))[1];
    expect(row(flat.rgb, 2)).toBeGreaterThan(4 * row(tilted.rgb, 2));
  });
});
