import { Random } from '../../native/drift/random/random.ts';
import type { Window } from '../../native/drift/verdict/window.ts';
import { FEATURES, normal } from './draw.ts';

export const DIMENSION = 128;
const CLASSES = ['person', 'car', 'bicycle', 'dog', 'truck'];

/** What a check of the console sees: seven numbers and the main class of each image, and its embedding of length 1. */
export function drawWindow(size: number, seed: number): Window {
  const random = new Random(seed);
  const numbers = [...FEATURES, { name: 'saturation', draw: normal(90, 20) }];
  const columns = numbers.map(({ name, draw }) => [name, Array.from({ length: size }, () => draw(random))] as const);
  return {
    ids: Array.from({ length: size }, (_, index) => index),
    features: {
      ...Object.fromEntries(columns),
      class: Array.from({ length: size }, () => CLASSES[random.below(CLASSES.length)] as string),
    },
    embeddings: Array.from({ length: size }, () => unitVector(random)),
  };
}

function unitVector(random: Random): Float32Array {
  const draw = normal(0.1, 0.5);
  const vector = Float32Array.from({ length: DIMENSION }, () => draw(random));
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}
