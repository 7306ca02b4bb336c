const HOME = /(?:\/home|\/Users|\/var\/home|[A-Za-z]:[\\/]Users)[\\/]([^\\/\s"'<>|]+)/g;
/** Shorter names are found in too many other words. */
const SHORTEST_NAME = 3;
/** A path from a root or a drive, at least two folders deep; not the rest of a web address. */
const ABSOLUTE_PATH = /(?:^|[\s"'(=,])(?:[A-Za-z]:[\\/]|\\\\|~[\\/]|\/[^\s/:]+\/)/;

/** The names of the users whose home folders a text mentions. */
export const userNamesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(HOME)].map(([, name]) => name as string)),
];

/** The text with home folders as `~` and the users' names, wherever else they stand, as `USER`. */
export function redact(text: string, names: readonly string[] = userNamesIn(text)): string {
  let plain = text.replace(HOME, '~');
  for (const name of names) {
    if (name.length < SHORTEST_NAME) continue;
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    plain = plain.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu'), 'USER');
  }
  return plain;
}

/** Whether a value of a model's metadata tells where something lies on somebody's disk. */
export const holdsPath = (value: string): boolean => ABSOLUTE_PATH.test(value);
