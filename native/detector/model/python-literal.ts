export type PythonValue = string | number | boolean | null | PythonValue[] | Map<string | number, PythonValue>;

const MAX_DEPTH = 16;
const NUMBER = /[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z]+/y;
const SPACE = /\s*/y;
const WORDS = new Map<string, PythonValue>([
  ['True', true],
  ['False', false],
  ['None', null],
]);
const SIMPLE_ESCAPES = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\n', ''],
]);
const CODE_ESCAPE = /x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})/y;

/**
 * Reads a Python literal as `repr` writes it: dicts, lists, tuples, strings with their escapes, numbers, True, False, None.
 * Ultralytics puts such text into the metadata of its exports, as in `{0: 'person', 1: "driver's hat"}`.
 *
 * Undefined where the text is anything else; nothing is ever evaluated.
 */
export function parsePythonLiteral(text: string): PythonValue | undefined {
  try {
    const parser = new LiteralParser(text);
    const value = parser.value(0);
    parser.end();
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class LiteralParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): PythonValue {
    if (depth > MAX_DEPTH) throw new SyntaxError('nested too deeply');
    this.#take(SPACE);
    const next = this.#text[this.#at];
    if (next === '{') return this.#dict(depth);
    if (next === '[') return this.#items(']', () => this.value(depth + 1));
    if (next === '(') return this.#items(')', () => this.value(depth + 1));
    if (next === "'" || next === '"') return this.#string(next);
    const word = this.#take(WORD);
    if (word !== undefined) {
      const value = WORDS.get(word[0]);
      if (value === undefined) throw new SyntaxError(`unknown word ${word[0]}`);
      return value;
    }
    const number = this.#take(NUMBER);
    if (number === undefined) throw new SyntaxError(`no literal at ${this.#at}`);
    return Number(number[0].replaceAll('_', ''));
  }

  end(): void {
    this.#take(SPACE);
    if (this.#at !== this.#text.length) throw new SyntaxError(`more text at ${this.#at}`);
  }

  #dict(depth: number): Map<string | number, PythonValue> {
    const entries = this.#items('}', (): [string | number, PythonValue] => {
      const key = this.value(depth + 1);
      if (typeof key !== 'string' && typeof key !== 'number') throw new SyntaxError('unusable key');
      this.#expect(':');
      return [key, this.value(depth + 1)];
    });
    return new Map(entries);
  }

  /** Comma-separated items behind an opening bracket, up to the closing one; a comma may stand before that. */
  #items<T>(close: string, item: () => T): T[] {
    this.#at++;
    const items: T[] = [];
    for (;;) {
      this.#take(SPACE);
      if (this.#text[this.#at] === close) {
        this.#at++;
        return items;
      }
      if (items.length > 0) {
        this.#expect(',');
        this.#take(SPACE);
        if (this.#text[this.#at] === close) continue;
      }
      items.push(item());
    }
  }

  #string(quote: string): string {
    this.#at++;
    let value = '';
    for (;;) {
      const next = this.#text[this.#at];
      if (next === undefined || next === '\n') throw new SyntaxError('the string does not end');
      this.#at++;
      if (next === quote) return value;
      value += next === '\\' ? this.#escape() : next;
    }
  }

  #escape(): string {
    const letter = this.#text[this.#at];
    const simple = letter === undefined ? undefined : SIMPLE_ESCAPES.get(letter);
    if (simple !== undefined) {
      this.#at++;
      return simple;
    }
    const code = this.#take(CODE_ESCAPE);
    if (code === undefined) return '\\'; // Python keeps the backslash of an escape it does not know.
    const octal = code[4];
    const point =
      octal === undefined ? Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16) : Number.parseInt(octal, 8);
    if (point > 0x10ffff) throw new SyntaxError('no such character');
    return String.fromCodePoint(point);
  }

  #expect(mark: string): void {
    this.#take(SPACE);
    if (this.#text[this.#at] !== mark) throw new SyntaxError(`${mark} expected at ${this.#at}`);
    this.#at++;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }
}
