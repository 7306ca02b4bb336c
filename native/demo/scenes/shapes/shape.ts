import type { Random } from '../random.ts';

/** How a point of a part is made, which decides how it throws light back. */
export const FINISH = {
  /** As it left the mould or the plating bath. */
  plain: 0,
  /** Turned on a lathe about the part's origin: bright fans towards the lamp. */
  turned: 1,
  /** Ground or rolled along the part's u axis. */
  brushed: 2,
  /** Rubber or nylon in the part's second colour. */
  plastic: 3,
} as const;

/** What a shape says of one point; one object is filled again and again, so that no pixel costs an allocation. */
export interface Surface {
  /** Signed distance to the silhouette in belt units: negative inside. Near enough to the true one for soft edges. */
  distance: number;
  /** Height above the belt in belt units. */
  height: number;
  /** Share of the light that gets there: below 1 in grooves. */
  shade: number;
  finish: number;
}

/** A part with all its proportions chosen, in coordinates of its own: u to the right, v down, origin in the middle. */
export interface Shape {
  /** The silhouette lies within `-halfWidth..halfWidth`, `-halfHeight..halfHeight`. */
  halfWidth: number;
  halfHeight: number;
  sample(u: number, v: number, surface: Surface): void;
}

export type MakeShape = (random: Random) => Shape;

export const newSurface = (): Surface => ({ distance: 1, height: 0, shade: 1, finish: FINISH.plain });

/** A plate's height at `inside` units from its edge: full after `width`, rounded towards the edge. */
export function bevel(inside: number, width: number, drop: number, full: number): number {
  if (inside >= width) return full;
  const rest = 1 - (inside < 0 ? 0 : inside / width);
  return full - drop * rest * rest;
}

/** Distance to a box with round corners. */
export function roundedBox(u: number, v: number, halfU: number, halfV: number, radius: number): number {
  const du = (u < 0 ? -u : u) - halfU + radius;
  const dv = (v < 0 ? -v : v) - halfV + radius;
  if (du <= 0 || dv <= 0) return (du > dv ? du : dv) - radius;
  return Math.sqrt(du * du + dv * dv) - radius;
}

/** Distance to a hexagon whose flats are `apothem` from the middle, two of them above and below it. */
export function hexagon(u: number, v: number, apothem: number): number {
  const au = u < 0 ? -u : u;
  const av = v < 0 ? -v : v;
  const slanted = au * 0.866_025_403_784_438_6 + av * 0.5;
  return (slanted > av ? slanted : av) - apothem;
}

/** A wave of period 1 that rises from 0 to 1 and falls back in straight lines. */
export function triangle(t: number): number {
  const phase = t - Math.floor(t);
  return phase < 0.5 ? 2 * phase : 2 - 2 * phase;
}
