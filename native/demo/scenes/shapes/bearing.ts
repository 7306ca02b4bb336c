import { angleOf, cosine, sine, TURN } from '../trigonometry.ts';
import { bevel, FINISH, type MakeShape } from './shape.ts';

/** A ball bearing: open with its balls and cage, shielded with metal, or sealed with rubber. */
export const makeBearing: MakeShape = (random) => {
  const form = random.pick(['open', 'open', 'shield', 'seal'] as const);
  const outer = random.between(30, 54);
  const bore = outer * random.between(0.38, 0.5);
  const wall = outer - bore;
  const outerFrom = outer - wall * random.between(0.22, 0.28);
  const innerTo = bore + wall * random.between(0.22, 0.28);
  const middle = (outerFrom + innerTo) / 2;
  const ball = (outerFrom - innerTo) * 0.56;
  const balls = Math.floor((TURN * middle) / (ball * random.between(2.5, 2.9)));
  const step = TURN / balls;
  const turn = random.between(0, TURN);
  const thickness = outer * 0.2;

  return {
    halfWidth: outer,
    halfHeight: outer,
    sample(u, v, surface) {
      const r = Math.sqrt(u * u + v * v);
      surface.distance = Math.max(r - outer, bore - r);
      surface.shade = 1;
      surface.finish = FINISH.turned;
      if (r >= outerFrom || r <= innerTo) {
        const toEdge = Math.min(Math.max(outer - r, 0), Math.max(r - bore, 0));
        const toTrack = r >= outerFrom ? r - outerFrom : innerTo - r;
        surface.height = bevel(toEdge, 2.6, 3, thickness) - (toTrack < 1.2 ? 1.2 - toTrack : 0);
        return;
      }
      const track = Math.min(outerFrom - r, r - innerTo);
      if (form !== 'open') {
        const across = (r - innerTo) / (outerFrom - innerTo);
        surface.height = thickness - 2.2 + (form === 'seal' ? 1.4 : 2.2) * across * (1 - across) * 2;
        surface.shade = track < 1.8 ? 0.3 + 0.38 * track : 1;
        surface.finish = form === 'seal' ? FINISH.plastic : FINISH.turned;
        return;
      }
      const angle = angleOf(u, v);
      const near = Math.floor((angle - turn) / step + 0.5) * step + turn;
      const du = u - middle * cosine(near);
      const dv = v - middle * sine(near);
      const apart = du * du + dv * dv;
      const radius = ball * 0.92;
      if (apart < radius * radius) {
        surface.height = thickness - radius + Math.sqrt(radius * radius - apart);
        surface.finish = FINISH.plain;
        surface.shade = 1 - 0.35 * (apart / (radius * radius));
        return;
      }
      const fromMiddle = r < middle ? middle - r : r - middle;
      // Between the balls the cage shows, and beside it the dark of the track.
      const isCage = fromMiddle < ball * 0.42;
      surface.height = thickness - (isCage ? ball * 0.6 : ball * 1.2);
      surface.shade = isCage ? 0.5 : 0.13;
      surface.finish = FINISH.plain;
    },
  };
};
