import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';

/** Asked for while the page is visible; a hidden one costs nothing. */
const LIVE = { refetchInterval: 2_000, refetchIntervalInBackground: false, retry: false, staleTime: 0 } as const;

export const useSystem = () =>
  useQuery({ queryKey: KEYS.system, queryFn: ({ signal }) => call('system', { signal }), ...LIVE });
export const useTraffic = () =>
  useQuery({ queryKey: KEYS.traffic, queryFn: ({ signal }) => call('systemApi', { signal }), ...LIVE });
