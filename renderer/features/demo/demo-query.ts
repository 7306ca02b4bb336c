import { useQuery } from '@tanstack/react-query';
import type { DemoStatus } from '../../../native/contract/http/demo.ts';
import { ApiProblem, call } from '../../api/client.ts';
import { FALLBACK_MS, usePace } from '../../api/events.ts';
import { queryClient } from '../../api/query-client.ts';

export const DEMO_KEY = ['demo'] as const;

const IDLE_MS = 2_000;

export const isOn = (status: DemoStatus | undefined): boolean =>
  status?.line.state === 'running' || status?.line.state === 'starting';

const ASK = {
  queryKey: DEMO_KEY,
  queryFn: ({ signal }: { signal: AbortSignal }) => call('demo', { signal }),
  retry: false,
  staleTime: 0,
} as const;

/** The line as it is now, for what is done from a page that does not show it. Rejects with an ApiProblem. */
export const askDemo = (): Promise<DemoStatus> => queryClient.fetchQuery(ASK);

/** The demo line as this window knows it. */
export type DemoView =
  | { state: 'asking' }
  | { state: 'known'; status: DemoStatus }
  /** `last` is what the console said before it fell silent. */
  | { state: 'lost'; last: DemoStatus | undefined; problem: ApiProblem };

/**
 * As it changes, at most every `everyMs`. Where no events come it is asked for so often while the line runs, and every two
 * seconds while it does not.
 */
export function useDemo(everyMs: 500 | 1_000): DemoView {
  const pace = usePace(DEMO_KEY, ['demo', 'model'], everyMs);
  const { data, error } = useQuery({
    ...ASK,
    refetchInterval: ({ state }) =>
      state.error === null && (isOn(state.data) || pace === FALLBACK_MS) ? pace : IDLE_MS,
  });
  if (error !== null) {
    const problem =
      error instanceof ApiProblem ? error : new ApiProblem('internal', 'Something went wrong', error.message, null);
    return { state: 'lost', last: data, problem };
  }
  return data === undefined ? { state: 'asking' } : { state: 'known', status: data };
}

export const statusOf = (view: DemoView): DemoStatus | undefined =>
  view.state === 'known' ? view.status : view.state === 'lost' ? view.last : undefined;
