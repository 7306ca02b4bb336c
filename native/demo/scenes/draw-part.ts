import { alongBelt, type Camera } from './camera.ts';
import type { Lamp } from './lamp.ts';
import { type Material, materialOf } from './material.ts';
import type { Patch } from './patch.ts';
import type { Picture } from './picture.ts';
import { clip, type PlacedPart, pixelsOf } from './placed-part.ts';
import type { Random } from './random.ts';
import { type Shading, shadePixel } from './shading.ts';
import { dropShadow } from './shadow.ts';
import { newSurface } from './shapes/shape.ts';
import { SCENE_WIDTH } from './types.ts';

/** Room around a part for its shadow. */
const MARGIN = 22;

/** Draws one part with its shadow over what is there, in linear light under a lamp of 1. */
export function drawPart(
  picture: Picture,
  part: PlacedPart,
  camera: Camera,
  lamp: Lamp,
  random: Random,
  patch: Patch,
): void {
  patch.take(pixelsOf(part, camera, MARGIN));
  sampleShape(patch, part, camera);
  dropShadow(picture, patch, lamp);
  paint(picture, patch, part, camera, lamp, materialOf(part.kind, random));
}

function sampleShape(patch: Patch, part: PlacedPart, camera: Camera): void {
  const { area, width } = patch;
  const core = pixelsOf(part, camera, 1);
  const surface = newSurface();
  for (let y = core.y1; y < core.y2; y += 1) {
    const dy = camera.beltY(y + 0.5) - part.y;
    const reach = camera.beltPerPixel(y + 0.5);
    const perUnit = 1 / reach;
    let at = (y - area.y1) * width + core.x1 - area.x1;
    for (let x = core.x1; x < core.x2; x += 1, at += 1) {
      const dx = alongBelt(x + 0.5, reach) - part.x;
      part.shape.sample(dx * part.cos + dy * part.sin, dy * part.cos - dx * part.sin, surface);
      const cover = 0.5 - surface.distance * perUnit;
      if (cover <= 0) continue;
      patch.coverage[at] = cover > 1 ? 1 : cover;
      patch.relief[at] = surface.height > 0 ? surface.height * perUnit : 0;
      patch.shade[at] = surface.shade;
      patch.finish[at] = surface.finish;
    }
  }
}

function paint(picture: Picture, patch: Patch, part: PlacedPart, camera: Camera, lamp: Lamp, material: Material): void {
  const { area, width, coverage, relief } = patch;
  const visible = clip(area);
  const shading: Shading = {
    u: 0,
    v: 0,
    slopeX: 0,
    slopeY: 0,
    x: 0,
    y: 0,
    shade: 1,
    finish: 0,
    red: 0,
    green: 0,
    blue: 0,
  };
  for (let y = visible.y1; y < visible.y2; y += 1) {
    const dy = camera.beltY(y + 0.5) - part.y;
    const reach = camera.beltPerPixel(y + 0.5);
    let at = (y - area.y1) * width + visible.x1 - area.x1;
    for (let x = visible.x1; x < visible.x2; x += 1, at += 1) {
      const cover = coverage[at] as number;
      if (cover === 0) continue;
      const dx = alongBelt(x + 0.5, reach) - part.x;
      shading.u = dx * part.cos + dy * part.sin;
      shading.v = dy * part.cos - dx * part.sin;
      shading.x = x;
      shading.y = y;
      shading.slopeX = ((relief[at + 1] as number) - (relief[at - 1] as number)) * 0.5;
      shading.slopeY = ((relief[at + width] as number) - (relief[at - width] as number)) * 0.5;
      shading.shade = patch.shade[at] as number;
      shading.finish = patch.finish[at] as number;
      shadePixel(shading, part, material, lamp);
      const to = y * SCENE_WIDTH + x;
      picture.red[to] = (picture.red[to] as number) * (1 - cover) + shading.red * cover;
      picture.green[to] = (picture.green[to] as number) * (1 - cover) + shading.green * cover;
      picture.blue[to] = (picture.blue[to] as number) * (1 - cover) + shading.blue * cover;
    }
  }
}
