import { cosine, sine, TURN } from './trigonometry.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';

/** Distance of the camera from the belt, and its focal length: in the middle a pixel is a unit of the belt. */
const FOCAL = 900;
const CENTRE_X = SCENE_WIDTH / 2;
const CENTRE_Y = SCENE_HEIGHT / 2;

/**
 * A pinhole camera over the belt, tilted about the picture's horizontal middle. Belt coordinates are those of the
 * picture of a camera that is not tilted: x along the belt, y across it, origin top left, unit one pixel. A positive
 * tilt brings the lower edge nearer.
 */
export class Camera {
  readonly #sin: number;
  readonly #cos: number;

  constructor(tiltDegrees: number) {
    // Exactly 0 and 1 where there is no tilt: then a pixel is exactly a unit of the belt.
    this.#sin = sine((tiltDegrees * TURN) / 360);
    this.#cos = tiltDegrees === 0 ? 1 : cosine((tiltDegrees * TURN) / 360);
  }

  /** Belt units a pixel step covers at height `y` of the picture, along the belt. */
  beltPerPixel(y: number): number {
    return (FOCAL * this.#cos) / ((y - CENTRE_Y) * this.#sin + FOCAL * this.#cos);
  }

  /** Belt y of every pixel of the picture's row `y`. */
  beltY(y: number): number {
    const reach = this.beltPerPixel(y);
    return CENTRE_Y + (y - CENTRE_Y) * reach * this.#cos + (1 - reach) * FOCAL * this.#sin;
  }

  /** Belt x of the pixel (x, y). */
  beltX(x: number, y: number): number {
    return alongBelt(x, this.beltPerPixel(y));
  }

  /** Row of the picture that shows the belt's y. */
  pictureY(beltY: number): number {
    const across = beltY - CENTRE_Y;
    return CENTRE_Y + (across * this.#cos * FOCAL) / (FOCAL - across * this.#sin);
  }

  /** Column of the picture that shows the belt's (x, y). */
  pictureX(beltX: number, beltY: number): number {
    return CENTRE_X + ((beltX - CENTRE_X) * FOCAL) / (FOCAL - (beltY - CENTRE_Y) * this.#sin);
  }
}

/** Belt x of a picture's column, for a row whose `beltPerPixel` is known. */
export function alongBelt(x: number, beltPerPixel: number): number {
  return CENTRE_X + (x - CENTRE_X) * beltPerPixel;
}
