import type { Lamp } from './lamp.ts';
import type { Material } from './material.ts';
import { fractalNoise, GAUSSIAN_MASK, gaussians, NOISE_SIZE } from './noise.ts';
import type { PlacedPart } from './placed-part.ts';
import { FINISH } from './shapes/shape.ts';

/** One pixel of a part on its way to a colour; filled again and again. */
export interface Shading {
  /** Place on the part. */
  u: number;
  v: number;
  /** Rise of the surface a pixel along x and y of the picture. */
  slopeX: number;
  slopeY: number;
  /** Place in the picture. */
  x: number;
  y: number;
  shade: number;
  finish: number;
  /** The answer, in linear light. */
  red: number;
  green: number;
  blue: number;
}

/** The camera is not far away: towards the edges of the picture it looks at the parts from the side. */
const CAMERA_DISTANCE = 1_500;
const MASK = NOISE_SIZE - 1;

/**
 * Metal mirrors the hall: a dim roof, a bright lamp with a wide and a narrow lobe, a window opposite, a dark floor. What
 * the surface mirrors follows from its normal; tool marks fan the lamp out across them. Rubber, rust and dirt scatter.
 */
export function shadePixel(pixel: Shading, part: PlacedPart, material: Material, lamp: Lamp): void {
  const noise = fractalNoise();
  const { u, v, finish } = pixel;
  const nu = (u + material.noiseX + 1024) | 0;
  const nv = (v + material.noiseY + 1024) | 0;
  const mottle = noise[(nv & MASK) * NOISE_SIZE + (nu & MASK)] as number;
  const coarse = noise[((nv >> 1) & MASK) * NOISE_SIZE + ((nu >> 1) & MASK)] as number;

  const slopeX = pixel.slopeX + material.leanX + (pixel.x - 320) / CAMERA_DISTANCE + 0.03 * coarse;
  const slopeY = pixel.slopeY + material.leanY + (pixel.y - 240) / CAMERA_DISTANCE + 0.03 * mottle;
  const nz = 1 / Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY);
  const nx = -slopeX * nz;
  const ny = -slopeY * nz;
  const facing = nx * lamp.x + ny * lamp.y + nz * lamp.z;
  const lit = facing > 0 ? facing : 0;

  if (finish === FINISH.plastic) {
    const spot = reach(nx, ny, nz, lamp);
    const gleam = spot * spot * spot * spot * 0.05;
    const light = (0.35 + 0.75 * lit) * pixel.shade * (1 + 0.06 * mottle);
    pixel.red = material.plastic[0] * light + gleam;
    pixel.green = material.plastic[1] * light + gleam;
    pixel.blue = material.plastic[2] * light + gleam;
    return;
  }

  const rx = 2 * nz * nx;
  const ry = 2 * nz * ny;
  const rz = 2 * nz * nz - 1;
  const { gloss, marks } = material;
  const towards = rx * lamp.x + ry * lamp.y + rz * lamp.z;
  const t = towards > 0 ? towards : 0;
  const t4 = t * t * t * t;
  const t12 = t4 * t4 * t4;
  const window = -0.75 * rx * lamp.alongX - 0.75 * ry * lamp.alongY + 0.62 * rz;
  const w = window > 0 ? window * window : 0;
  let mirrored = 0.17 + 0.2 * rz + (0.62 - 0.2 * gloss) * t4 + 1.9 * gloss * t12 * t4 + 0.16 * w * w;

  let streak = 0;
  const table = gaussians();
  if (finish === FINISH.turned) {
    const r = Math.sqrt(u * u + v * v);
    const along = r * 1.6 + material.noiseX * 97;
    const whole = along | 0;
    const rest = along - whole;
    streak =
      (table[whole & GAUSSIAN_MASK] as number) * (1 - rest) + (table[(whole + 1) & GAUSSIAN_MASK] as number) * rest;
    if (r > 0) {
      // The lamp as the part sees it, against the way out from the middle: rings mirror it in two opposite fans.
      const lampU = lamp.alongX * part.cos + lamp.alongY * part.sin;
      const lampV = lamp.alongY * part.cos - lamp.alongX * part.sin;
      const out = (u * lampU + v * lampV) / r;
      const fan = out * out;
      const flat = nz * nz * nz * nz;
      mirrored += flat * marks * (0.85 * fan * fan * fan - 0.12);
    }
  } else if (finish === FINISH.brushed) {
    const along = v * 1.5 + material.noiseY * 89 + 700;
    const whole = along | 0;
    const rest = along - whole;
    streak =
      (table[whole & GAUSSIAN_MASK] as number) * (1 - rest) + (table[(whole + 1) & GAUSSIAN_MASK] as number) * rest;
    streak += 0.8 * (noise[(nv & MASK) * NOISE_SIZE + ((nu >> 3) & MASK)] as number);
  }
  mirrored *= 1 + 0.09 * marks * streak + 0.05 * mottle;
  if (mirrored < 0.03) mirrored = 0.03;

  const dull = 1 - material.dirt * 0.55 * (coarse > -0.2 ? Math.min(1, (coarse + 0.2) * 2) : 0);
  const light = mirrored * pixel.shade * dull;
  let red = material.colour[0] * light;
  let green = material.colour[1] * light;
  let blue = material.colour[2] * light;

  const pits = noise[((nv * 3) & MASK) * NOISE_SIZE + ((nu * 3) & MASK)] as number;
  const rusty = (coarse + 0.35 * mottle + 0.45 * pits - material.rustFrom) * 1.7;
  if (rusty > 0) {
    const share = rusty > 0.88 ? 0.88 : rusty;
    const rust = (0.4 + 0.8 * lit) * pixel.shade * (1 + 0.3 * mottle + 0.35 * pits);
    red += (0.22 * rust - red) * share;
    green += (0.098 * rust - green) * share;
    blue += (0.046 * rust - blue) * share;
  }
  pixel.red = red;
  pixel.green = green;
  pixel.blue = blue;
}

/** How straight the surface mirrors the lamp into the camera, 0 to 1. */
function reach(nx: number, ny: number, nz: number, lamp: Lamp): number {
  const towards = 2 * nz * (nx * lamp.x + ny * lamp.y + nz * lamp.z) - lamp.z;
  return towards > 0 ? towards : 0;
}
