import { describe, expect, it } from 'vitest';
import { parsePythonLiteral } from './python-literal.ts';

describe('parsePythonLiteral', () => {
  it.each<[string, unknown]>([
    [
      "{0: 'person', 1: \"driver's hat\"}",
      new Map([
        [0, 'person'],
        [1, "driver's hat"],
      ]),
    ],
    ['[640, 480]', [640, 480]],
    ['(1, 2.5, -3e2,)', [1, 2.5, -300]],
    ['{}', new Map()],
    [
      "{'batch': 1, 'half': False, 'opset': None, 'simplify': True}",
      new Map<string, unknown>([
        ['batch', 1],
        ['half', false],
        ['opset', null],
        ['simplify', true],
      ]),
    ],
    [String.raw`'it\'s'`, "it's"],
    [String.raw`'a\\b\n\tc'`, 'a\\b\n\tc'],
    [String.raw`'\x41\u00e9\U0001F600\101'`, 'Aé😀A'],
    [String.raw`'C:\models'`, 'C:\\models'],
    [String.raw`'\d'`, '\\d'],
    ['  [ [1 , 2] , ["x"] ]  ', [[1, 2], ['x']]],
    ['1_000', 1000],
    ['32', 32],
  ])('reads %s', (text, value) => {
    expect(parsePythonLiteral(text)).toEqual(value);
  });

  it.each([
    '',
    '{0: person}',
    "{0 'person'}",
    "'no end",
    '[1, 2',
    '[1 2]',
    '[,]',
    "{['a']: 1}",
    '__import__("os").system("true")',
    "'a' + 'b'",
    '[1] [2]',
    '['.repeat(100) + ']'.repeat(100),
    String.raw`'\UFFFFFFFF'`,
  ])('refuses %s', (text) => {
    expect(parsePythonLiteral(text)).toBeUndefined();
  });
});
