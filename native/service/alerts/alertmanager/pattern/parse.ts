import { type ClassPart, charTest, classTest, perlClass, posixClass, range, unicodeClass } from './chars.ts';
import { type Assertion, type Node, UnreadablePattern } from './syntax.ts';

interface Flags {
  /** Case makes no difference. */
  i: boolean;
  /** `^` and `$` are those of a line. */
  m: boolean;
  /** `.` is a line break too. */
  s: boolean;
}

const ASSERTIONS: Readonly<Record<string, Assertion>> = { A: 'begin', z: 'end', b: 'word_edge', B: 'no_word_edge' };
const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const MOST_REPEATED = 1_000;
const DEEPEST = 250;
const LAST_CODE_POINT = 0x10_ff_ff;

/**
 * Reads a regular expression in the syntax of Go's `regexp` (https://github.com/google/re2/wiki/Syntax), which is not that
 * of JavaScript. What Go refuses is refused or read in some way: an Alertmanager has none such. Throws `UnreadablePattern`.
 */
export function parsePattern(text: string): Node {
  const parser = new Parser(Array.from(text));
  const node = parser.choice({ i: false, m: false, s: false });
  parser.expectEnd();
  return node;
}

class Parser {
  readonly #chars: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(chars: readonly string[]) {
    this.#chars = chars;
  }

  expectEnd(): void {
    if (this.#at < this.#chars.length) throw new UnreadablePattern('a parenthesis is closed that was never opened');
  }

  /** Alternatives up to a closing parenthesis or the end. `flags` change where the pattern says so. */
  choice(flags: Flags): Node {
    if (++this.#depth > DEEPEST) throw new UnreadablePattern('it is nested too deeply');
    const branches: Node[] = [];
    do branches.push(this.#sequence(flags));
    while (this.#take('|'));
    this.#depth--;
    return branches.length === 1 ? (branches[0] as Node) : { kind: 'one', of: branches };
  }

  #sequence(flags: Flags): Node {
    const parts: Node[] = [];
    while (this.#at < this.#chars.length && !this.#sees('|') && !this.#sees(')')) {
      if (this.#take('\\Q')) parts.push(...this.#quoted(flags));
      else parts.push(this.#atom(flags));
      // A repetition is of the last character alone, also of quoted ones.
      const last = parts.pop();
      if (last !== undefined) parts.push(this.#repeated(last));
    }
    return parts.length === 0 ? { kind: 'empty' } : { kind: 'all', of: parts };
  }

  #quoted(flags: Flags): Node[] {
    const nodes: Node[] = [];
    while (this.#at < this.#chars.length && !this.#take('\\E')) nodes.push(literal(this.#next(), flags));
    return nodes;
  }

  #repeated(of: Node): Node {
    const bounds = this.#bounds();
    if (bounds === null) return of;
    this.#take('?');
    const [min, max] = bounds;
    if (min > MOST_REPEATED || (max !== null && (max > MOST_REPEATED || max < min))) {
      throw new UnreadablePattern(`it repeats ${min} to ${max ?? 'any number of'} times`);
    }
    return { kind: 'repeat', of, min, max };
  }

  #bounds(): [number, number | null] | null {
    if (this.#take('*')) return [0, null];
    if (this.#take('+')) return [1, null];
    if (this.#take('?')) return [0, 1];
    // Any other brace is a character like others.
    const counted = this.#sees('{') ? /^\{(\d+)(,(\d*))?\}/.exec(this.#rest(12)) : null;
    if (counted === null) return null;
    this.#at += counted[0].length;
    const min = Number(counted[1]);
    if (counted[2] === undefined) return [min, min];
    return [min, counted[3] === '' ? null : Number(counted[3])];
  }

  #atom(flags: Flags): Node {
    const char = this.#next();
    switch (char) {
      case '(':
        return this.#group(flags);
      case '[':
        return this.#class(flags);
      case '.':
        return { kind: 'char', test: flags.s ? () => true : (codePoint) => codePoint !== 10 };
      case '^':
        return { kind: 'assert', assertion: flags.m ? 'line_begin' : 'begin' };
      case '$':
        return { kind: 'assert', assertion: flags.m ? 'line_end' : 'end' };
      case '\\':
        return this.#escape(flags);
      case '*':
      case '+':
      case '?':
        throw new UnreadablePattern(`there is nothing that ${char} could repeat`);
      default:
        return literal(char, flags);
    }
  }

  #group(flags: Flags): Node {
    const inner = { ...flags };
    if (this.#take('?')) {
      const name = /^P?<\w+>/.exec(this.#rest(200));
      if (name !== null) this.#at += name[0].length;
      else if (this.#flags(inner) === ')') {
        // They hold up to the end of the group that this stands in.
        Object.assign(flags, inner);
        return { kind: 'empty' };
      }
    }
    const node = this.choice(inner);
    if (!this.#take(')')) throw new UnreadablePattern('a parenthesis is not closed');
    return node;
  }

  /** Reads `i-s:` or `i)` after `(?`, and answers how it ends. */
  #flags(flags: Flags): ':' | ')' {
    for (let isSet = true; ; ) {
      const char = this.#next();
      if (char === ':' || char === ')') return char;
      if (char === '-') isSet = false;
      else if (char === 'i' || char === 'm' || char === 's') flags[char] = isSet;
      else if (char !== 'U') throw new UnreadablePattern(`(?${char} is not of Go's syntax`);
    }
  }

  #escape(flags: Flags): Node {
    const letter = this.#chars[this.#at] ?? '';
    const assertion = Object.hasOwn(ASSERTIONS, letter) ? ASSERTIONS[letter] : undefined;
    if (assertion !== undefined) {
      this.#at++;
      return { kind: 'assert', assertion };
    }
    const part = this.#escapedClass();
    if (part !== null) return { kind: 'char', test: classTest([part], false, flags.i) };
    return { kind: 'char', test: charTest(this.#escapedChar(), flags.i) };
  }

  /** After a backslash; null, and nothing is read, where no class follows. */
  #escapedClass(): ClassPart | null {
    const letter = this.#chars[this.#at] ?? '';
    if (letter !== 'p' && letter !== 'P') {
      const part = perlClass(letter);
      if (part !== null) this.#at++;
      return part;
    }
    this.#at++;
    const braced = /^\{([^}]*)\}/.exec(this.#rest(100));
    if (braced === null) return unicodeClass(this.#next(), letter === 'P');
    this.#at += braced[0].length;
    return unicodeClass(braced[1] as string, letter === 'P');
  }

  /** After a backslash; the code point of the character that is meant. */
  #escapedChar(): number {
    const number = /^(?:x\{([\da-f]{1,8})\}|x([\da-f]{2})|(0[0-7]{0,2}|[1-7][0-7]{1,2}))/i.exec(this.#rest(12));
    if (number !== null) {
      this.#at += number[0].length;
      const [, long, short, octal] = number;
      const codePoint = octal === undefined ? Number.parseInt(long ?? short ?? '', 16) : Number.parseInt(octal, 8);
      if (codePoint > LAST_CODE_POINT) throw new UnreadablePattern('there is no such character');
      return codePoint;
    }
    const char = this.#next();
    const control = Object.hasOwn(CONTROLS, char) ? CONTROLS[char] : undefined;
    if (control !== undefined) return control;
    if (/^[\dA-Za-z]$/.test(char) || char.charCodeAt(0) >= 0x80) {
      throw new UnreadablePattern(`\\${char} is not of Go's syntax`);
    }
    return char.codePointAt(0) as number;
  }

  #class(flags: Flags): Node {
    const negated = this.#take('^');
    const parts: ClassPart[] = [];
    for (let isFirst = true; isFirst || !this.#take(']'); isFirst = false) parts.push(this.#classPart());
    return { kind: 'char', test: classTest(parts, negated, flags.i) };
  }

  #classPart(): ClassPart {
    const named = /^\[:(\^?\w+):\]/.exec(this.#rest(20));
    if (named !== null) {
      this.#at += named[0].length;
      return posixClass(named[1] as string);
    }
    if (this.#sees('\\')) {
      this.#at++;
      const part = this.#escapedClass();
      if (part !== null) return part;
      this.#at--;
    }
    const from = this.#classChar();
    if (!this.#sees('-') || (this.#chars[this.#at + 1] ?? ']') === ']') return range(from, from);
    this.#at++;
    return range(from, this.#classChar());
  }

  #classChar(): number {
    return this.#take('\\') ? this.#escapedChar() : (this.#next().codePointAt(0) as number);
  }

  #rest(length: number): string {
    return this.#chars.slice(this.#at, this.#at + length).join('');
  }

  #sees(text: string): boolean {
    return this.#rest(text.length) === text;
  }

  #take(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at += text.length;
    return true;
  }

  #next(): string {
    const char = this.#chars[this.#at++];
    if (char === undefined) throw new UnreadablePattern('it ends too early');
    return char;
  }
}

const literal = (char: string, flags: Flags): Node => ({
  kind: 'char',
  test: charTest(char.codePointAt(0) as number, flags.i),
});
