import type { Part } from '../../contract/demo.ts';
import { NOISE_SIZE } from './noise.ts';
import type { Random } from './random.ts';

type Colour = readonly [red: number, green: number, blue: number];

interface Metal {
  colour: Colour;
  /** 0 blasted, 1 polished. */
  gloss: number;
}

/** Share of the light that each throws back, linear. */
const METALS = {
  zinc: { colour: [0.6, 0.635, 0.67], gloss: 0.55 },
  steel: { colour: [0.56, 0.55, 0.53], gloss: 0.6 },
  stainless: { colour: [0.72, 0.71, 0.69], gloss: 0.85 },
  yellowZinc: { colour: [0.68, 0.58, 0.34], gloss: 0.6 },
  brass: { colour: [0.76, 0.55, 0.24], gloss: 0.75 },
  blackOxide: { colour: [0.15, 0.15, 0.165], gloss: 0.7 },
} as const satisfies Record<string, Metal>;

type MetalName = keyof typeof METALS;

/** What each kind is made of; a name that stands twice is twice as common. */
const MADE_OF: Readonly<Record<Part | 'unknown', readonly [MetalName, ...MetalName[]]>> = {
  bolt: ['zinc', 'zinc', 'steel', 'stainless', 'yellowZinc', 'blackOxide'],
  nut: ['zinc', 'zinc', 'steel', 'stainless', 'yellowZinc', 'brass', 'blackOxide'],
  washer: ['zinc', 'zinc', 'steel', 'stainless', 'yellowZinc', 'brass', 'blackOxide'],
  gear: ['steel', 'steel', 'steel', 'stainless', 'brass', 'blackOxide'],
  bearing: ['stainless', 'stainless', 'steel'],
  bracket: ['zinc', 'zinc', 'zinc', 'steel', 'yellowZinc', 'blackOxide'],
  unknown: ['steel', 'steel', 'zinc', 'blackOxide'],
};

/** Nylon of lock nuts and rubber of bearing seals, linear. */
const NYLON: readonly [Colour, ...Colour[]] = [
  [0.03, 0.12, 0.42],
  [0.5, 0.5, 0.47],
  [0.3, 0.05, 0.04],
];
const RUBBER: readonly [Colour, ...Colour[]] = [
  [0.022, 0.022, 0.024],
  [0.022, 0.022, 0.024],
  [0.1, 0.035, 0.02],
];

/** The look of one single part. */
export interface Material {
  colour: Colour;
  gloss: number;
  plastic: Colour;
  /** Rust covers where the noise is above this; 2 for none. */
  rustFrom: number;
  /** Strength of the dirt that dulls it, 0 to 1. */
  dirt: number;
  /** Depth of tool marks, 0 to 1. */
  marks: number;
  /** Where in the noise tile this part looks. */
  noiseX: number;
  noiseY: number;
  /** How askew it lies: slope along x and y. */
  leanX: number;
  leanY: number;
}

export function materialOf(kind: Part | 'unknown', random: Random): Material {
  const { colour, gloss } = METALS[random.pick(MADE_OF[kind])];
  const light = random.between(0.86, 1.08);
  const warm = random.between(-0.025, 0.025);
  return {
    colour: [colour[0] * (light + warm), colour[1] * light, colour[2] * (light - warm)],
    gloss: gloss * random.between(0.6, 1.1),
    plastic: random.pick(kind === 'nut' ? NYLON : RUBBER),
    rustFrom: random.chance(0.3) ? random.between(0.25, 0.95) : 2,
    dirt: random.unit() * random.unit(),
    marks: random.between(0.25, 1),
    noiseX: random.whole(0, NOISE_SIZE - 1),
    noiseY: random.whole(0, NOISE_SIZE - 1),
    leanX: random.between(-0.05, 0.05),
    leanY: random.between(-0.05, 0.05),
  };
}
