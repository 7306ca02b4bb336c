import { describe, expect, it } from 'vitest';
import { timeTicks, valueScale } from './ticks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Local time, so that the test means the same wherever it runs. */
const FROM = new Date(2025, 5, 10, 14, 3, 20).getTime();

const clockOf = (at: number) => {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()];
};

describe('ticks of time', () => {
  it('are round moments, at most so many', () => {
    const ticks = timeTicks(FROM, FROM + 15 * MINUTE, 8);
    expect(ticks.map(({ at }) => clockOf(at)[1])).toEqual([4, 6, 8, 10, 12, 14, 16, 18]);
    expect(ticks[0]?.label).toMatch(/14[:.]04/);
  });

  it('have seconds where they are seconds apart', () => {
    const ticks = timeTicks(FROM, FROM + 20_000, 5);
    expect(ticks.map(({ at }) => clockOf(at)[2])).toEqual([20, 25, 30, 35, 40]);
    expect(ticks[0]?.label).toMatch(/14[:.]03[:.]20/);
  });

  it('fall on round hours and say the day at midnight', () => {
    const ticks = timeTicks(FROM, FROM + DAY, 8);
    expect(ticks.map(({ at }) => clockOf(at))).toEqual([15, 18, 21, 0, 3, 6, 9, 12].map((hour) => [hour, 0, 0]));
    expect(ticks[3]?.label).toMatch(/Jun/);
  });

  it('are midnights over days, two clocks changing or not', () => {
    const from = new Date(2025, 2, 20, 8).getTime();
    const ticks = timeTicks(from, from + 30 * DAY, 7);
    expect(ticks.every(({ at }) => clockOf(at).join() === '0,0,0')).toBe(true);
    expect(ticks.length).toBeGreaterThanOrEqual(4);
    expect(ticks.length).toBeLessThanOrEqual(7);
  });

  it('are none of a span without length', () => {
    expect(timeTicks(FROM, FROM, 5)).toEqual([]);
    expect(timeTicks(FROM, FROM + HOUR, 0)).toEqual([]);
  });

  it.each([20_000, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY])('are never too many: %d ms', (span) => {
    for (const most of [1, 2, 3, 5, 9, 14]) {
      expect(timeTicks(FROM, FROM + span, most).length).toBeLessThanOrEqual(most + 1);
    }
  });
});

describe('the scale of values', () => {
  it.each([
    [0, 37, { low: 0, high: 40, ticks: [0, 10, 20, 30, 40] }],
    [0, 1, { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] }],
    [0, 255, { low: 0, high: 300, ticks: [0, 100, 200, 300] }],
    [0, 0.3, { low: 0, high: 0.3, ticks: [0, 0.1, 0.2, 0.3] }],
    [-4, 3, { low: -4, high: 4, ticks: [-4, -2, 0, 2, 4] }],
  ])('from %d to %d is round', (low, high, scale) => {
    expect(valueScale(low, high, 4)).toEqual(scale);
  });

  it('has a height where all values are the same', () => {
    const { low, high } = valueScale(5, 5, 4);
    expect(low).toBeLessThanOrEqual(5);
    expect(high).toBeGreaterThan(5);
    expect(valueScale(0, 0, 4).high).toBeGreaterThan(0);
  });

  it('has whole steps where only whole values mean something', () => {
    expect(valueScale(0, 1, 4, true).ticks).toEqual([0, 1]);
    expect(valueScale(0, 2, 4, true).ticks).toEqual([0, 1, 2]);
    expect(valueScale(0, 9, 4, true).ticks.every(Number.isInteger)).toBe(true);
  });
});
