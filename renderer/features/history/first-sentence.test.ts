import { describe, expect, test } from 'vitest';
import { firstSentence, spanSince } from './first-sentence.ts';
import { NO_FILTER, readFilter } from './history-filter.ts';
import { matchCount } from './match-count.ts';

const NOW = Date.parse('2026-01-16T12:00:00.000Z');
const OLDEST = '2026-01-01T12:00:00.000Z';
const say = (query: string, count: number, more: { exact?: boolean; selected?: number | null } = {}) =>
  firstSentence({
    filter: readFilter(query),
    match: { count, exact: more.exact ?? true },
    oldest: count === 0 ? null : OLDEST,
    selected: more.selected === undefined ? 0 : more.selected,
    now: NOW,
  });

describe('the first line', () => {
  test.each([
    ['', 1_204, '1,204 results in the last 15 days'],
    ['', 0, 'No results yet'],
    ['class=bus', 0, 'No result matches'],
    ['class=bus', 1, '1 result matches'],
    ['class=bus', 12, '12 results match'],
    ['last=1h', 12, '12 results in the last hour'],
    ['last=1h', 0, 'No result matches in the last hour'],
    ['last=24h&class=bus', 12, '12 results match in the last 24 hours'],
  ])('%s with %i: %s', (query, count, sentence) => {
    expect(say(query, count)).toBe(sentence);
  });

  test('says when nobody has counted all of them', () => {
    expect(say('class=bus&pinned=true', 60, { exact: false })).toBe('More than 60 results match');
  });

  test('counts what is selected', () => {
    expect(say('', 1_204, { selected: 3 })).toBe('1,204 results in the last 15 days, 3 selected');
    expect(say('', 1_204, { selected: null })).toBe('1,204 results in the last 15 days, all selected');
  });

  test.each([
    ['2026-01-16T11:59:30.000Z', 'in the last minute'],
    ['2026-01-16T11:00:00.000Z', 'in the last 60 minutes'],
    ['2026-01-16T02:00:00.000Z', 'in the last 10 hours'],
    ['2026-01-10T02:00:00.000Z', 'in the last 7 days'],
  ])('a span since %s is %s', (iso, span) => {
    expect(spanSince(iso, NOW)).toBe(span);
  });
});

describe('how many match', () => {
  const facets = {
    count: 500,
    oldest: OLDEST,
    newest: OLDEST,
    sources: [{ source: 'gate', count: 40 }],
    classes: [{ class: 'bus', count: 30 }],
    models: [{ id: 'aabbccddeeff', name: 'm', version: '1', count: 500 }],
  };
  const loaded = (length: number, hasMore: boolean) => ({ rows: { length }, hasMore });

  test('is what is loaded when that is all', () => {
    expect(matchCount(readFilter('class=bus'), undefined, loaded(12, false), undefined)).toEqual({
      count: 12,
      exact: true,
    });
  });

  test.each([
    ['', 500],
    ['class=bus', 30],
    ['source=gate', 40],
    ['model=aabbccddeeff', 500],
  ])('is known from the facets for "%s"', (query, count) => {
    expect(matchCount(readFilter(query), facets, loaded(12, true), undefined)).toEqual({ count, exact: true });
  });

  test.each(['class=bus&source=gate', 'min_score=0.5', 'class=absent'])('is not known for "%s"', (query) => {
    expect(matchCount(readFilter(query), facets, loaded(12, true), undefined)).toEqual({ count: 12, exact: false });
  });

  test.each([
    [
      { count: 34, exact: true },
      { count: 34, exact: true },
    ],
    [
      { count: 10_000, exact: false },
      { count: 10_000, exact: false },
    ],
    // What came while it was counted is on the page.
    [
      { count: 9, exact: true },
      { count: 12, exact: true },
    ],
  ])('is what was counted: %j', (counted, match) => {
    expect(matchCount(readFilter('min_score=0.5'), facets, loaded(12, true), counted)).toEqual(match);
  });

  test('is not known before the facets are', () => {
    expect(matchCount(NO_FILTER, undefined, loaded(12, true), undefined).exact).toBe(false);
  });
});
