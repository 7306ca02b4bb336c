import { FINISH, type MakeShape, type Surface, triangle } from './shape.ts';

/** A bolt on its side: hexagon, cap or pan head, a shank and its thread. u runs from the head to the tip. */
export const makeBolt: MakeShape = (random) => {
  const head = random.pick(['hexagon', 'hexagon', 'cap', 'pan'] as const);
  const length = random.between(72, 132);
  const radius = Math.min(length * random.between(0.075, 0.12), 12.5);
  const headHalf = radius * (head === 'hexagon' ? random.between(1.75, 2) : random.between(1.5, 1.8));
  const headLength = radius * (head === 'cap' ? random.between(1.6, 2) : random.between(1.1, 1.4));
  const cornerUp = random.chance(0.4);
  const left = -length / 2;
  const shoulder = left + headLength;
  const threadFrom = shoulder + (length - headLength) * random.pick([0.04, 0.04, random.between(0.15, 0.5)]);
  const pitch = Math.max(radius * random.between(0.4, 0.52), 3.2);
  const depth = pitch * 0.3;
  const tip = length / 2;
  const chamfer = radius * 0.45;

  const sampleHead = (u: number, v: number, surface: Surface) => {
    const av = v < 0 ? -v : v;
    const into = u - left;
    let half = headHalf;
    if (head === 'hexagon') {
      const cut = headHalf * 0.16 - into;
      if (cut > 0) half -= cut * 0.9;
    } else if (head === 'pan') {
      const round = 1 - into / headLength;
      half = headHalf * Math.sqrt(Math.max(0, 1 - 0.85 * round * round));
    } else if (into < 1.5) half -= 1.5 - into;
    const along = Math.max(-into, u - shoulder);
    surface.distance = Math.max(av - half, along);
    if (head === 'hexagon') {
      // Three facets show, or two where a corner is up.
      const flat = cornerUp ? 0 : headHalf * 0.5;
      const slope = cornerUp ? 0.58 : 1.5;
      surface.height = headHalf * 0.9 - Math.max(0, av - flat) * slope - Math.max(0, headHalf * 0.2 - into) * 0.7;
      surface.finish = FINISH.plain;
    } else {
      surface.height = Math.sqrt(Math.max(0, half * half - v * v));
      surface.finish = FINISH.plain;
      if (head === 'cap' && into > 3 && into < headLength - 2) surface.shade = 0.72 + 0.28 * triangle(v / 3.1);
    }
  };

  return {
    halfWidth: length / 2,
    halfHeight: headHalf,
    sample(u, v, surface) {
      surface.shade = 1;
      if (u < shoulder) return sampleHead(u, v, surface);
      const av = v < 0 ? -v : v;
      let half = radius;
      if (u > threadFrom) {
        // Across the bolt the helix goes on by half a pitch, so that crests above stand over troughs below.
        const wave = triangle((u + (v * pitch) / (4 * radius)) / pitch);
        half -= depth * (1 - wave);
        surface.shade = 0.5 + 0.5 * wave;
      }
      if (u > tip - chamfer) half -= (u - tip + chamfer) * 0.8;
      surface.distance = Math.max(av - half, u - tip, shoulder - 1 - u);
      surface.height = Math.sqrt(Math.max(0, half * half - v * v));
      surface.finish = u > threadFrom ? FINISH.plain : FINISH.brushed;
      // The head keeps the light from the first of the shank.
      const fromHead = u - shoulder;
      if (fromHead < 3) surface.shade *= 0.55 + 0.15 * fromHead;
    },
  };
};
