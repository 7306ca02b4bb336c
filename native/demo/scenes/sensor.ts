import type { SceneKnobs } from '../../contract/demo.ts';
import { falloffOf, type Lamp, lampColour } from './lamp.ts';
import { GAUSSIAN_MASK, gaussians } from './noise.ts';
import type { Picture } from './picture.ts';
import type { Random } from './random.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';

/** Exposure that puts bright metal under the lamp as installed just below the knee. */
const EXPOSURE = 1.75;
/** Linear light up to which the tone curve is the square root alone, and what is left above it. */
const KNEE = 0.5;
const ROOM = 1 - KNEE;
/** Grey level at which the noise is as strong as asked for, and the one at which half of it comes from reading out. */
const MIDDLE_GREY = 128;
const READ_NOISE_GREY = 40;
/** Neighbouring channels share most of their noise, as the same light well serves them. */
const SHARED = 0.75;
const OWN = 0.66;

/**
 * The drawn picture as the camera sends it. The lamp's level, colour and falloff are put on; then light becomes grey
 * levels by a square root, the camera's tone curve. Under it the shot noise of a sensor, which grows with the root of the
 * light, is the same at every level; the noise of reading it out is not, and comes up in the dark. So `noise` grey levels
 * at middle grey are more where there is little light, while the signal itself falls.
 *
 * Returns `height * width * 3` bytes RGB, rows from the top.
 */
export function expose(
  picture: Picture,
  lamp: Lamp,
  knobs: Pick<SceneKnobs, 'light' | 'light_kelvin' | 'noise'>,
  random: Random,
): Uint8Array {
  const rgb = new Uint8Array(SCENE_WIDTH * SCENE_HEIGHT * 3);
  const table = gaussians();
  const strength = strengthByGrey(knobs.noise);
  const { hotX, hotY, lensX, lensY } = falloffOf(lamp);
  const [redLight, greenLight, blueLight] = lampColour(knobs.light_kelvin);
  const { red, green, blue } = picture;
  for (let y = 0; y < SCENE_HEIGHT; y += 1) {
    // Neighbouring pixels take numbers that follow on each other, rows each from another place of the table.
    let shared = random.word() & GAUSSIAN_MASK;
    let own = random.word() & GAUSSIAN_MASK;
    const hot = 1 + (hotY[y] as number);
    const lens = 1 + (lensY[y] as number);
    for (let x = 0, at = y * SCENE_WIDTH; x < SCENE_WIDTH; x += 1, at += 1) {
      const fall = (hot + (hotX[x] as number)) * (lens + (lensX[x] as number));
      const light = (knobs.light * EXPOSURE) / (fall * fall);
      const common = SHARED * (table[shared] as number);
      const one = common + OWN * (table[own] as number);
      const two = common + OWN * (table[(own + 1) & GAUSSIAN_MASK] as number);
      const three = common + OWN * (table[(own + 2) & GAUSSIAN_MASK] as number);
      shared = (shared + 1) & GAUSSIAN_MASK;
      own = (own + 3) & GAUSSIAN_MASK;
      const out = 3 * at;
      rgb[out] = greyLevel((red[at] as number) * light * redLight, one, strength);
      rgb[out + 1] = greyLevel((green[at] as number) * light * greenLight, two, strength);
      rgb[out + 2] = greyLevel((blue[at] as number) * light * blueLight, three, strength);
    }
  }
  return rgb;
}

/** Sigma of the noise at each grey level. */
function strengthByGrey(noise: number): Float64Array {
  const relative = (grey: number) => {
    const read = READ_NOISE_GREY / (grey + 20);
    return Math.sqrt(1 + read * read);
  };
  return Float64Array.from({ length: 256 }, (_, grey) => (noise * relative(grey)) / relative(MIDDLE_GREY));
}

function greyLevel(light: number, noise: number, strength: Float64Array): number {
  // Above the knee more and more light is needed for a step, so that highlights keep a shape.
  const bent = light <= KNEE ? light : 1 - (ROOM * ROOM) / (light - KNEE + ROOM);
  const grey = 255 * Math.sqrt(bent);
  const value = grey + noise * (strength[grey | 0] as number) + 0.5;
  return value <= 0 ? 0 : value >= 255 ? 255 : value | 0;
}
