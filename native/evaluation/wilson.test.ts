import { expect, it } from 'vitest';
import { proportion } from './wilson.ts';

/** Examples of Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, method 3. */
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i', (part, whole, low, high) => {
  const found = proportion(part, whole);
  expect(found).toMatchObject({ value: part / whole, of: whole });
  expect(found?.low).toBeCloseTo(low, 4);
  expect(found?.high).toBeCloseTo(high, 4);
});

it('ends at 1 where all are right, and is null of nothing', () => {
  expect(proportion(10, 10)).toMatchObject({ value: 1, high: 1 });
  expect(proportion(0, 0)).toBeNull();
});
