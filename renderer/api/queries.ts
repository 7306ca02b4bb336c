import { useQuery } from '@tanstack/react-query';
import type { ConsoleStatus } from '../../native/contract/http/status.ts';
import { ApiProblem, call } from './client.ts';
import { usePace } from './events.ts';
import { KEYS } from './keys.ts';
import type { Topic } from './live/refresher.ts';

export { KEYS };

export type Connection =
  | { state: 'connecting' }
  | { state: 'connected'; status: ConsoleStatus }
  | { state: 'lost'; last: ConsoleStatus | undefined; problem: ApiProblem };

/**
 * The console's state while the window is visible: by its events where they come, else asked for every second. A lost
 * console is found again by itself.
 */
export function useConnection(): Connection {
  const pace = usePace(KEYS.status, ['model', 'history'], 1_000);
  // Events add to its count of results; now and then, and after the first, it is asked for so that both agree.
  usePace(KEYS.status, ['inference'], 10_000);
  const { data, error } = useQuery({
    queryKey: KEYS.status,
    queryFn: ({ signal }) => call('status', { signal }),
    refetchInterval: pace,
    retry: false,
    staleTime: 0,
  });
  if (error instanceof ApiProblem) return { state: 'lost', last: data, problem: error };
  return data === undefined ? { state: 'connecting' } : { state: 'connected', status: data };
}

export const useSettings = () =>
  useQuery({ queryKey: KEYS.settings, queryFn: ({ signal }) => call('getSettings', { signal }) });
export function useModels() {
  usePace(KEYS.models, ['model'], 1_000);
  return useQuery({ queryKey: KEYS.models, queryFn: ({ signal }) => call('listModels', { signal }) });
}
/** Where the model lies that comes with Vigil; null where none does. It stays where it is while the console runs. */
export const useStarterPath = (): string | null | undefined =>
  useQuery({
    queryKey: KEYS.models,
    queryFn: ({ signal }) => call('listModels', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ starter }) => starter?.path ?? null,
  }).data;
/** What the maker of a model says of it; its file may change with the model in place. */
export const useModelCard = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: [...KEYS.models, 'card', id],
    queryFn: ({ signal }) => call('modelCard', { params: { id }, signal }),
    enabled,
    staleTime: 60_000,
  });
export function useProviders() {
  usePace(KEYS.providers, ['model'], 1_000);
  return useQuery({ queryKey: KEYS.providers, queryFn: ({ signal }) => call('providers', { signal }) });
}
/** What feedback says of the model that is loaded. */
export const useObservedPrecision = () =>
  useQuery({ queryKey: KEYS.observed, queryFn: ({ signal }) => call('observedPrecision', { signal }) });
/**
 * Whether what comes still looks like the reference, while the window is visible: after what is in `on`, at most every
 * `everyMs`, and so often where no events come.
 */
export function useDrift(everyMs: number, on: readonly Topic[]) {
  const queryKey = [...KEYS.drift, 'now'];
  const pace = usePace(queryKey, on, everyMs);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => call('drift', { signal }),
    refetchInterval: pace,
    staleTime: 1_000,
  });
}
