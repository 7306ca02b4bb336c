import { angleOf } from '../trigonometry.ts';
import { bevel, FINISH, type MakeShape } from './shape.ts';

/** A washer: flat, wide (a small hole), or a spring washer with its split. */
export const makeWasher: MakeShape = (random) => {
  const form = random.pick(['flat', 'flat', 'flat', 'wide', 'split'] as const);
  const outer = random.between(24, 50);
  const share = { flat: [0.48, 0.6], wide: [0.26, 0.36], split: [0.58, 0.68] } as const;
  const inner = outer * random.between(share[form][0], share[form][1]);
  const thickness = form === 'split' ? outer * 0.13 : random.between(2, 3.6);
  const edge = random.between(1.2, 2.6);
  const gap = outer * 0.045;
  const dish = form === 'wide' ? random.between(0, 0.05) : 0;

  return {
    halfWidth: outer,
    halfHeight: outer,
    sample(u, v, surface) {
      const r = Math.sqrt(u * u + v * v);
      let distance = Math.max(r - outer, inner - r);
      let rise = 0;
      if (form === 'split') {
        // The cut runs askew, and one end stands higher than the other.
        const askew = v - (r - (outer + inner) / 2) * 0.5;
        if (u > 0) distance = Math.max(distance, gap - (askew < 0 ? -askew : askew));
        rise = angleOf(-u, -askew) * 0.35;
      }
      surface.distance = distance;
      surface.height = bevel(-distance, edge, thickness * 0.55, thickness) + rise - dish * r;
      surface.shade = 1;
      surface.finish = FINISH.turned;
    },
  };
};
