import { describe, expect, test } from 'vitest';
import { HistoryFilter, HistoryQuery } from '../../../native/contract/http/history.ts';
import {
  fieldsInUse,
  isFiltering,
  NO_FILTER,
  readFilter,
  TIME_PRESETS,
  toApiFilter,
  type ViewFilter,
  writeFilter,
} from './history-filter.ts';

const FULL: ViewFilter = {
  q: 'gate & yard',
  time: { kind: 'between', from: '2026-01-10T12:00:00.000Z', to: '2026-01-11T12:00:00.000Z' },
  class: 'traffic light',
  minCount: 1,
  maxCount: 5,
  minScore: 0.5,
  source: 'gate 3',
  model: 'aabbccddeeff',
  pinned: true,
  feedback: 'wrong',
};
const NOW = Date.parse('2026-01-10T12:00:00.000Z');

describe('the filter in an address', () => {
  test('comes back as it was written', () => {
    expect(readFilter(writeFilter(FULL))).toEqual(FULL);
    expect(readFilter(writeFilter(NO_FILTER))).toEqual(NO_FILTER);
    for (const preset of TIME_PRESETS) {
      const filter: ViewFilter = { ...NO_FILTER, time: { kind: 'last', preset } };
      expect(readFilter(writeFilter(filter))).toEqual(filter);
    }
  });

  test('is empty for everything', () => {
    expect(writeFilter(NO_FILTER)).toBe('');
    expect(isFiltering(NO_FILTER)).toBe(false);
    expect(isFiltering(FULL)).toBe(true);
  });

  test('stands in one order, so that equal filters have equal addresses', () => {
    expect(writeFilter(readFilter('pinned=true&class=bus&q=a'))).toBe('q=a&class=bus&pinned=true');
  });

  test('keeps half open spans', () => {
    expect(readFilter('to=2026-01-10T12:00:00Z').time).toEqual({
      kind: 'between',
      from: null,
      to: '2026-01-10T12:00:00.000Z',
    });
  });

  test.each([
    'feedback=perhaps',
    'last=2y',
    'from=yesterday',
    'min_score=2',
    'min_score=high',
    'min_score=',
    'min_count=-1',
    'max_count=1.5',
    'pinned=yes',
    `q=${'a'.repeat(201)}`,
    'model=not-a-model-id',
    'unknown=1',
  ])('leaves out what makes no sense: %s', (query) => {
    expect(readFilter(query)).toEqual(NO_FILTER);
  });

  test('names what it is narrowed by', () => {
    expect(fieldsInUse(NO_FILTER)).toEqual([]);
    expect(fieldsInUse({ ...NO_FILTER, class: 'bus', pinned: true })).toEqual(['class', 'pinned']);
  });
});

describe('the filter for the service', () => {
  test('is accepted by the contract, as a query and in a body', () => {
    expect(HistoryFilter.safeParse(toApiFilter(FULL, NOW)).success).toBe(true);
    const query = Object.fromEntries(
      Object.entries(toApiFilter(FULL, NOW)).map(([key, value]) => [key, String(value)]),
    );
    expect(HistoryQuery.safeParse({ ...query, limit: '60' }).success).toBe(true);
    expect(HistoryFilter.parse(toApiFilter(NO_FILTER, NOW))).toEqual({});
  });

  test('turns a span that ends now into its beginning', () => {
    const hour = TIME_PRESETS[1];
    expect(toApiFilter({ ...NO_FILTER, time: { kind: 'last', preset: hour } }, NOW)).toEqual({
      from: '2026-01-10T11:00:00.000Z',
    });
  });

  test('says of a count of zero that it is one', () => {
    expect(toApiFilter({ ...NO_FILTER, maxCount: 0 }, NOW)).toEqual({ max_count: 0 });
  });
});
