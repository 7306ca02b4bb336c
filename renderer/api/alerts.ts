import { useQuery } from '@tanstack/react-query';
import { call } from './client.ts';
import { usePace } from './events.ts';
import { KEYS } from './keys.ts';

const EVERY_MS = 5_000;
const HIDDEN_MS = 60_000;
/** What is over is not shown by those who ask this. */
const FEWEST_RESOLVED = 1;
const queryKey = [...KEYS.alerts, 'active'];

const active = {
  queryKey,
  queryFn: ({ signal }: { signal: AbortSignal }) => call('alerts', { query: { limit: FEWEST_RESOLVED }, signal }),
  retry: false,
  staleTime: 0,
} as const;

/** Alerts that fire or are about to, while the page is seen. What is only pending is told by no event. */
export function useAlerts() {
  usePace(queryKey, ['alert'], 1_000);
  return useQuery({ ...active, refetchInterval: EVERY_MS });
}

/** The same for who shows only what fires: also, once a minute, while another page is seen, whose tab tells of it. */
export function useFiringAlerts() {
  const pace = usePace(queryKey, ['alert'], 1_000);
  return useQuery({
    ...active,
    staleTime: EVERY_MS,
    refetchInterval: () => (document.hidden ? HIDDEN_MS : Math.max(EVERY_MS, pace)),
    refetchIntervalInBackground: true,
  });
}
