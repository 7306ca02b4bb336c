import { useQuery } from '@tanstack/react-query';
import type { DemoStatus } from '../../../native/contract/http/demo.ts';
import { ApiProblem, call } from '../../api/client.ts';
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

/** Asked for every `everyMs` while the line runs and the window is seen, every two seconds while it does not run. */
export function useDemo(everyMs: 500 | 1_000): DemoView {
  const { data, error } = useQuery({
    ...ASK,
    refetchInterval: ({ state }) => (state.error === null && isOn(state.data) ? everyMs : IDLE_MS),
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
