import type { Detection } from '../../../native/contract/candidates.ts';
import { PARTS, type Part } from '../../../native/contract/demo.ts';
import still from './still.webp';

/** One scene of the line for places where none has been drawn yet: `vigil demo scenes --seed 900105 --count 1 --parts 9`. */
export const STILL = { src: still, width: 640, height: 480 } as const;

const part = (name: Part, x1: number, y1: number, x2: number, y2: number): Detection => ({
  class_id: PARTS.indexOf(name),
  class_name: name,
  score: 1,
  box: [x1, y1, x2, y2],
});

/** What lies in it, from its label file. */
export const STILL_PARTS: readonly Detection[] = [
  part('bearing', 163, 309, 269, 415),
  part('bracket', 284, 310, 400, 388),
  part('nut', 56, 298, 121, 364),
  part('bracket', 386, 374, 449, 460),
  part('bearing', 601, 243, 640, 338),
  part('nut', 566, 49, 640, 129),
  part('bolt', 317, 57, 381, 190),
  part('bracket', 197, 244, 287, 304),
  part('bearing', 242, 148, 343, 249),
];
