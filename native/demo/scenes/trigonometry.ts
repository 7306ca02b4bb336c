/**
 * Sine, cosine and arc tangent from additions, multiplications and divisions alone. IEEE 754 rounds these (and the
 * square root) the same everywhere, but not the functions of Math: a picture would differ in a pixel from one machine
 * to the next, and a scene is named by its seed.
 */
export const TURN = 6.283185307179586;

/** To 1e-7 of the true value; `angle` in radians, any. */
export function sine(angle: number): number {
  let x = angle - TURN * Math.floor(angle / TURN + 0.5);
  if (x > TURN / 4) x = TURN / 2 - x;
  else if (x < -TURN / 4) x = -TURN / 2 - x;
  const s = x * x;
  return x * (1 + s * (-1 / 6 + s * (1 / 120 + s * (-1 / 5040 + s * (1 / 362_880 - s / 39_916_800)))));
}

export function cosine(angle: number): number {
  return sine(angle + TURN / 4);
}

/** Angle of (x, y) in radians, -pi to pi, to 1e-5 (Abramowitz and Stegun 4.4.49). 0 for the origin. */
export function angleOf(x: number, y: number): number {
  const ax = x < 0 ? -x : x;
  const ay = y < 0 ? -y : y;
  if (ax + ay === 0) return 0;
  const ratio = ax > ay ? ay / ax : ax / ay;
  const s = ratio * ratio;
  let angle = ratio * (0.999_866 + s * (-0.330_299_5 + s * (0.180_141 + s * (-0.085_133 + s * 0.020_835_1))));
  if (ay > ax) angle = TURN / 4 - angle;
  if (x < 0) angle = TURN / 2 - angle;
  return y < 0 ? -angle : angle;
}
