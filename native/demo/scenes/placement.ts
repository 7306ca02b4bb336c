import { PARTS, type Part, type SceneKnobs } from '../../contract/demo.ts';
import { BELT_BOTTOM, BELT_TOP } from './belt.ts';
import type { Camera } from './camera.ts';
import { extent, type PlacedPart } from './placed-part.ts';
import { Random } from './random.ts';
import { SHAPES } from './shapes/index.ts';
import { cosine, sine, TURN } from './trigonometry.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';
import type { Visibility } from './visibility.ts';

/** Streams of random numbers of one scene; those of single parts follow on. */
export const STREAM = { count: 1, belt: 2, lamp: 3, noise: 4, part: 1_000, finish: 100_000 } as const;

const ATTEMPTS = 60;
/** Two parts nearer than this share of their half sizes would leave little of the lower one. */
const NEAREST = 0.5;
/** How many of the parts may lie on another one. */
const OVERLAP_SHARE = 0.3;

/**
 * Chooses the parts and where they lie, from the lowest to the topmost. A place is taken only if every part, also those
 * that lie there already, stays visible as `Visibility` demands, and another is tried otherwise; where a crowded belt has
 * no room after many tries, the part is left out.
 */
export function placeParts(seed: number, knobs: SceneKnobs, camera: Camera, visibility: Visibility): PlacedPart[] {
  const wanted = new Random(seed, STREAM.count).poisson(knobs.parts);
  const placed: PlacedPart[] = [];
  for (let index = 0; index < wanted; index += 1) {
    const part = findPlace(new Random(seed, STREAM.part + index), index, knobs, camera, placed, visibility);
    if (part !== null) placed.push(part);
  }
  return placed;
}

function findPlace(
  random: Random,
  index: number,
  knobs: SceneKnobs,
  camera: Camera,
  placed: readonly PlacedPart[],
  visibility: Visibility,
): PlacedPart | null {
  const kind = random.unit() < knobs.unknown_part ? 'unknown' : kindOf(random.unit(), knobs.mix);
  // A stream of its own: the place of a part does not depend on how many proportions its kind has.
  const shape = SHAPES[kind](new Random(random.word(), STREAM.part));
  const mayOverlap = random.chance(OVERLAP_SHARE);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const angle = random.between(0, TURN);
    const turned = { shape, cos: cosine(angle), sin: sine(angle) };
    const half = extent(turned);
    const y = random.between(BELT_TOP + half.y * 0.9, BELT_BOTTOM - half.y * 0.9);
    const row = Math.min(Math.max(camera.pictureY(y), 0), SCENE_HEIGHT);
    const x = random.between(camera.beltX(-12, row), camera.beltX(SCENE_WIDTH + 12, row));
    const part: PlacedPart = { kind, ...turned, x, y, stream: STREAM.finish + index };
    // A crowded belt has no free place: then parts may overlap.
    const nearest = mayOverlap || attempt > ATTEMPTS / 2 ? NEAREST : 1;
    if (placed.every((other) => apart(part, other) > nearest) && visibility.add(part)) return part;
  }
  return null;
}

function kindOf(share: number, mix: SceneKnobs['mix']): Part {
  const total = PARTS.reduce((sum, part) => sum + mix[part], 0);
  const weight = (part: Part) => (total === 0 ? 1 / PARTS.length : mix[part] / total);
  const chosen = PARTS.filter((part) => weight(part) > 0);
  let reached = 0;
  for (const part of chosen) {
    reached += weight(part);
    if (share < reached) return part;
  }
  // Rounding may leave the sum a hair under 1.
  return chosen.at(-1) as Part;
}

/** Distance of two parts in shares of the sum of their half sizes; about 1 where they touch. */
function apart(one: PlacedPart, other: PlacedPart): number {
  const dx = one.x - other.x;
  const dy = one.y - other.y;
  const size = ({ shape }: PlacedPart) => 0.5 * (Math.max(shape.halfWidth, shape.halfHeight) + middleSize(shape));
  return Math.sqrt(dx * dx + dy * dy) / (size(one) + size(other));
}

const middleSize = ({ halfWidth, halfHeight }: PlacedPart['shape']) => Math.sqrt(halfWidth * halfHeight);
