import { describe, expect, it } from 'vitest';
import {
  between,
  type ChartRange,
  pointsFor,
  rangeWords,
  readRange,
  refreshMs,
  SPANS,
  toggled,
  USUAL,
  windowOf,
  writeRange,
} from './chart-range.ts';

const NOW = Date.parse('2025-01-01T12:00:30.000Z');
const HOUR = 3_600_000;
const hour = SPANS[1];

describe('the range in an address', () => {
  it.each<[string, ChartRange]>([
    ['', USUAL],
    ['last=1h', { kind: 'live', span: hour }],
    ['last=1h&at=2025-01-01T12%3A00%3A30.000Z', { kind: 'paused', span: hour, at: '2025-01-01T12:00:30.000Z' }],
    [
      'from=2025-01-01T10%3A00%3A00.000Z&to=2025-01-01T11%3A00%3A00.000Z',
      { kind: 'between', from: '2025-01-01T10:00:00.000Z', to: '2025-01-01T11:00:00.000Z' },
    ],
  ])('%s is read and written', (search, range) => {
    expect(readRange(search)).toEqual(range);
    expect(writeRange(range)).toBe(search);
  });

  it.each(['last=2y', 'from=yesterday&to=now', 'from=2025-01-01T10:00:00Z', 'from=2025-01-02&to=2025-01-01'])(
    '%s makes no sense and is the usual one',
    (search) => {
      expect(readRange(search)).toEqual(USUAL);
    },
  );
});

describe('what is shown', () => {
  it('ends now, when it was paused, or where it was set', () => {
    expect(windowOf({ kind: 'live', span: hour }, NOW)).toEqual({ from: NOW - HOUR, to: NOW });
    const at = new Date(NOW - HOUR).toISOString();
    expect(windowOf({ kind: 'paused', span: hour, at }, NOW)).toEqual({ from: NOW - 2 * HOUR, to: NOW - HOUR });
    const span = { from: NOW - 5_000, to: NOW };
    expect(windowOf(between(span), NOW + HOUR)).toEqual(span);
  });

  it('stands still, and goes on', () => {
    const paused = toggled({ kind: 'live', span: hour }, NOW);
    expect(paused).toEqual({ kind: 'paused', span: hour, at: '2025-01-01T12:00:30.000Z' });
    expect(toggled(paused, NOW + 1)).toEqual({ kind: 'live', span: hour });
  });

  it('goes on with a span that holds as much as was looked at', () => {
    const back = (ms: number) => toggled(between({ from: NOW - ms, to: NOW }), NOW);
    expect(back(60_000)).toEqual(USUAL);
    expect(back(2 * HOUR)).toEqual({ kind: 'live', span: SPANS[2] });
    expect(back(90 * 24 * HOUR)).toEqual({ kind: 'live', span: SPANS[5] });
  });
});

it('is asked for at most every five seconds, and more seldom the longer it is', () => {
  const pace = SPANS.map(refreshMs);
  expect(pace[0]).toBe(5_000);
  expect(pace).toEqual(pace.toSorted((a, b) => a - b));
  expect(pace.at(-1)).toBe(60_000);
});

it.each([
  [0, 0],
  [-5, 0],
  [30, 50],
  [219, 200],
  [560, 550],
  [2_400, 600],
])('a plot of %d pixels asks for %d points', (pixels, points) => {
  expect(pointsFor(pixels)).toBe(points);
});

it('says what is shown', () => {
  const words = (range: ChartRange) => rangeWords(range, new Date(NOW), 'en');
  expect(words(USUAL)).toBe('Live, the last 15 minutes');
  const at = new Date(NOW).toISOString();
  expect(words({ kind: 'paused', span: hour, at })).toMatch(/^Paused at \d\d:\d0:30, the last hour before$/);
  expect(words(between({ from: NOW - 60_000, to: NOW }))).toMatch(/^\d\d:\d9:30 to \d\d:\d0:30$/);
  expect(words(between({ from: NOW - 48 * HOUR, to: NOW }))).toMatch(/Dec 30, 2024.* to .*Jan 1, 2025/);
});
