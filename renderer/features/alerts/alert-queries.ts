import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AlertPreviewBody } from '../../../native/contract/http/alert-rules.ts';
import { call } from '../../api/client.ts';
import { usePace } from '../../api/events.ts';
import { KEYS } from '../../api/queries.ts';

/** What is only pending is told by no event, nor that a silence has ended. */
const EVERY_MS = 5_000;

/** Every alert that fires or may soon, and as many of those that are over. */
export function useAlertList(resolved: number) {
  const queryKey = [...KEYS.alerts, 'list', resolved];
  usePace(queryKey, ['alert'], 1_000);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => call('alerts', { query: { limit: resolved }, signal }),
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

export function useSilences() {
  const queryKey = [...KEYS.alerts, 'silences'];
  usePace(queryKey, ['alert'], 1_000);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => call('silences', { signal }),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  });
}

export function useAlertRules() {
  const queryKey = [...KEYS.alertRules, 'all'];
  usePace(queryKey, ['alert'], 1_000);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => call('alertRules', { signal }),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  });
}

/** One rule with its guide. */
export const useAlertRule = (name: string) =>
  useQuery({
    queryKey: [...KEYS.alertRules, 'one', name],
    queryFn: ({ signal }) => call('alertRule', { params: { name }, signal }),
    staleTime: 60_000,
  });

/** How often the rule would have fired with these; null asks nothing. */
export const useRulePreview = (name: string, body: AlertPreviewBody | null) =>
  useQuery({
    queryKey: [...KEYS.alertPreview, name, body],
    queryFn: ({ signal }) => call('previewAlertRule', { params: { name }, json: body, signal }),
    enabled: body !== null,
    staleTime: 60_000,
    retry: false,
  });

/** Alerts, silences and rules are asked for anew. */
export function useForgetAlerts(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: KEYS.alerts }),
      queries.invalidateQueries({ queryKey: KEYS.alertRules }),
    ]);
  };
}
