import type { RegisteredModel } from '../../../contract/http/models.ts';

/** Numbers for class names, from 0, the same in every export of the same models. */
export interface ClassIndex {
  of(name: string): number;
  /** In order of their numbers, those found so far. */
  names(): readonly string[];
}

/**
 * The classes of all models by name, in the order of the first model, then what the next one adds, and so on: with one
 * model, its own class ids. A name that no model has any more, because it was loaded again with others, comes last.
 */
export function createClassIndex(models: readonly RegisteredModel[]): ClassIndex {
  const numbers = new Map<string, number>();
  const add = (name: string) => {
    const number = numbers.size;
    numbers.set(name, number);
    return number;
  };
  for (const name of models.flatMap(({ classes }) => classes)) if (!numbers.has(name)) add(name);
  return {
    of: (name) => numbers.get(name) ?? add(name),
    names: () => [...numbers.keys()],
  };
}
