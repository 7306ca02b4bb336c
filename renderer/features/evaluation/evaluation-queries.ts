import { useQuery } from '@tanstack/react-query';
import type { EvaluationState } from '../../../native/contract/http/evaluations.ts';
import { call } from '../../api/client.ts';
import { usePace } from '../../api/events.ts';
import { KEYS } from '../../api/queries.ts';

const POLL_MS = 1_000;

export const isUnderWay = (state: EvaluationState): boolean => state === 'preparing' || state === 'running';

/** The last hundred, newest first; as they go on, at most every second. */
export function useEvaluations() {
  const queryKey = [...KEYS.evaluations, 'list'];
  const pace = usePace(queryKey, ['evaluation'], POLL_MS);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => call('listEvaluations', { query: { limit: 100 }, signal }),
    refetchInterval: ({ state }) => ((state.data?.running ?? null) === null ? false : pace),
    staleTime: 0,
  });
}

export function useEvaluation(id: number) {
  const queryKey = [...KEYS.evaluations, 'one', id];
  const pace = usePace(queryKey, ['evaluation'], POLL_MS);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => call('getEvaluation', { params: { id }, signal }),
    enabled: id !== 0,
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data.state) ? pace : false),
    staleTime: 0,
  });
}
