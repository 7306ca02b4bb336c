import { bevel, FINISH, type MakeShape, roundedBox } from './shape.ts';

interface Hole {
  u: number;
  v: number;
  radius: number;
  /** Half of how much longer it is than round, along u and along v. */
  slotU: number;
  slotV: number;
}

/** A flat corner bracket: two arms with one to three holes each, some of them slots, perhaps a rib or a gusset. */
export const makeBracket: MakeShape = (random) => {
  const long = random.between(70, 122);
  const short = long * random.between(0.55, 1);
  const width = Math.min(long * random.between(0.22, 0.34), short * 0.5);
  const corner = width * random.between(0.1, 0.45);
  const fillet = width * random.between(0.1, 0.5);
  const gusset = random.chance(0.25) ? width * random.between(0.5, 1) : 0;
  const thickness = random.between(3, 4.5);
  const radius = width * random.between(0.17, 0.25);
  const holes: Hole[] = [];
  const isSlotted = random.chance(0.3);
  const left = -long / 2;
  const top = -short / 2;
  const add = (length: number, place: (along: number, slot: number) => Hole) => {
    const most = Math.max(1, Math.min(3, Math.floor((length - width) / (radius * 3.4))));
    const count = random.whole(1, most);
    const from = width + (length - width) * 0.08;
    const wish = radius * random.between(0.6, 1.2);
    // A slot too long for its arm would cut it in two.
    const room = (length - from - width * 0.06) / (2 * count) - radius - 3;
    const slot = isSlotted && count < 3 ? Math.max(0, Math.min(wish, room)) : 0;
    for (let index = 0; index < count; index += 1) {
      place(from + ((length - from - width * 0.06) * (index + 0.5)) / count, slot);
    }
  };
  add(long, (along, slot) => {
    const hole = { u: left + along, v: top + width / 2, radius, slotU: slot, slotV: 0 };
    holes.push(hole);
    return hole;
  });
  add(short, (along, slot) => {
    const hole = { u: left + width / 2, v: top + along, radius, slotU: 0, slotV: slot };
    holes.push(hole);
    return hole;
  });
  const hasRib = random.chance(0.3);
  if (!hasRib && random.chance(0.6))
    holes.push({ u: left + width / 2, v: top + width / 2, radius, slotU: 0, slotV: 0 });

  return {
    halfWidth: long / 2,
    halfHeight: short / 2,
    sample(u, v, surface) {
      const armU = roundedBox(u, v - (top + width / 2), long / 2, width / 2, corner);
      const armV = roundedBox(u - (left + width / 2), v, width / 2, short / 2, corner);
      let distance = armU < armV ? armU : armV;
      // The inner corner is filled: by a round, or by a straight gusset.
      const pu = u - left - width;
      const pv = v - top - width;
      if (gusset > 0 && pu > -2 && pv > -2) distance = Math.min(distance, (pu + pv - gusset) * Math.SQRT1_2);
      else if (pu > -2 && pv > -2 && pu < fillet && pv < fillet) {
        const du = fillet - pu;
        const dv = fillet - pv;
        distance = Math.min(distance, fillet - Math.sqrt(du * du + dv * dv));
      }
      let cut = -1e3;
      for (const hole of holes) {
        const du = Math.max(0, Math.abs(u - hole.u) - hole.slotU);
        const dv = Math.max(0, Math.abs(v - hole.v) - hole.slotV);
        cut = Math.max(cut, hole.radius - Math.sqrt(du * du + dv * dv));
      }
      surface.distance = Math.max(distance, cut);
      surface.shade = 1;
      surface.finish = FINISH.brushed;
      let height = bevel(-surface.distance, 2, 1.6, thickness);
      if (hasRib) {
        const fold = Math.abs(pu - pv) * Math.SQRT1_2;
        const ends = Math.min(1, (-3 - distance) / 3);
        if (fold < 3.5 && ends > 0) height += 1.8 * ends * (1 - (fold * fold) / 12.25);
      }
      surface.height = height;
    },
  };
};
