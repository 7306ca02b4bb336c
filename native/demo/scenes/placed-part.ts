import type { Part } from '../../contract/demo.ts';
import { alongBelt, type Camera } from './camera.ts';
import { newSurface, type Shape } from './shapes/shape.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';

/** Whole pixels of the picture, upper left corner inside, lower right one outside. */
export interface Rectangle {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** A part that lies on the belt. Belt coordinates as camera.ts has them. */
export interface PlacedPart {
  kind: Part | 'unknown';
  shape: Shape;
  /** Where the part's origin lies. */
  x: number;
  y: number;
  /** The way of its u axis on the belt, of length 1. */
  cos: number;
  sin: number;
  /** For its own random numbers: material, rust, dirt. */
  stream: number;
}

/** Half the extent along and across the belt. */
export function extent({ shape, cos, sin }: Pick<PlacedPart, 'shape' | 'cos' | 'sin'>): { x: number; y: number } {
  const c = Math.abs(cos);
  const s = Math.abs(sin);
  return { x: c * shape.halfWidth + s * shape.halfHeight, y: s * shape.halfWidth + c * shape.halfHeight };
}

/** All pixels that the part may cover, `margin` more on every side; may reach out of the picture. */
export function pixelsOf(part: PlacedPart, camera: Camera, margin: number): Rectangle {
  const half = extent(part);
  const top = part.y - half.y;
  const bottom = part.y + half.y;
  const left = part.x - half.x;
  const right = part.x + half.x;
  return {
    x1: Math.floor(Math.min(camera.pictureX(left, top), camera.pictureX(left, bottom))) - margin,
    x2: Math.ceil(Math.max(camera.pictureX(right, top), camera.pictureX(right, bottom))) + margin,
    y1: Math.floor(camera.pictureY(top)) - margin,
    y2: Math.ceil(camera.pictureY(bottom)) + margin,
  };
}

export function clip({ x1, y1, x2, y2 }: Rectangle): Rectangle {
  return {
    x1: Math.max(x1, 0),
    y1: Math.max(y1, 0),
    x2: Math.min(x2, SCENE_WIDTH),
    y2: Math.min(y2, SCENE_HEIGHT),
  };
}

/** The part's silhouette: which pixels of `area` have their middle in it. */
export interface Mask {
  area: Rectangle;
  /** Rows of the area from the top; 1 inside, 0 outside. */
  inside: Uint8Array;
  /** How many pixels are inside, also those out of the picture. */
  size: number;
}

export function maskOf(part: PlacedPart, camera: Camera): Mask {
  const area = pixelsOf(part, camera, 1);
  const width = area.x2 - area.x1;
  const inside = new Uint8Array(width * (area.y2 - area.y1));
  const surface = newSurface();
  let size = 0;
  let at = 0;
  for (let y = area.y1; y < area.y2; y += 1) {
    const dy = camera.beltY(y + 0.5) - part.y;
    const reach = camera.beltPerPixel(y + 0.5);
    for (let x = area.x1; x < area.x2; x += 1, at += 1) {
      const dx = alongBelt(x + 0.5, reach) - part.x;
      const u = dx * part.cos + dy * part.sin;
      const v = dy * part.cos - dx * part.sin;
      part.shape.sample(u, v, surface);
      if (surface.distance >= 0) continue;
      inside[at] = 1;
      size += 1;
    }
  }
  return { area, inside, size };
}
