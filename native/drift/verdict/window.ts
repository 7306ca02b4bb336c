import { VigilError } from '../../contract/errors.ts';
import { seedOf } from '../random/random.ts';

/** Values of one feature in the order of the samples: numbers or words; null (or NaN, or an infinity) is missing. */
export type Column = readonly (number | null)[] | readonly (string | null)[];

/**
 * Samples that are judged together, by columns. Plain data: it may be handed to a worker thread as it is.
 *
 * Every column, and `embeddings` where there are any, is as long as `ids` and in the same order, oldest sample first.
 */
export interface Window {
  ids: readonly (number | string)[];
  features: Readonly<Record<string, Column>>;
  /** One vector a sample, all equally long; null where a sample has none. */
  embeddings: readonly (ArrayLike<number> | null)[] | null;
}

/** Throws `invalid_parameter` for a window whose parts do not belong together. `whose` names it in the error. */
export function validateWindow(window: Window, whose: 'reference' | 'current window'): void {
  const size = window.ids.length;
  const refuse = (detail: string): never => {
    throw new VigilError('invalid_parameter', `The ${whose} is inconsistent: ${detail}`);
  };
  for (const [name, column] of Object.entries<readonly unknown[]>(window.features)) {
    if (column.length !== size) refuse(`column ${name} has ${column.length} values for ${size} samples.`);
    if (hasTwoTypes(column)) refuse(`column ${name} mixes numbers and words; make it one or the other.`);
  }
  if (window.embeddings === null) return;
  if (window.embeddings.length !== size) refuse(`${window.embeddings.length} embeddings for ${size} samples.`);
  const lengths = new Set(window.embeddings.filter((vector) => vector !== null).map(({ length }) => length));
  if (lengths.size > 1) refuse(`embeddings of ${[...lengths].join(' and ')} numbers; only one length can be compared.`);
}

function hasTwoTypes(column: readonly unknown[]): boolean {
  let type: string | null = null;
  for (let index = 0; index < column.length; index++) {
    const value = column[index];
    if (value === null || value === undefined || typeof value === type) continue;
    if (type !== null) return true;
    type = typeof value;
  }
  return false;
}

/** The same windows always get the same permutations, so that a check that is repeated says the same. */
export function windowSeed(reference: Window, current: Window): number {
  const { ids } = reference;
  return seedOf(ids[0] ?? '', ids.at(-1) ?? '', ids.length, current.ids.at(-1) ?? '', current.ids.length);
}
