import { type CharTest, UnreadablePattern } from './syntax.ts';

/** One part of a class as JavaScript writes what stands between brackets. */
export interface ClassPart {
  source: string;
  negated: boolean;
}

/** Of ASCII alone, unlike those of JavaScript. */
const PERL = { d: '0-9', s: '\\t\\n\\f\\r ', w: '0-9A-Za-z_' } as const;

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

const hex = (codePoint: number) => `\\u{${codePoint.toString(16)}}`;

export const range = (from: number, to: number): ClassPart => {
  if (to < from) throw new UnreadablePattern('a range of characters ends before it begins');
  return { source: `${hex(from)}-${hex(to)}`, negated: false };
};

/** `\d`, `\S` and the like, by their letter; null for any other. */
export function perlClass(letter: string): ClassPart | null {
  const source = new Map(Object.entries(PERL)).get(letter.toLowerCase());
  return source === undefined ? null : { source, negated: letter !== letter.toLowerCase() };
}

/** `alpha` or `^alpha` of `[[:alpha:]]`. */
export function posixClass(name: string): ClassPart {
  const negated = name.startsWith('^');
  const source = new Map(Object.entries(POSIX)).get(negated ? name.slice(1) : name);
  if (source === undefined) throw new UnreadablePattern(`there is no class [:${name}:]`);
  return { source, negated };
}

/** `L` or `Greek` of `\pL` and `\p{Greek}`; `negated` for `\P`. */
export function unicodeClass(name: string, negated: boolean): ClassPart {
  const isTurned = name.startsWith('^');
  const word = isTurned ? name.slice(1) : name;
  if (!/^\w+$/.test(word)) throw new UnreadablePattern(`there is no class of characters ${word}`);
  const source = word === 'Any' ? '\\p{Any}' : word.length <= 2 ? `\\p{gc=${word}}` : `\\p{Script=${word}}`;
  return { source, negated: negated !== isTurned };
}

/** A character by itself; with `fold` in either case. */
export function charTest(codePoint: number, fold: boolean): CharTest {
  return fold ? classTest([range(codePoint, codePoint)], false, true) : (other) => other === codePoint;
}

/** Any of the parts; case is folded before anything is negated, as Go does. */
export function classTest(parts: readonly ClassPart[], negated: boolean, fold: boolean): CharTest {
  const tests = parts.map((part) => ({ expression: singleChar(part.source, fold), negated: part.negated }));
  return (codePoint) => {
    const char = String.fromCodePoint(codePoint);
    return tests.some(({ expression, negated: isNot }) => expression.test(char) !== isNot) !== negated;
  };
}

function singleChar(source: string, fold: boolean): RegExp {
  try {
    return new RegExp(`^[${source}]$`, fold ? 'iu' : 'u');
  } catch {
    throw new UnreadablePattern(`there is no class of characters ${source}`);
  }
}
