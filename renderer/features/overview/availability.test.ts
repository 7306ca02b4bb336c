import { expect, it } from 'vitest';
import { availabilityOf, formatAvailability } from './availability.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2025-01-02T12:00:30.000Z');
const value = { count: 6, min: 0, mean: 0, max: 0, p50: null, p95: null, p99: null };
/** Buckets of a minute, this many minutes before the one of now. */
const of = (...ago: number[]) => ({
  bucket_s: 60,
  buckets: ago.map((minutes) => ({
    t: new Date(Math.floor(NOW / MINUTE) * MINUTE - minutes * MINUTE).toISOString(),
    ...value,
  })),
});

it('is the share of minutes since the first, without the one that is not over', () => {
  expect(availabilityOf(of(4, 3, 2, 1, 0), NOW)?.ratio).toBe(1);
  expect(availabilityOf(of(4, 3, 2, 1), NOW)?.ratio).toBe(1);
  expect(availabilityOf(of(4, 3, 1, 0), NOW)?.ratio).toBe(0.75);
  expect(availabilityOf(of(4), NOW)?.ratio).toBe(0.25);
});

it('is not known in the first minute', () => {
  expect(availabilityOf(of(), NOW)).toBeNull();
  expect(availabilityOf(of(0), NOW)).toBeNull();
});

it('says what it is of', () => {
  expect(availabilityOf(of(1_439), NOW)?.words).toBe('of the last 24 h');
  expect(availabilityOf(of(3, 2), NOW)?.words).toMatch(/^since \d\d:57$/);
});

it.each([
  [1, '100 %'],
  [0.99998, '99.99 %'],
  [0.999, '99.90 %'],
  [0.25, '25.00 %'],
])('%d is written %s', (ratio, words) => {
  expect(formatAvailability(ratio)).toBe(words);
});
