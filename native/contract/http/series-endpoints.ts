import type { Endpoint } from './endpoints.ts';
import { SeriesQuery, SeriesResponse } from './series.ts';

/** Figures over time. Part of `ENDPOINTS`. */
export const SERIES_ENDPOINTS = {
  series: {
    method: 'GET',
    path: '/v1/history/series',
    summary: 'One figure over time, in as many buckets as a chart has room for; kept when its results are deleted',
    tag: 'history',
    query: SeriesQuery,
    answers: SeriesResponse,
    problems: [],
  },
} as const satisfies Record<string, Endpoint>;
