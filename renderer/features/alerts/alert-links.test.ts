import { expect, it } from 'vitest';
import { readRange } from '../charts/chart-range.ts';
import { readFilter } from '../history/history-filter.ts';
import { chartsOf, imagesOf } from './alert-links.ts';
import { alert } from './testing/samples.ts';

const NOW = Date.parse('2025-01-01T18:00:00.000Z');
const queryOf = (address: string) => address.slice(address.indexOf('?'));
const range = (change: Parameters<typeof alert>[0], now = NOW) => readRange(queryOf(chartsOf(alert(change), now)));

it('charts show an alert with at least five minutes around it, and as much as it lasted', () => {
  expect(range({ resolved_at: '2025-01-01T12:01:00.000Z' })).toEqual({
    ...{ kind: 'between', from: '2025-01-01T11:55:00.000Z', to: '2025-01-01T12:06:00.000Z' },
  });
  expect(range({ resolved_at: '2025-01-01T13:00:00.000Z' })).toMatchObject({
    ...{ from: '2025-01-01T11:00:00.000Z', to: '2025-01-01T14:00:00.000Z' },
  });
});

it('charts of one that goes on end now, even where the clock of the console is ahead', () => {
  expect(range({})).toMatchObject({ from: '2025-01-01T06:00:00.000Z', to: '2025-01-01T18:00:00.000Z' });
  expect(range({}, Date.parse('2025-01-01T11:59:59.000Z'))).toMatchObject({ kind: 'between' });
});

it('images are those of its time, and go on while it does', () => {
  const time = (change: Parameters<typeof alert>[0]) => readFilter(queryOf(imagesOf(alert(change)))).time;
  const from = '2025-01-01T12:00:00.000Z';
  const to = '2025-01-01T12:10:00.000Z';
  expect(time({ resolved_at: to })).toEqual({ kind: 'between', from, to });
  expect(time({})).toEqual({ kind: 'between', from, to: null });
});
