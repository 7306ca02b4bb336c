import type { Endpoint } from './endpoints.ts';
import { HistoryFilter } from './history.ts';
import { HistoryCount, PinManyBody, PinManyResponse } from './history-actions.ts';

/** What is asked of many results at once. Part of `ENDPOINTS`. */
export const HISTORY_ENDPOINTS = {
  pinInferences: {
    method: 'PUT',
    path: '/v1/history/pin',
    summary: 'Pin or unpin many results at once',
    tag: 'history',
    body: { json: PinManyBody },
    answers: PinManyResponse,
    problems: ['storage_failed'],
  },
  countInferences: {
    method: 'GET',
    path: '/v1/history/count',
    summary: 'How many results a filter finds, up to 10,000',
    tag: 'history',
    query: HistoryFilter,
    answers: HistoryCount,
    problems: [],
  },
} as const satisfies Record<string, Endpoint>;
