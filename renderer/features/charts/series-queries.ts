import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { HistoryEvent } from '../../../native/contract/http/events.ts';
import type { SeriesMetric, SeriesResponse } from '../../../native/contract/http/series.ts';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import type { ChartWindow } from '../../components/charts/chart-rows.ts';
import { useSubscribed } from '../../components/seen.tsx';
import { type ChartRange, pointsFor, refreshMs, windowOf, writeRange } from './chart-range.ts';

/** Figures of one span of time; the window is the one that was asked for. */
export interface SeriesAnswer {
  /** The range that it was asked for, as it stands in the address. */
  range: string;
  window: ChartWindow;
  /** In the order that was asked. */
  responses: readonly SeriesResponse[];
}

/**
 * How a range is asked for: over and over while it is live and the page is seen, else once. What was shown stays until
 * the next answer is there, so that nothing jumps.
 */
const askingFor = (range: ChartRange, stagger: number) =>
  ({
    refetchInterval: range.kind === 'live' ? refreshMs(range.span) + stagger : false,
    refetchIntervalInBackground: false,
    staleTime: range.kind === 'live' ? 0 : Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
    // Spans move on, so no part of an answer is ever the same as before.
    structuralSharing: false,
    gcTime: 60_000,
  }) as const;

/** Milliseconds by which charts differ in how often they ask, so that they are not all drawn in one task. */
const staggerOf = (metrics: readonly SeriesMetric[]): number =>
  [...metrics.join()].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7);

const fields = ({ from, to }: ChartWindow) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });

/**
 * Metrics over the range of the page, for a plot that is `pixels` wide. What comes anew while it is live is shown when
 * the page has time for it, so that it never holds up a click; another range is waited for, and shown at once. `isFormer`
 * while what is shown is of another range than the one that is asked for.
 */
export function useSeries(metrics: readonly SeriesMetric[], range: ChartRange, pixels: number) {
  const points = pointsFor(pixels);
  const address = writeRange(range);
  const queryKey = [...KEYS.series, metrics.join(' '), address, points];
  const { data, error, refetch } = useQuery({
    queryKey,
    subscribed: useSubscribed(queryKey),
    queryFn: async ({ signal }): Promise<SeriesAnswer> => {
      const window = windowOf(range, Date.now());
      const ask = (metric: SeriesMetric) => call('series', { query: { metric, ...fields(window), points }, signal });
      return { range: address, window, responses: await Promise.all(metrics.map(ask)) };
    },
    enabled: points > 0,
    ...askingFor(range, staggerOf(metrics)),
  });
  const deferred = useDeferredValue(data);
  const shown = deferred?.range === data?.range ? deferred : data;
  return { data: shown, error, isFormer: shown !== undefined && shown.range !== address, refetch };
}

const MOST_EVENTS = 1_000;
const NO_EVENTS: readonly HistoryEvent[] = [];

/** What happened in the range of the page, for the ribbons below its charts: asked for once for all of them. */
export function useChartEvents(range: ChartRange): readonly HistoryEvent[] {
  const queryKey = [...KEYS.events, writeRange(range)];
  const { data } = useQuery({
    queryKey,
    subscribed: useSubscribed(queryKey),
    queryFn: async ({ signal }) => {
      const query = { ...fields(windowOf(range, Date.now())), limit: MOST_EVENTS };
      return (await call('listEvents', { query, signal })).events;
    },
    ...askingFor(range, 0),
    // Events are few and stay what they are.
    structuralSharing: true,
  });
  return data ?? NO_EVENTS;
}
