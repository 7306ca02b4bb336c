import { WEAR_HEIGHT, WEAR_WIDTH, WEAVE_SIZE, wearTile, weaveTile } from './belt-texture.ts';
import { alongBelt, type Camera } from './camera.ts';
import { fractalNoise, NOISE_SIZE } from './noise.ts';
import type { Picture } from './picture.ts';
import type { Random } from './random.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';

/** The belt runs between its two rails: belt coordinates y, in pixels. */
export const BELT_TOP = 20;
export const BELT_BOTTOM = SCENE_HEIGHT - 20;
const RAIL = 26;
/** Beyond the rails the frame of the machine is dark. */
const FRAME_LIGHT = 0.012;

interface Stain {
  x: number;
  y: number;
  halfWidth: number;
  halfHeight: number;
  strength: number;
}

interface Belt {
  red: number;
  green: number;
  blue: number;
  weaveX: number;
  weaveY: number;
  wearX: number;
  wearY: number;
  stains: Stain[];
  /** Where the splice of the belt crosses the upper rail; null where none is in sight. */
  seam: { x: number; lean: number } | null;
}

function lookOf(random: Random): Belt {
  const light = random.between(0.85, 1.2);
  const hue = random.between(-1, 1);
  const belt: Belt = {
    red: (0.04 + 0.006 * hue) * light,
    green: (0.06 - 0.003 * hue) * light,
    blue: (0.057 - 0.005 * hue) * light,
    weaveX: random.whole(0, WEAVE_SIZE - 1),
    weaveY: random.whole(0, WEAVE_SIZE - 1),
    wearX: random.whole(0, WEAR_WIDTH - 1),
    wearY: random.whole(0, WEAR_HEIGHT - 1),
    stains: [],
    seam: null,
  };
  for (let count = random.whole(0, 3); count > 0; count -= 1) {
    belt.stains.push({
      x: random.between(0, SCENE_WIDTH),
      y: random.between(BELT_TOP, BELT_BOTTOM),
      halfWidth: random.between(14, 75),
      halfHeight: random.between(9, 30),
      strength: random.between(0.12, 0.42),
    });
  }
  const seamAt = random.between(-120, SCENE_WIDTH + 40);
  const seamLean = random.between(0.15, 0.4);
  if (random.chance(0.16)) belt.seam = { x: seamAt, lean: seamLean };
  return belt;
}

/** Fills the whole picture with the empty belt and its rails, in linear light under a lamp of 1. */
export function drawBelt(picture: Picture, camera: Camera, random: Random): void {
  const belt = lookOf(random);
  for (let y = 0; y < SCENE_HEIGHT; y += 1) {
    const beltY = camera.beltY(y + 0.5);
    if (beltY < BELT_TOP || beltY > BELT_BOTTOM) drawRailRow(picture, camera, y, beltY);
    else drawBeltRow(picture, camera, belt, y, beltY);
  }
  for (const stain of belt.stains) drawStain(picture, camera, stain);
  for (let count = random.whole(0, 9); count > 0; count -= 1) drawChip(picture, camera, random);
}

function drawBeltRow(picture: Picture, camera: Camera, belt: Belt, y: number, beltY: number): void {
  const weave = weaveTile();
  const wear = wearTile();
  const weaveRow = ((Math.floor(beltY) + belt.weaveY) & (WEAVE_SIZE - 1)) * WEAVE_SIZE;
  const wearRow = ((Math.floor(beltY) + belt.wearY) & (WEAR_HEIGHT - 1)) * WEAR_WIDTH;
  // The rails stand higher than the belt and keep light from its sides.
  const fromRail = Math.min(beltY - BELT_TOP, BELT_BOTTOM - beltY);
  const open = fromRail < 14 ? 0.35 + (0.65 * fromRail) / 14 : 1;
  const step = camera.beltPerPixel(y + 0.5);
  const seamX = belt.seam === null ? -1e4 : belt.seam.x + belt.seam.lean * (beltY - BELT_TOP);
  let beltX = camera.beltX(0.5, y + 0.5) + WEAR_WIDTH;
  let at = y * SCENE_WIDTH;
  for (let x = 0; x < SCENE_WIDTH; x += 1, at += 1, beltX += step) {
    const column = beltX | 0;
    let light =
      open *
      (weave[weaveRow + ((column + belt.weaveX) & (WEAVE_SIZE - 1))] as number) *
      (wear[wearRow + ((column + belt.wearX) & (WEAR_WIDTH - 1))] as number);
    const fromSeam = beltX - WEAR_WIDTH - seamX;
    if (fromSeam > -16 && fromSeam < 16) light *= seamLight(fromSeam);
    picture.red[at] = belt.red * light;
    picture.green[at] = belt.green * light;
    picture.blue[at] = belt.blue * light;
  }
}

