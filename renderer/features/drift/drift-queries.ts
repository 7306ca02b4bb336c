import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DriftConfig } from '../../../native/contract/drift.ts';
import { call } from '../../api/client.ts';
import { usePace } from '../../api/events.ts';
import { KEYS, useDrift } from '../../api/queries.ts';
import type { RecentSpan } from './reset-words.ts';

const EVERY_MS = 2_000;
const SLOWLY_MS = 10_000;
/** As many as a sparkline has pixels. */
const SPARK_POINTS = 120;
const SPARK_SPAN_MS = 60 * 60_000;

/** The verdict and its windows, which fill with every image. */
export const useLiveDrift = () => useDrift(EVERY_MS, ['drift', 'inference', 'model']);

export function useDriftHistory() {
  const queryKey = [...KEYS.drift, 'history'];
  const pace = usePace(queryKey, ['drift'], SLOWLY_MS);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - SPARK_SPAN_MS).toISOString();
      return call('driftHistory', { query: { from, points: SPARK_POINTS }, signal });
    },
    refetchInterval: pace,
  });
}

/** `checkedAt` names the verdict that it belongs to; the former answer stays until the next is there. */
export const useMovedMost = (feature: string, checkedAt: string | null) =>
  useQuery({
    queryKey: [...KEYS.drift, 'moved-most', feature, checkedAt],
    queryFn: ({ signal }) => call('driftMovedMost', { query: { feature, limit: 12 }, signal }),
    placeholderData: keepPreviousData,
  });

/** Outliers of a feature, likewise. */
export const useFeatureDetail = (feature: string, checkedAt: string | null) =>
  useQuery({
    queryKey: [...KEYS.drift, 'detail', feature, checkedAt],
    queryFn: ({ signal }) => call('driftDetail', { query: { feature }, signal }),
    placeholderData: keepPreviousData,
  });

/** A result behind a sample. Its thumbnail is written a little after it, so it is asked for again until that is there. */
export const useSampleResult = (id: number) =>
  useQuery({
    queryKey: [...KEYS.history, 'sample', id],
    queryFn: ({ signal }) => call('getInference', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.has_thumbnail === false ? EVERY_MS : false),
    staleTime: 60_000,
  });

export function useEmbeddingMap(enabled: boolean) {
  const queryKey = [...KEYS.drift, 'embedding'];
  const pace = usePace(queryKey, ['drift'], SLOWLY_MS);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => call('driftEmbedding', { signal }),
    refetchInterval: pace,
    enabled,
  });
}

export function useDriftConfig() {
  usePace(KEYS.driftConfig, ['rules'], 1_000);
  return useQuery({ queryKey: KEYS.driftConfig, queryFn: ({ signal }) => call('getDriftConfig', { signal }) });
}

/** What these rules would have found in the last 7 days. */
export const useDriftPreview = (config: DriftConfig | null) =>
  useQuery({
    queryKey: [...KEYS.driftConfig, 'preview', config],
    queryFn: ({ signal }) => call('previewDriftConfig', { json: config, signal }),
    enabled: config !== null,
    staleTime: 60_000,
  });

/** The newest `size` kept results of a model, at most 500: how many there are, and from when to when. */
export const useRecentSpan = (size: number, model: string | null, enabled: boolean) =>
  useQuery({
    queryKey: [...KEYS.history, 'recent-span', size, model],
    queryFn: async ({ signal }): Promise<RecentSpan> => {
      const query = { limit: size, ...(model === null ? {} : { model }) };
      const { items } = await call('listInferences', { query, signal });
      return { count: items.length, from: items.at(-1)?.at ?? '', to: items[0]?.at ?? '' };
    },
    enabled,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });

/** Everything that drift is told by is asked for anew. */
export function useForgetDrift(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: KEYS.drift });
}
