/** Whether a character, given as its code point, is one of those that are meant. */
export type CharTest = (codePoint: number) => boolean;

export type Assertion = 'begin' | 'end' | 'line_begin' | 'line_end' | 'word_edge' | 'no_word_edge';

/** A parsed pattern. Greedy or not makes no difference to whether it matches. */
export type Node =
  | { kind: 'empty' }
  | { kind: 'char'; test: CharTest }
  | { kind: 'assert'; assertion: Assertion }
  | { kind: 'all'; of: readonly Node[] }
  | { kind: 'one'; of: readonly Node[] }
  /** `max` null for no limit. */
  | { kind: 'repeat'; of: Node; min: number; max: number | null };

/** A pattern that is not of Go's syntax, or larger than is looked at. */
export class UnreadablePattern extends Error {}
