import { bevel, FINISH, hexagon, type MakeShape, triangle } from './shape.ts';

/** A hexagon nut from above: plain, with a flange, or with a nylon ring against loosening. */
export const makeNut: MakeShape = (random) => {
  const form = random.pick(['plain', 'plain', 'plain', 'flange', 'nylon'] as const);
  const outer = random.between(25, 43);
  const apothem = form === 'flange' ? outer * random.between(0.68, 0.75) : outer * 0.866;
  const hole = apothem * random.between(0.52, 0.64);
  const thickness = apothem * random.between(0.35, 0.55);
  const chamferFrom = apothem * random.between(0.98, 1.05);
  const threadDepth = Math.max(hole * 0.16, 2);
  const ring = form === 'nylon' ? hole * random.between(1.3, 1.4) : 0;

  return {
    halfWidth: outer,
    halfHeight: outer,
    sample(u, v, surface) {
      const r = Math.sqrt(u * u + v * v);
      const hex = hexagon(u, v, apothem);
      const body = form === 'flange' ? Math.min(hex, r - outer) : hex;
      surface.distance = Math.max(body, hole - r);
      surface.shade = 1;
      surface.finish = FINISH.turned;
      if (form === 'flange' && hex > 0) {
        surface.height = bevel(outer - r, outer - apothem, thickness * 0.22, thickness * 0.3);
        // At the foot of the hexagon.
        if (hex < 3) surface.shade = 0.6 + 0.13 * hex;
        return;
      }
      const beyond = r - chamferFrom;
      let height = bevel(-hex, 1.5, 1, thickness) - (beyond > 0 ? beyond * 0.55 : 0);
      const fromHole = r - hole;
      if (ring > 0 && r < ring) {
        const across = (2 * fromHole) / (ring - hole) - 1;
        height += 1.5 * (1 - across * across);
        surface.finish = FINISH.plastic;
      } else if (fromHole < threadDepth) {
        height -= (threadDepth - fromHole) * 0.9;
        surface.shade = 0.35 + 0.4 * triangle(fromHole / 2.4 + 0.1);
        surface.finish = FINISH.plain;
      } else if (ring > 0 && r < ring + 2) {
        surface.shade = 0.6;
      }
      surface.height = height;
    },
  };
};
