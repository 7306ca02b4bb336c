import { describe, expect, it } from 'vitest';
import { Camera } from './camera.ts';
import { drawPart } from './draw-part.ts';
import { hangLamp } from './lamp.ts';
import { Patch } from './patch.ts';
import { Picture } from './picture.ts';
import type { PlacedPart } from './placed-part.ts';
import { placeParts } from './placement.ts';
import { Random } from './random.ts';
import { renderScene } from './render-scene.ts';
import { newSurface } from './shapes/shape.ts';
import { knobsWith } from './testing/measure.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';
import { Visibility } from './visibility.ts';

const crowded = [
  ['level', 71, 0],
  ['level', 72, 0],
  ['tilted', 73, 25],
  ['tilted', 74, -30],
] as const;

function layOut(seed: number, tilt: number): { camera: Camera; placed: PlacedPart[] } {
  const knobs = knobsWith({ parts: 18, unknown_part: 0.15, tilt });
  const camera = new Camera(tilt);
  const owner = new Uint8Array(SCENE_WIDTH * SCENE_HEIGHT);
  return { camera, placed: placeParts(seed, knobs, camera, new Visibility(camera, owner)) };
}

/** Every pixel of a wide area asked one by one whether its middle is on the part. */
function isOn(part: PlacedPart, camera: Camera, x: number, y: number): boolean {
  const dx = camera.beltX(x + 0.5, y + 0.5) - part.x;
  const dy = camera.beltY(y + 0.5) - part.y;
  const surface = newSurface();
  part.shape.sample(dx * part.cos + dy * part.sin, dy * part.cos - dx * part.sin, surface);
  return surface.distance < 0;
}

describe('boxes', () => {
  it.each(crowded)(
    'are those of the pixels left over after each part alone is laid on the others (%s, seed %i)',
    (_, seed, tilt) => {
      const { camera, placed } = layOut(seed, tilt);
      const scene = renderScene(seed, knobsWith({ parts: 18, unknown_part: 0.15, tilt }));
      const expected = placed.map((part) => ({ kind: part.kind, x1: 1e4, y1: 1e4, x2: 0, y2: 0, seen: 0, size: 0 }));
      // No part is more than 130 pixels from its middle, and asking all of them everywhere takes long.
      const near = placed.map((part) => {
        const middleY = camera.pictureY(part.y);
        const middleX = camera.pictureX(part.x, part.y);
        return (x: number, y: number) => Math.abs(x - middleX) < 130 && Math.abs(y - middleY) < 130;
      });
      for (let y = -140; y < SCENE_HEIGHT + 140; y += 1) {
        for (let x = -140; x < SCENE_WIDTH + 140; x += 1) {
          const isInside = x >= 0 && y >= 0 && x < SCENE_WIDTH && y < SCENE_HEIGHT;
          let isCovered = false;
          for (let index = placed.length - 1; index >= 0; index -= 1) {
            const part = placed[index] as PlacedPart;
            const mine = expected[index] as (typeof expected)[number];
            if (!near[index]?.(x, y) || !isOn(part, camera, x, y)) continue;
            mine.size += 1;
            if (!isInside || isCovered) continue;
            isCovered = true;
            mine.seen += 1;
            mine.x1 = Math.min(mine.x1, x);
            mine.y1 = Math.min(mine.y1, y);
            mine.x2 = Math.max(mine.x2, x + 1);
            mine.y2 = Math.max(mine.y2, y + 1);
          }
        }
      }
      expect(scene.parts).toEqual(
        expected.map(({ kind, x1, y1, x2, y2, seen, size }) => ({ kind, box: [x1, y1, x2, y2], visible: seen / size })),
      );
    },
  );

  it.each(crowded.slice(1, 3))(
    'hold what is drawn of a part, to a pixel of soft edge (%s, seed %i)',
    (_, seed, tilt) => {
      const { camera, placed } = layOut(seed, tilt);
      const lamp = hangLamp(new Random(seed, 3));
      const patch = new Patch();
      for (const part of placed) {
        // On black only the part itself gives light: a shadow has nothing to take away.
        const picture = new Picture();
        drawPart(picture, part, camera, lamp, new Random(seed, part.stream), patch);
        const visibility = new Visibility(camera, picture.owner);
        expect(visibility.add(part)).toBe(true);
        const [alone] = visibility.parts();
        const drawn = extentOf(picture.green);
        for (const side of [0, 1, 2, 3] as const) {
          expect(Math.abs((alone?.box[side] as number) - (drawn[side] as number))).toBeLessThanOrEqual(1);
        }
      }
    },
  );
});

function extentOf(plane: Float32Array): [number, number, number, number] {
  let [x1, y1, x2, y2] = [SCENE_WIDTH, SCENE_HEIGHT, 0, 0];
  for (const [at, value] of plane.entries()) {
    if (value === 0) continue;
    const x = at % SCENE_WIDTH;
    const y = (at - x) / SCENE_WIDTH;
    x1 = Math.min(x1, x);
    y1 = Math.min(y1, y);
    x2 = Math.max(x2, x + 1);
    y2 = Math.max(y2, y + 1);
  }
  return [x1, y1, x2, y2];
}

describe('Visibility', () => {
  const shape = {
    halfWidth: 20,
    halfHeight: 20,
    sample(u: number, v: number, surface: { distance: number }) {
      surface.distance = Math.max(Math.abs(u), Math.abs(v)) - 20;
    },
  };
  const square = (x: number, y: number): PlacedPart => ({ kind: 'nut', shape, x, y, cos: 1, sin: 0, stream: 0 });
  const empty = () => new Visibility(new Camera(0), new Uint8Array(SCENE_WIDTH * SCENE_HEIGHT));

  it('cuts boxes and shares at the edge of the picture', () => {
    const visibility = empty();
    expect(visibility.add(square(10, 200))).toBe(true);
    expect(visibility.parts()).toEqual([{ kind: 'nut', box: [0, 180, 30, 220], visible: 0.75 }]);
  });

  it('refuses a part that shows less than a quarter, or less than 12 pixels', () => {
    const visibility = empty();
    expect(visibility.add(square(-11, 200))).toBe(false);
    expect(visibility.add(square(-10, 200))).toBe(false);
    expect(visibility.parts()).toEqual([]);
    expect(visibility.add(square(-8, 200))).toBe(true);
  });

  it('refuses a part that hides too much of one below, and leaves that as it was', () => {
    const visibility = empty();
    visibility.add(square(300, 200));
    expect(visibility.add(square(305, 200))).toBe(false);
    expect(visibility.parts()).toEqual([{ kind: 'nut', box: [280, 180, 320, 220], visible: 1 }]);
    expect(visibility.add(square(320, 200))).toBe(true);
    expect(visibility.parts()).toEqual([
      { kind: 'nut', box: [280, 180, 300, 220], visible: 0.5 },
      { kind: 'nut', box: [300, 180, 340, 220], visible: 1 },
    ]);
  });
});
