import { expect, it } from 'vitest';
import { SilenceMatchers } from '../../../native/contract/http/alerts.ts';
import { endOf, endProblem, scopesOf } from './silence-choice.ts';
import { alert } from './testing/samples.ts';

const NOW = Date.parse('2025-01-01T12:00:00.000Z');

it('offers the alert by itself only where its rule has several, each as the contract takes it', () => {
  expect(scopesOf(alert()).map(({ scope }) => scope)).toEqual(['rule', 'component']);
  const labelled = scopesOf(alert({ labels: { feature: 'brightness' } }));
  expect(labelled.map(({ matchers }) => matchers)).toEqual([
    { name: 'HighLatency', labels: { feature: 'brightness' } },
    { name: 'HighLatency' },
    { component: 'api' },
  ]);
  for (const { matchers } of labelled) expect(SilenceMatchers.safeParse(matchers).success).toBe(true);
});

it('ends after so long, or when it is told', () => {
  expect(endOf('4h', null, NOW)).toBe('2025-01-01T16:00:00.000Z');
  expect(endOf('1d', null, NOW)).toBe('2025-01-02T12:00:00.000Z');
  const until = '2025-01-01T13:30:00.000Z';
  expect(endOf('until', until, NOW)).toBe(until);
  expect(endProblem(until, NOW)).toBeNull();
});

it('is not made without an end, or with one that has passed', () => {
  expect(endProblem(endOf('until', null, NOW), NOW)).toBe('Say until when.');
  expect(endProblem('2025-01-01T12:00:00.000Z', NOW)).toMatch(/^This has passed already/);
});
