import { angleOf, cosine, sine, TURN } from '../trigonometry.ts';
import { bevel, FINISH, type MakeShape } from './shape.ts';

/** A spur gear: 11 to 32 teeth, a hub with a keyed bore; its web solid, recessed, or with holes. */
export const makeGear: MakeShape = (random) => {
  const outer = random.between(36, 65);
  const teeth = random.whole(11, Math.min(32, Math.floor(outer / 1.9)));
  const toothHeight = Math.min((outer * 4.3) / (teeth + 2), outer * 0.24);
  const root = outer - toothHeight;
  const bore = outer * random.between(0.14, 0.24);
  const hub = Math.max(bore * random.between(1.45, 1.8), bore + 5);
  const rim = root - Math.max(root * random.between(0.1, 0.18), 4);
  const recess = random.chance(0.7) && rim - hub > 8 ? random.between(2, 5) : 0;
  const holes = rim - hub > 13 && random.chance(0.55) ? random.whole(3, 6) : 0;
  const holeAt = (hub + rim) / 2;
  const holeRadius = Math.min((rim - hub) * 0.34, (holeAt * TURN) / (holes || 1) / 3);
  const key = bore * random.pick([0, 0.3, 0.36]);
  const thickness = random.between(6, 10);
  const turn = random.between(0, TURN);

  return {
    halfWidth: outer,
    halfHeight: outer,
    sample(u, v, surface) {
      const r = Math.sqrt(u * u + v * v);
      const angle = angleOf(u, v);
      let distance = r - root;
      if (distance > -1) {
        // Within one tooth: the way along the circle from its middle, against a flank that narrows to the tip.
        const phase = (angle * teeth) / TURN;
        const aside = (phase - Math.floor(phase + 0.5)) * (TURN / teeth) * r;
        const up = (r - root) / toothHeight;
        const half = ((TURN * root) / teeth) * (0.315 - 0.1 * up - 0.045 * up * up);
        const flank = ((aside < 0 ? -aside : aside) - half) * 0.93;
        const tooth = Math.max(flank, r - outer);
        distance = Math.min(distance, tooth);
      }
      let cut = bore - r;
      if (key > 0 && u > 0) cut = Math.max(cut, Math.min(key - (v < 0 ? -v : v), bore + key - u));
      if (holes > 0) {
        const step = TURN / holes;
        const near = Math.floor((angle - turn) / step + 0.5) * step + turn;
        const du = u - holeAt * cosine(near);
        const dv = v - holeAt * sine(near);
        cut = Math.max(cut, holeRadius - Math.sqrt(du * du + dv * dv));
      }
      surface.distance = Math.max(distance, cut);
      surface.shade = 1;
      surface.finish = FINISH.turned;
      let height = bevel(-surface.distance, 1.8, 1.5, thickness);
      if (recess > 0 && r > hub && r < rim) {
        const wall = Math.min(r - hub, rim - r);
        height -= recess * Math.min(1, wall / 2.5);
        surface.shade = 0.78 + 0.05 * Math.min(wall, 3);
      }
      surface.height = height;
    },
  };
};
