import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepPace, type Pace } from './pace.ts';

let turns: number[];
let pace: Pace;
const start = (rate: number) => {
  pace = keepPace(rate, () => turns.push(performance.now()));
};
beforeEach(() => {
  vi.useFakeTimers();
  turns = [];
});
afterEach(() => {
  pace.stop();
  vi.useRealTimers();
});

it('turns at once and then steadily', () => {
  start(4);
  vi.advanceTimersByTime(0);
  expect(turns).toHaveLength(1);
  vi.advanceTimersByTime(10_000);
  expect(turns).toHaveLength(41);
});

it('keeps to a rate that is no whole number of milliseconds', () => {
  start(30);
  vi.advanceTimersByTime(100_000);
  expect(turns.length).toBeGreaterThan(2_990);
  expect(turns.length).toBeLessThanOrEqual(3_001);
});

it('goes on at another rate from the last turn on', () => {
  start(0.1);
  vi.advanceTimersByTime(4_000);
  expect(turns).toHaveLength(1);
  pace.setRate(0.2);
  vi.advanceTimersByTime(999);
  expect(turns).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(turns).toHaveLength(2);
  // Overdue by this rate, so at once.
  vi.advanceTimersByTime(1_000);
  pace.setRate(2);
  vi.advanceTimersByTime(0);
  expect(turns).toHaveLength(3);
});

it('makes up for nothing that passed while the process was busy', () => {
  start(10);
  vi.advanceTimersByTime(0);
  // The clock goes on without a timer being served.
  vi.setSystemTime(Date.now() + 60_000);
  vi.advanceTimersByTime(1_000);
  expect(turns.length).toBeLessThanOrEqual(13);
});

it('ends when it is stopped, and stays so', () => {
  start(10);
  vi.advanceTimersByTime(500);
  const before = turns.length;
  pace.stop();
  pace.setRate(30);
  vi.advanceTimersByTime(1_000);
  expect(turns).toHaveLength(before);
});
