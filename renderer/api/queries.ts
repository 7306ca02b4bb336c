import { useQuery } from '@tanstack/react-query';
import type { ConsoleStatus } from '../../native/contract/http/status.ts';
import { ApiProblem, call } from './client.ts';

/** Names of what is cached, so that a change can say which of it is no longer true. */
export const KEYS = {
  status: ['status'],
  models: ['models'],
  providers: ['providers'],
  settings: ['settings'],
  history: ['history'],
  facets: ['history', 'facets'],
  system: ['system'],
  traffic: ['traffic'],
  evaluations: ['evaluations'],
  observed: ['models', 'observed'],
  latest: ['history', 'latest'],
  drift: ['drift'],
  driftConfig: ['drift-config'],
  series: ['series'],
  events: ['events'],
  alerts: ['alerts'],
} as const;

export type Connection =
  | { state: 'connecting' }
  | { state: 'connected'; status: ConsoleStatus }
  | { state: 'lost'; last: ConsoleStatus | undefined; problem: ApiProblem };

/** The console's state, asked for every second while the window is visible; a lost console is found again by itself. */
export function useConnection(): Connection {
  const { data, error } = useQuery({
    queryKey: KEYS.status,
    queryFn: ({ signal }) => call('status', { signal }),
    refetchInterval: 1_000,
    retry: false,
    staleTime: 0,
  });
  if (error instanceof ApiProblem) return { state: 'lost', last: data, problem: error };
  return data === undefined ? { state: 'connecting' } : { state: 'connected', status: data };
}

export const useSettings = () =>
  useQuery({ queryKey: KEYS.settings, queryFn: ({ signal }) => call('getSettings', { signal }) });
export const useModels = () =>
  useQuery({ queryKey: KEYS.models, queryFn: ({ signal }) => call('listModels', { signal }) });
/** What the maker of a model says of it; its file may change with the model in place. */
export const useModelCard = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: [...KEYS.models, 'card', id],
    queryFn: ({ signal }) => call('modelCard', { params: { id }, signal }),
    enabled,
    staleTime: 60_000,
  });
export const useProviders = () =>
  useQuery({ queryKey: KEYS.providers, queryFn: ({ signal }) => call('providers', { signal }) });
/** What feedback says of the model that is loaded. */
export const useObservedPrecision = () =>
  useQuery({ queryKey: KEYS.observed, queryFn: ({ signal }) => call('observedPrecision', { signal }) });
/** Whether what comes still looks like the reference, asked for again after `every` ms while the window is visible. */
export const useDrift = (every: number) =>
  useQuery({
    queryKey: [...KEYS.drift, 'now'],
    queryFn: ({ signal }) => call('drift', { signal }),
    refetchInterval: every,
    staleTime: 1_000,
  });
