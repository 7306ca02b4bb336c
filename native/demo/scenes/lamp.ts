import type { Random } from './random.ts';
import { cosine, sine, TURN } from './trigonometry.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';

/** The lamp over the line, in picture coordinates; z towards the camera. Length of (x, y, z) is 1. */
export interface Lamp {
  x: number;
  y: number;
  z: number;
  /** The way of the light along the belt: (x, y) at length 1, towards the lamp. */
  alongX: number;
  alongY: number;
  /** Where it shines brightest, in pixels. */
  hotX: number;
  hotY: number;
}

/** Upper left, 52 degrees above the belt, and never hung quite the same. */
export function hangLamp(random: Random): Lamp {
  const azimuth = ((-128 + random.between(-14, 14)) * TURN) / 360;
  const elevation = ((52 + random.between(-4, 4)) * TURN) / 360;
  const alongX = cosine(azimuth);
  const alongY = sine(azimuth);
  return {
    x: alongX * cosine(elevation),
    y: alongY * cosine(elevation),
    z: sine(elevation),
    alongX,
    alongY,
    hotX: SCENE_WIDTH * random.between(0.36, 0.5),
    hotY: SCENE_HEIGHT * random.between(0.34, 0.48),
  };
}

/**
 * How much of the lamp's light comes from a pixel through the lens, 1 at the brightest place: at row y and column x it is
 * 1 / ((1 + hotX[x] + hotY[y]) * (1 + lensX[x] + lensY[y])) squared. Light of a lamp overhead falls by the square of the
 * way to it and by its slant, that of a lens by cos^4 towards the corners.
 */
export interface Falloff {
  hotX: Float64Array;
  hotY: Float64Array;
  lensX: Float64Array;
  lensY: Float64Array;
}

export function falloffOf(lamp: Lamp): Falloff {
  const squares = (count: number, middle: number, reach: number) =>
    Float64Array.from({ length: count }, (_, at) => ((at - middle) / reach) * ((at - middle) / reach));
  return {
    hotX: squares(SCENE_WIDTH, lamp.hotX, 760),
    hotY: squares(SCENE_HEIGHT, lamp.hotY, 760),
    lensX: squares(SCENE_WIDTH, SCENE_WIDTH / 2, 1_200),
    lensY: squares(SCENE_HEIGHT, SCENE_HEIGHT / 2, 1_200),
  };
}

/** Temperature that the camera takes for white. */
const WHITE_KELVIN = 5_500;

/** Linear sRGB of a lamp of this temperature for a camera balanced to 5500 K; luminance 1. */
export function lampColour(kelvin: number): [red: number, green: number, blue: number] {
  const lamp = blackBody(kelvin);
  const white = blackBody(WHITE_KELVIN);
  const ratio = lamp.map((value, channel) => Math.max(0.02, value / (white[channel] as number)));
  const [red, green, blue] = ratio as [number, number, number];
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return [red / luminance, green / luminance, blue / luminance];
}

/** Linear sRGB of a black body, luminance 1: Kim's cubic fit of the Planckian locus (US patent 7024034), 1667 to 25000 K. */
function blackBody(kelvin: number): [number, number, number] {
  const t = 1_000 / kelvin;
  const x =
    kelvin < 4_000
      ? ((-0.266_123_9 * t - 0.234_358_9) * t + 0.877_695_6) * t + 0.179_91
      : ((-3.025_846_9 * t + 2.107_037_9) * t + 0.222_634_7) * t + 0.240_39;
  const [c3, c2, c1, c0] =
    kelvin < 2_222
      ? [-1.106_381_4, -1.348_110_2, 2.185_558_32, -0.202_196_83]
      : kelvin < 4_000
        ? [-0.954_947_6, -1.374_185_93, 2.091_370_15, -0.167_488_67]
        : [3.081_758, -5.873_386_7, 3.751_129_97, -0.370_014_83];
  const y = ((c3 * x + c2) * x + c1) * x + c0;
  const capitalX = x / y;
  const capitalZ = (1 - x - y) / y;
  return [
    3.240_454_2 * capitalX - 1.537_138_5 - 0.498_531_4 * capitalZ,
    -0.969_266 * capitalX + 1.876_010_8 + 0.041_556 * capitalZ,
    0.055_643_4 * capitalX - 0.204_025_9 + 1.057_225_2 * capitalZ,
  ];
}
