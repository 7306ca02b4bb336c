import { describe, expect, it } from 'vitest';
import { parseCsvTable } from './csv.ts';
import { parseJsonTable } from './json.ts';
import { toWindows } from './table.ts';

const csv = (text: string) => parseCsvTable(text, 't.csv');
const json = (value: unknown) => parseJsonTable(JSON.stringify(value), 't.json');
const columns = ({ columns }: ReturnType<typeof csv>) => Object.fromEntries(columns);

describe('tables in CSV', () => {
  it('tell numbers from classes and know what is missing', () => {
    const table = csv('\uFEFFx,y,kind\r\n1,2.5e-3,car\r\n-.5,NaN,\r\n+3,,NA\r\n4.,inf,null\r\n');
    expect(table.rows).toBe(4);
    expect(columns(table)).toEqual({
      x: [1, -0.5, 3, 4],
      y: [0.0025, null, null, null],
      kind: ['car', null, null, null],
    });
  });

  it('take quoted commas, quotes and line breaks, and pass over empty lines', () => {
    expect(columns(csv('name,n\n"a, ""b""",1\n\n"two\nlines",2'))).toEqual({
      name: ['a, "b"', 'two\nlines'],
      n: [1, 2],
    });
    expect(columns(csv('x\n""\n1\n'))).toEqual({ x: [null, 1] });
  });

  it('keep a column with any word one of classes', () => {
    expect(columns(csv('x,y\n1,0x10\n2,3\n'))).toEqual({ x: [1, 2], y: ['0x10', '3'] });
    expect(columns(csv('x\n'))).toEqual({ x: [] });
  });

  it.each([
    ['', 't.csv, line 1: there is no header'],
    ['a,,c\n', 't.csv, line 1: column 2 has no name'],
    ['a,a\n', 't.csv, line 1: two columns are called "a"'],
    ['a,b\n1,2\n\n3\n', 't.csv, line 4: 1 values where the header has 2'],
    ['a,b\n"x\ny",2\n1,2,3\n', 't.csv, line 4: 3 values'],
    ['a\n"open\n', 't.csv, line 2: a quoted value is not closed'],
    ['a\n"x"y\n', 't.csv, line 2: there is "y" after a quoted value'],
    ['a\nx"y\n', 't.csv, line 2: a quote stands inside a value'],
  ])('refuse %j with its line', (text, message) => {
    expect(() => csv(text)).toThrow(message);
  });
});

describe('tables in JSON', () => {
  it('hold numbers, words, and nothing for what is missing', () => {
    const table = json({
      x: [1, null, 'NaN', '-Infinity'],
      kind: ['a', null, '7', true],
      none: [null, null, null, null],
    });
    expect(table.rows).toBe(4);
    expect(columns(table)).toEqual({
      x: [1, null, null, null],
      kind: ['a', null, '7', 'true'],
      none: [null, null, null, null],
    });
  });

  it.each([
    [{}, 't.json: the table has no column'],
    [[1], 't.json: this is no table'],
    [{ a: 1 }, 't.json: this is no table'],
    [{ a: [1, 2], b: [1] }, 't.json: column "b" has 1 values, column "a" 2'],
    [{ a: [1, 'x'] }, 't.json: column "a", row 2: "x" in a column of numbers (row 1 has 1)'],
    [{ a: [1, [2]] }, 't.json: column "a", row 2: a value is a number, a word or null, not [2]'],
  ])('refuse %j', (value, message) => {
    expect(() => json(value)).toThrow(message);
  });

  it('name the line of a syntax error', () => {
    expect(() => parseJsonTable('{"a": [1,\n2,\n}', 't.json')).toThrow(/^t\.json, line 3: this is no JSON/);
  });
});

describe('windows of tables', () => {
  it('have the shared columns', () => {
    const { reference, current } = toWindows(json({ x: [1, 2], y: [3, 4] }), json({ z: [1], y: [5] }));
    expect(reference).toEqual({ ids: [1, 2], features: { y: [3, 4] }, embeddings: null });
    expect(current.features).toEqual({ y: [5] });
    expect(() => toWindows(json({ x: [1] }), json({ z: [1] }))).toThrow(
      'no column in common. Reference: x. Current: z.',
    );
  });
});
