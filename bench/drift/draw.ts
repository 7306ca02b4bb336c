import type { Random } from '../../native/drift/random/random.ts';

/** One value of a feature. */
export type Draw = (random: Random) => number;

/** Box and Muller. */
export const normal =
  (mean: number, deviation: number): Draw =>
  (random) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());

/** Knuth: how many uniform factors fit into exp(-mean). */
export const poisson =
  (mean: number): Draw =>
  (random) => {
    const limit = Math.exp(-mean);
    let count = -1;
    for (let product = 1; product > limit; count++) product *= random.uniform();
    return count;
  };

/** Beta(a, b) of whole parameters: the a-th smallest of a + b - 1 uniform values. */
export const beta =
  (a: number, b: number): Draw =>
  (random) => {
    const values = Float64Array.from({ length: a + b - 1 }, () => random.uniform()).sort();
    return values[a - 1] as number;
  };

/** A feature in the drift methods' measurements: how it is drawn, and drawn with its mean moved by one deviation. */
export interface DrawnFeature {
  name: string;
  draw: Draw;
  shifted: Draw;
}

const moved =
  (draw: Draw, by: number): Draw =>
  (random) =>
    draw(random) + by;

/** Standard deviation of Beta(8, 2). */
const BETA_DEVIATION = Math.sqrt(16 / (100 * 11));

/** Six features of images: brightness, contrast, sharpness and box size, confidences, and counts with their ties. */
export const FEATURES: readonly DrawnFeature[] = [
  { name: 'brightness', draw: normal(120, 25), shifted: normal(95, 25) },
  { name: 'contrast', draw: normal(50, 10), shifted: normal(60, 10) },
  { name: 'sharpness', draw: normal(0, 1), shifted: normal(1, 1) },
  { name: 'box_size', draw: normal(0, 1), shifted: normal(-1, 1) },
  { name: 'confidence', draw: beta(8, 2), shifted: moved(beta(8, 2), -BETA_DEVIATION) },
  { name: 'detections', draw: poisson(3), shifted: poisson(3 + Math.sqrt(3)) },
];
