import type { Part } from '../../../contract/demo.ts';
import { makeBearing } from './bearing.ts';
import { makeBolt } from './bolt.ts';
import { makeBracket } from './bracket.ts';
import { makeGear } from './gear.ts';
import { makeNut } from './nut.ts';
import type { MakeShape } from './shape.ts';
import { makeSpring } from './spring.ts';
import { makeWasher } from './washer.ts';

/** The shape of each kind; the compiler asks for one where a part is added to the contract. */
export const SHAPES: Readonly<Record<Part | 'unknown', MakeShape>> = {
  bolt: makeBolt,
  nut: makeNut,
  washer: makeWasher,
  gear: makeGear,
  bearing: makeBearing,
  bracket: makeBracket,
  unknown: makeSpring,
};
