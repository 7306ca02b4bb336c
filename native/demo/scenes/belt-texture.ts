import { makeFractal } from './noise.ts';
import { Random } from './random.ts';

/** Sides of the tiles in texels, powers of two so that coordinates wrap by a mask. */
export const WEAVE_SIZE = 512;
export const WEAR_WIDTH = 1024;
export const WEAR_HEIGHT = 512;
/** Side of one float of the fabric, in pixels. */
const FLOAT = 4;

let weave: Float32Array | null = null;
let wear: Float32Array | null = null;

/** Seamless 512 x 512: how much light the rubber throws back by its fabric grain, about 1. */
export function weaveTile(): Float32Array {
  weave ??= makeWeave();
  return weave;
}

/** Seamless 1024 x 512 (x along the belt): how much lighter or darker wear has made the rubber, about 1. */
export function wearTile(): Float32Array {
  wear ??= makeWear();
  return wear;
}

/** The print of a plain weave: threads pass over and under, each a small arch lit from the upper left. */
function makeWeave(): Float32Array {
  const random = new Random(3, 3);
  const tile = new Float32Array(WEAVE_SIZE * WEAVE_SIZE);
  for (let y = 0; y < WEAVE_SIZE; y += 1) {
    const fy = ((y % FLOAT) + 0.5) / FLOAT - 0.5;
    for (let x = 0; x < WEAVE_SIZE; x += 1) {
      const fx = ((x % FLOAT) + 0.5) / FLOAT - 0.5;
      const isOver = ((Math.floor(x / FLOAT) + Math.floor(y / FLOAT)) & 1) === 0;
      const across = isOver ? fy : fx;
      const along = isOver ? fx : fy;
      const crown = 1 - 4 * across * across - 1.6 * along * along;
      tile[y * WEAVE_SIZE + x] = 0.96 + 0.1 * crown - 0.16 * across + 0.055 * random.normal();
    }
  }
  return tile;
}

/** Patches of dust and polish, and scratches along the way of the belt. */
function makeWear(): Float32Array {
  const random = new Random(4, 4);
  const tile = makeFractal(WEAR_WIDTH, WEAR_HEIGHT, [4, 8, 16, 32], 5);
  for (const [index, value] of tile.entries()) tile[index] = 1 + 0.09 * value;
  for (let scratch = 0; scratch < 190; scratch += 1) addScratch(tile, random);
  return tile;
}

function addScratch(tile: Float32Array, random: Random): void {
  const length = random.whole(30, 420);
  const strength = random.between(-0.1, 0.16) * random.unit();
  const fromX = random.whole(0, WEAR_WIDTH - 1);
  const fromY = random.between(0, WEAR_HEIGHT);
  const lean = random.between(-0.06, 0.06);
  const half = random.between(0.6, 1.6);
  for (let step = 0; step < length; step += 1) {
    const y = fromY + lean * step;
    const fade = Math.min(1, Math.min(step, length - step) / 25);
    for (let row = Math.floor(y - half); row <= y + half + 1; row += 1) {
      const aside = (row - y) / half;
      const weight = 1 - aside * aside;
      if (weight <= 0) continue;
      const at = (row & (WEAR_HEIGHT - 1)) * WEAR_WIDTH + ((fromX + step) & (WEAR_WIDTH - 1));
      tile[at] = (tile[at] as number) + strength * fade * weight;
    }
  }
}