/** A splice: the lapped rubber is a little lighter, with a dark cut and a worn lip on either side. */
function seamLight(fromSeam: number): number {
  const aside = Math.abs(fromSeam) - 11;
  if (aside > 1.2) return 1;
  if (aside > -1.2) return fromSeam > 0 ? 0.5 : 1.45;
  return 1.13;
}

/** Extruded aluminium, the same all along: edge, face, groove, face. Beyond it the dark frame. */
function drawRailRow(picture: Picture, camera: Camera, y: number, beltY: number): void {
  const into = beltY < BELT_TOP ? BELT_TOP - beltY : beltY - BELT_BOTTOM;
  const isUpper = beltY < BELT_TOP;
  const noise = fractalNoise();
  const row = (Math.floor(beltY * 9) & (NOISE_SIZE - 1)) * NOISE_SIZE;
  let light = railLight(into, isUpper);
  if (into < RAIL) light *= 1 + 0.1 * (noise[row] as number);
  const step = camera.beltPerPixel(y + 0.5) / 6;
  let along = camera.beltX(0.5, y + 0.5) / 6 + NOISE_SIZE;
  for (let x = 0, at = y * SCENE_WIDTH; x < SCENE_WIDTH; x += 1, at += 1, along += step) {
    const value = light * (1 + 0.05 * (noise[row + ((along | 0) & (NOISE_SIZE - 1))] as number));
    picture.red[at] = value * 0.98;
    picture.green[at] = value;
    picture.blue[at] = value * 1.03;
  }
}

function railLight(into: number, isUpper: boolean): number {
  if (into > RAIL) return FRAME_LIGHT;
  if (into < 1.5) return 0.008;
  if (into < 3.5) return isUpper ? 0.2 : 0.42;
  if (into > 9 && into < 12.5) return into < 10.5 === isUpper ? 0.07 : 0.16;
  return isUpper ? 0.3 : 0.26;
}

function drawStain(picture: Picture, camera: Camera, stain: Stain): void {
  const noise = fractalNoise();
  const top = Math.max(0, Math.floor(camera.pictureY(stain.y - stain.halfHeight)));
  const bottom = Math.min(SCENE_HEIGHT - 1, Math.ceil(camera.pictureY(stain.y + stain.halfHeight)));
  for (let y = top; y <= bottom; y += 1) {
    const beltY = camera.beltY(y + 0.5);
    if (beltY < BELT_TOP || beltY > BELT_BOTTOM) continue;
    const v = (beltY - stain.y) / stain.halfHeight;
    const reach = camera.beltPerPixel(y + 0.5);
    for (let x = 0, at = y * SCENE_WIDTH; x < SCENE_WIDTH; x += 1, at += 1) {
      const beltX = alongBelt(x + 0.5, reach);
      const u = (beltX - stain.x) / stain.halfWidth;
      const inside = 1 - u * u - v * v;
      if (inside <= 0) continue;
      const rough = noise[((beltY * 2) & (NOISE_SIZE - 1)) * NOISE_SIZE + ((beltX * 2) & (NOISE_SIZE - 1))] as number;
      const soaked = Math.min(1, Math.max(0, (inside + 0.5 * rough) * 1.6));
      picture.scale(at, 1 - stain.strength * soaked);
    }
  }
}

/** A chip of swarf: a bright curl of two or three pixels. */
function drawChip(picture: Picture, camera: Camera, random: Random): void {
  const beltY = random.between(BELT_TOP + 6, BELT_BOTTOM - 6);
  const x = Math.floor(camera.pictureX(random.between(0, SCENE_WIDTH), beltY));
  const y = Math.floor(camera.pictureY(beltY));
  const light = random.between(0.1, 0.34);
  const lean = random.whole(-1, 1);
  for (let step = random.whole(1, 3); step >= 0; step -= 1) picture.blend(x + step, y + lean * step, light, 0.7);
}
