/**
 * Which classes are shown: all but some, or none but some. The second kind keeps hiding classes that only later images
 * bring, which is what "only this" means for a batch.
 */
export type ClassFilter =
  | { kind: 'all_but'; names: ReadonlySet<string> }
  | { kind: 'only'; names: ReadonlySet<string> };

export const ALL_CLASSES: ClassFilter = { kind: 'all_but', names: new Set() };
export const NO_CLASSES: ClassFilter = { kind: 'only', names: new Set() };

export const onlyClass = (name: string): ClassFilter => ({ kind: 'only', names: new Set([name]) });

export const isShown = (filter: ClassFilter, name: string): boolean =>
  filter.names.has(name) === (filter.kind === 'only');

export const isFiltering = (filter: ClassFilter): boolean => filter.kind === 'only' || filter.names.size > 0;

/** The same filter with one class shown or hidden. */
export function withClass(filter: ClassFilter, name: string, shown: boolean): ClassFilter {
  if (isShown(filter, name) === shown) return filter;
  const names = new Set(filter.names);
  if (!names.delete(name)) names.add(name);
  return { kind: filter.kind, names };
}
