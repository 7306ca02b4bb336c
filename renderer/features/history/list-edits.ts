import { useSyncExternalStore } from 'react';

/**
 * Results that the user has deleted and that loaded pages may still hold. Hiding them, instead of cutting them out of
 * the pages, makes a deletion show at once and an undo bring each back to where it was.
 */
let hidden: ReadonlySet<number> = new Set();
const listeners = new Set<() => void>();

function replace(next: ReadonlySet<number>): void {
  hidden = next;
  for (const listener of listeners) listener();
}

export const hideResults = (ids: Iterable<number>): void => replace(new Set([...hidden, ...ids]));

export function showResults(ids: Iterable<number>): void {
  const next = new Set(hidden);
  for (const id of ids) next.delete(id);
  replace(next);
}

export const isHidden = (id: number): boolean => hidden.has(id);

export function useHiddenResults(): ReadonlySet<number> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => hidden,
  );
}
