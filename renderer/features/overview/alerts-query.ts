import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';

const EVERY_MS = 5_000;
/** What is over is not shown here. */
const FEWEST_RESOLVED = 1;

/** Alerts that fire or are about to, asked for every five seconds while the page is seen. */
export const useAlerts = () =>
  useQuery({
    queryKey: [...KEYS.alerts, 'active'],
    queryFn: ({ signal }) => call('alerts', { query: { limit: FEWEST_RESOLVED }, signal }),
    refetchInterval: EVERY_MS,
    retry: false,
    staleTime: 0,
  });
