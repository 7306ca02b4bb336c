import { useQuery } from '@tanstack/react-query';
import type { EvaluationState } from '../../../native/contract/http/evaluations.ts';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';

const POLL_MS = 1_000;

export const isUnderWay = (state: EvaluationState): boolean => state === 'preparing' || state === 'running';

/** The last hundred, newest first; asked for every second while one is under way. */
export const useEvaluations = () =>
  useQuery({
    queryKey: [...KEYS.evaluations, 'list'],
    queryFn: ({ signal }) => call('listEvaluations', { query: { limit: 100 }, signal }),
    refetchInterval: ({ state }) => ((state.data?.running ?? null) === null ? false : POLL_MS),
    staleTime: 0,
  });

export const useEvaluation = (id: number) =>
  useQuery({
    queryKey: [...KEYS.evaluations, 'one', id],
    queryFn: ({ signal }) => call('getEvaluation', { params: { id }, signal }),
    enabled: id !== 0,
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data.state) ? POLL_MS : false),
    staleTime: 0,
  });
