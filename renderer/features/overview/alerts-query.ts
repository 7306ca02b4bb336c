import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { usePace } from '../../api/events.ts';
import { KEYS } from '../../api/queries.ts';

const EVERY_MS = 5_000;
/** What is over is not shown here. */
const FEWEST_RESOLVED = 1;

/** Alerts that fire or are about to, while the page is seen. What is only pending is told by no event. */
export function useAlerts() {
  const queryKey = [...KEYS.alerts, 'active'];
  usePace(queryKey, ['alert'], 1_000);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => call('alerts', { query: { limit: FEWEST_RESOLVED }, signal }),
    refetchInterval: EVERY_MS,
    retry: false,
    staleTime: 0,
  });
}
