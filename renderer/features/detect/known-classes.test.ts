import { expect, it } from 'vitest';
import { knownClasses } from './known-classes.ts';

const letters = (count: number) => [...'abcdefghijklmnop'].slice(0, count);

it('names all of a few classes, and of many the first and how many more', () => {
  expect(knownClasses([])).toBe('');
  expect(knownClasses(letters(1))).toBe('a');
  expect(knownClasses(letters(3))).toBe('a, b and c');
  expect(knownClasses(letters(8))).toBe('a, b, c, d, e, f, g and h');
  expect(knownClasses(letters(12))).toBe('a, b, c, d, e, f, g and 5 more');
});
