import { expect, it } from 'vitest';
import { titleOf } from './alert-title.ts';

it('counts the alerts that fire before the name, and is the name alone while none does', () => {
  expect(titleOf({ count: 2, worst: 'critical', words: '2 alerts fire, the worst critical' })).toBe('(2) Vigil');
  expect(titleOf(null)).toBe('Vigil');
});
