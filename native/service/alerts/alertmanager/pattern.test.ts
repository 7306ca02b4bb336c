import { describe, expect, it } from 'vitest';
import { matchesWhole, UnreadablePattern } from './pattern.ts';

describe('a pattern of Alertmanager', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['High', 'HighPSI', false],
    ['High.*', 'HighPSI', true],
    ['.*PSI', 'HighPSI', true],
    ['HighPSI|CriticalPSI', 'CriticalPSI', true],
    ['High|HighPSI', 'HighPSI', true],
    ['a|', '', true],
    ['(?i)highpsi', 'HighPSI', true],
    ['(?i:high)PSI', 'HIGHPSI', true],
    ['(?i:high)PSI', 'HIGHpsi', false],
    ['a(?i)b|c', 'aB', true],
    ['a(?i)b|c', 'C', true],
    ['(a(?i))b', 'aB', false],
    ['(?i-s:A.)', 'a\n', false],
    ['(?s).', '\n', true],
    ['.', '\n', false],
    ['.', '😀', true],
    ['[^a]', '\n', true],
    ['[^a]', '😀', true],
    ['[]a]+', ']a]', true],
    ['[a-c-]+', 'a-c', true],
    ['[a\\-z]+', 'b', false],
    ['[[:alpha:]_]+', 'gpu_a', true],
    ['[[:^alpha:]]', '1', true],
    ['[^[:^alpha:]]', '1', false],
    ['[\\d.]+', '3.14', true],
    ['[^\\D]+', '42', true],
    ['\\w+', 'é', false],
    ['\\pL+', 'éß', true],
    ['\\p{Greek}+', 'αβγ', true],
    ['\\P{Greek}', 'α', false],
    ['\\p{^Greek}', 'a', true],
    ['\\s', '\v', false],
    ['(?i)k', '\u212a', true],
    ['(?i)[^k]', 'K', false],
    ['\\x41\\x{42}\\103', 'ABC', true],
    ['a{2}', 'aa', true],
    ['a{2,}', 'aaaa', true],
    ['a{2,3}', 'aaaa', false],
    ['a{0}', '', true],
    ['a{,3}', 'a{,3}', true],
    ['a{2', 'a{2', true],
    ['(ab){2}?', 'abab', true],
    ['(?:a*)*', 'aaa', true],
    ['(?P<name>a)(?<other>b)', 'ab', true],
    ['^HighPSI$', 'HighPSI', true],
    ['\\AHighPSI\\z', 'HighPSI', true],
    ['a$b', 'ab', false],
    ['(?m)a$\n^b', 'a\nb', true],
    ['a$\n^b', 'a\nb', false],
    ['a\\b-\\bb', 'a-b', true],
    ['a\\Bb', 'ab', true],
    ['\\Qa.b|c\\E+', 'a.b|cc', true],
    ['a\\.b', 'axb', false],
    ['\\_\\-\\/', '_-/', true],
  ])('%j on %j: %s', (pattern, text, outcome) => {
    expect(matchesWhole(pattern, text)).toBe(outcome);
  });

  it.each([
    '(',
    'a)',
    '[',
    '[b-a]',
    '*',
    '(?=a)',
    '(?<!a)b',
    '\\1',
    '\\C',
    '\\pX',
    '[[:none:]]',
    'a{1001}',
    '\\',
    '\\Qa',
  ])('%s cannot be read', (pattern) => {
    expect(() => matchesWhole(pattern, 'a')).toThrow(UnreadablePattern);
  });

  it('that is too large or too deep is not looked at', () => {
    expect(() => matchesWhole('((a{100}){100}){100}', 'a')).toThrow(UnreadablePattern);
    expect(() => matchesWhole(`${'('.repeat(2_000)}${')'.repeat(2_000)}`, '')).toThrow(UnreadablePattern);
  });

  it('holds nothing up that would take a matcher which goes back for ever', () => {
    // Steps backwards would be 2 to the power of 200.
    const text = `${'a'.repeat(200)}!`;
    expect(matchesWhole('(a|aa|a*)*b', text)).toBe(false);
    expect(matchesWhole('(a+)+$', text)).toBe(false);
  });
});
