import { describe, expect, it } from 'vitest';
import { bucketsFor, keptSince, LEVELS } from './levels.ts';

const NOW = Date.parse('2026-01-31T12:34:56.789Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const choice = (from: number, to: number, points: number) => {
  const { level, width } = bucketsFor(from, to, points, NOW);
  return [level.seconds, width];
};

describe('bucketsFor', () => {
  it.each([
    ['15 minutes', 15 * MINUTE, [10, 10]],
    ['an hour', HOUR, [10, 10]],
    ['6 hours', 6 * HOUR, [10, 40]],
    ['a day', DAY, [60, 180]],
    ['a week', 7 * DAY, [600, 1_200]],
    ['30 days', 30 * DAY, [3_600, 7_200]],
    ['3 years', 3 * 365 * DAY, [3_600, 158_400]],
  ])('takes for 600 points over the last %s the finest that fit', (_, span, expected) => {
    expect(choice(NOW - span, NOW, 600)).toEqual(expected);
  });

  it('reads what is so old that the finer levels are gone from coarser ones', () => {
    expect(choice(NOW - 10 * HOUR, NOW - 10 * HOUR + 15 * MINUTE, 600)).toEqual([60, 60]);
    expect(choice(NOW - 40 * DAY, NOW - 40 * DAY + HOUR, 600)).toEqual([600, 600]);
    expect(choice(NOW - 500 * DAY, NOW - 500 * DAY + HOUR, 600)).toEqual([3_600, 3_600]);
  });

  it('lies on multiples of its width, covers the span, and never has more buckets than points', () => {
    for (const points of [1, 2, 3, 7, 60, 600, 2_000]) {
      for (const span of [1, 999, 10_000, 12_345, HOUR, DAY + 1, 33 * DAY]) {
        for (const from of [NOW - span, NOW - 20 * DAY, Date.parse('2025-12-31T23:59:59.999Z')]) {
          const { level, width, begin, end } = bucketsFor(from, from + span, points, NOW);
          expect([begin % width, end % width, width % level.seconds]).toEqual([0, 0, 0]);
          expect(begin * 1_000).toBeLessThanOrEqual(from);
          expect(end * 1_000).toBeGreaterThanOrEqual(from + span);
          expect((end - begin) / width).toBeLessThanOrEqual(points);
          expect(keptSince(level, NOW / 1_000)).toBeLessThanOrEqual(from / 1_000);
        }
      }
    }
  });

  it('has one bucket for a moment', () => {
    expect(bucketsFor(NOW, NOW, 600, NOW)).toMatchObject({ width: 10, begin: 1_769_862_890, end: 1_769_862_900 });
  });
});

it('has levels that can be put together from each other, the coarser kept longer', () => {
  for (const [index, level] of LEVELS.slice(1).entries()) {
    const finer = LEVELS[index];
    expect(level.seconds % (finer?.seconds ?? 0)).toBe(0);
    expect(level.keptS ?? Number.POSITIVE_INFINITY).toBeGreaterThan(finer?.keptS ?? Number.POSITIVE_INFINITY);
  }
});
