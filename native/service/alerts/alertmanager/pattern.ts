import { RE2JS } from 're2js';

/** A pattern that is not of Go's syntax, or larger than is looked at. */
export class UnreadablePattern extends Error {}

/** Repetitions are written out, so that a short pattern can be a large program. */
const LONGEST = 1_000;
const MOST_KEPT = 500;

const kept = new Map<string, RE2JS>();

/**
 * Whether a regular expression in Go's syntax matches all of a text, as the matchers of Alertmanager do. In time that is
 * linear in the text, so that no pattern of somebody else can hold the console up. Throws `UnreadablePattern`.
 */
export const matchesWhole = (pattern: string, text: string): boolean => compile(pattern).test(text);

function compile(pattern: string): RE2JS {
  const known = kept.get(pattern);
  if (known !== undefined) return known;
  if (pattern.length > LONGEST) throw new UnreadablePattern('it is too long');
  let compiled: RE2JS;
  try {
    // As Alertmanager does it: a quotation that is never closed is none of its patterns.
    compiled = RE2JS.compile(`^(?:${pattern})$`);
  } catch (error) {
    throw new UnreadablePattern(error instanceof Error ? error.message : String(error));
  }
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(pattern, compiled);
  return compiled;
}
