import { useSyncExternalStore } from 'react';

const kept = new Map<string, string | null>();
const listeners = new Set<() => void>();

function read(key: string): string | null {
  let word = kept.get(key);
  if (word === undefined) {
    try {
      word = localStorage.getItem(key);
    } catch {
      word = null;
    }
    kept.set(key, word);
  }
  return word;
}

function keep(key: string, word: string): void {
  kept.set(key, word);
  try {
    localStorage.setItem(key, word);
  } catch {
    // A full or forbidden storage costs the memory and nothing else.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A choice out of a few words that this browser keeps for the next visit; the first word where none is kept. */
export function useRemembered<Word extends string>(
  key: string,
  words: readonly [Word, ...Word[]],
): [Word, (word: Word) => void] {
  const word = useSyncExternalStore(subscribe, () => read(key));
  return [words.find((each) => each === word) ?? words[0], (next) => keep(key, next)];
}
