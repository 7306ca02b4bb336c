import { Random } from '../random/random.ts';
import type { Column, Window } from '../verdict/window.ts';

/** Uniform numbers of 31 bits: practically without ties. */
export function uniformNumbers(count: number, seed: number, shift = 0): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.uniform() + shift);
}

/** A window of these columns, its samples numbered from `first`. */
export function toWindow(features: Record<string, Column>, first = 1, embeddings: Window['embeddings'] = null): Window {
  const size = Object.values(features)[0]?.length ?? embeddings?.length ?? 0;
  return { ids: Array.from({ length: size }, (_, index) => first + index), features, embeddings };
}
