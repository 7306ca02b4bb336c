const KEY = 'vigil.author';
/** As long as the contract takes. */
export const LONGEST_AUTHOR = 200;

/** Who last acknowledged or silenced in this browser; empty where nobody said. */
export function rememberedAuthor(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/** Keeps the name for the next time, and answers the part of a body that carries it. */
export function signed(author: string): { author?: string } {
  const name = author.trim();
  try {
    if (name === '') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, name);
  } catch {
    // A full or forbidden storage costs the memory and nothing else.
  }
  return name === '' ? {} : { author: name };
}
