import type { SceneKnobs } from '../../contract/demo.ts';
import { drawBelt } from './belt.ts';
import { Camera } from './camera.ts';
import { drawPart } from './draw-part.ts';
import { hangLamp } from './lamp.ts';
import { blur } from './lens.ts';
import { Patch } from './patch.ts';
import { Picture } from './picture.ts';
import { placeParts, STREAM } from './placement.ts';
import { Random } from './random.ts';
import { expose } from './sensor.ts';
import { SCENE_HEIGHT, SCENE_WIDTH, type Scene } from './types.ts';
import { Visibility } from './visibility.ts';

/** No lens is perfectly sharp: sigma in pixels of a focused one. */
const SHARPEST = 0.5;

// Drawing is synchronous, so that one set of planes serves all scenes of a thread.
const picture = new Picture();
const patch = new Patch();
const spare = new Float32Array(SCENE_WIDTH * SCENE_HEIGHT);

/**
 * The scene of a seed (a whole number from 0 on, exact as a double) under the knobs: the same bytes on every machine.
 * Knobs are independent of each other: another light, focus, noise or belt speed moves no part, and another number of
 * parts or mix leaves belt and lamp as they were.
 *
 * Boxes are those of the silhouettes at the middle of the exposure, pixels whose middle is in them; neither the blur of
 * the lens nor that of the motion widens them.
 */
export function renderScene(seed: number, knobs: SceneKnobs): Scene {
  const camera = new Camera(knobs.tilt);
  picture.owner.fill(0);
  const lamp = hangLamp(new Random(seed, STREAM.lamp));
  drawBelt(picture, camera, new Random(seed, STREAM.belt));
  const visibility = new Visibility(camera, picture.owner);
  for (const part of placeParts(seed, knobs, camera, visibility)) {
    drawPart(picture, part, camera, lamp, new Random(seed, part.stream), patch);
  }
  const sigma = Math.sqrt(SHARPEST * SHARPEST + knobs.focus * knobs.focus);
  for (const plane of picture.planes) blur(plane, spare, sigma, knobs.belt_speed);
  return {
    width: SCENE_WIDTH,
    height: SCENE_HEIGHT,
    rgb: expose(picture, lamp, knobs, new Random(seed, STREAM.noise)),
    parts: visibility.parts(),
  };
}
