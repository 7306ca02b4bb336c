import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { ApiProblem, call } from '../../api/client.ts';
import { usePace } from '../../api/events.ts';
import { KEYS } from '../../api/queries.ts';
import { type ApiFilter, toApiFilter, type ViewFilter, writeFilter } from './history-filter.ts';
import { type HistoryRow, isNewer, toRow } from './history-row.ts';
import { useHiddenResults } from './list-edits.ts';

/** The first page is soon there; the later ones are still small enough to be parsed between two frames. */
const FIRST_PAGE = 60;
const LATER_PAGES = 120;
const HEAD_EVERY_MS = 5_000;
/** A console that restarts is asked again after this; answers that say no are not. */
const AGAIN_AFTER_MS = 2_000;
/** New results are counted up to this many. */
export const MOST_NEW = 100;

export interface ListPage {
  rows: readonly HistoryRow[];
  next: string | null;
  /** The filter with its span fixed when the first page was asked for, so that all pages are of one list. */
  filter: ApiFilter;
}
type PageParam = { filter: ApiFilter; cursor: string } | null;
export type ListData = InfiniteData<ListPage, PageParam>;

export const LIST_KEY = [...KEYS.history, 'list'] as const;
const listKey = (filter: ViewFilter) => [...LIST_KEY, writeFilter(filter)] as const;

async function fetchPage(view: ViewFilter, param: PageParam, signal?: AbortSignal): Promise<ListPage> {
  const filter = param?.filter ?? toApiFilter(view, Date.now());
  const { items, next_cursor } = await call('listInferences', {
    query: { ...filter, limit: param === null ? FIRST_PAGE : LATER_PAGES, cursor: param?.cursor },
    ...(signal === undefined ? {} : { signal }),
  });
  return { rows: items.map(toRow), next: next_cursor, filter };
}

const isUnreachable = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'unreachable';

/** For queries outside the list: asks again by itself while the console does not answer. */
export const untilReachable = ({ state }: { state: { error: unknown } }): number | false =>
  isUnreachable(state.error) ? AGAIN_AFTER_MS : false;

export interface HistoryList {
  state: 'loading' | 'failed' | 'ready';
  error: unknown;
  /** Loaded and not deleted, newest first. */
  rows: readonly HistoryRow[];
  ids: readonly number[];
  /** There is more to load. */
  hasMore: boolean;
  loadingMore: boolean;
  /** Why the last attempt to load more failed. */
  moreError: unknown;
  loadMore: () => void;
  retry: () => void;
  /** The same list as the service keeps it now, from the newest result on. */
  refresh: () => Promise<void>;
  /** What the list shows, as an action needs it: nothing that arrived after the list was loaded is in it. */
  apiFilter: ApiFilter;
}

/** History through a filter, in pages. What is loaded stays as it is until `refresh`: nothing moves by itself. */
export function useHistoryList(filter: ViewFilter): HistoryList {
  const client = useQueryClient();
  const hidden = useHiddenResults();
  const query = useInfiniteQuery({
    queryKey: listKey(filter),
    queryFn: ({ pageParam, signal }) => fetchPage(filter, pageParam, signal),
    initialPageParam: null as PageParam,
    getNextPageParam: (last): PageParam | undefined =>
      last.next === null ? undefined : { filter: last.filter, cursor: last.next },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchInterval: ({ state }) => (state.data === undefined && isUnreachable(state.error) ? AGAIN_AFTER_MS : false),
  });
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError, refetch } = query;

  const rows = useMemo(
    () => (data?.pages ?? []).flatMap((page) => page.rows.filter(({ id }) => !hidden.has(id))),
    [data, hidden],
  );
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const apiFilter = useMemo(() => {
    const base = data?.pages[0]?.filter ?? toApiFilter(filter, Date.now());
    const newest = data?.pages[0]?.rows[0]?.at;
    return newest === undefined || base.to !== undefined ? base : { ...base, to: newest };
  }, [data, filter]);
  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  const moreError = isFetchNextPageError ? error : null;
  useEffect(() => {
    if (!isUnreachable(moreError)) return;
    const again = setTimeout(loadMore, AGAIN_AFTER_MS);
    return () => clearTimeout(again);
  }, [moreError, loadMore]);
  const refresh = useCallback(async () => {
    const page = await fetchPage(filter, null);
    client.setQueryData<ListData>(listKey(filter), { pages: [page], pageParams: [null] });
    await client.invalidateQueries({ queryKey: KEYS.facets });
  }, [client, filter]);

  return {
    state: data === undefined ? (error === null ? 'loading' : 'failed') : 'ready',
    error,
    rows,
    ids,
    hasMore: hasNextPage,
    loadingMore: isFetchingNextPage,
    moreError,
    loadMore,
    retry: () => void refetch(),
    refresh,
    apiFilter,
  };
}

/** How many results came to the list since it was loaded, at most MOST_NEW; asked for while the window is seen. */
export function useNewResults(filter: ViewFilter, list: HistoryList): number {
  const client = useQueryClient();
  const queryKey = [...KEYS.history, 'head', writeFilter(filter)];
  const pace = usePace(queryKey, ['inference', 'history'], HEAD_EVERY_MS);
  const { data } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const top = client.getQueryData<ListData>(listKey(filter))?.pages[0]?.rows[0];
      const now = toApiFilter(filter, Date.now());
      const [newest] = (await call('listInferences', { query: { ...now, limit: 1 }, signal })).items;
      if (newest === undefined) return { top: top?.id, count: 0 };
      const isNew = (item: { at: string; inference_id: number }) =>
        top === undefined || isNewer({ at: item.at, id: item.inference_id }, top);
      if (!isNew(newest)) return { top: top?.id, count: 0 };
      const since = top === undefined ? {} : { from: top.at };
      const { items } = await call('listInferences', { query: { ...now, ...since, limit: MOST_NEW }, signal });
      return { top: top?.id, count: items.filter(isNew).length };
    },
    enabled: list.state === 'ready',
    refetchInterval: pace,
    staleTime: 0,
  });
  // A count from before the list was refreshed says nothing about it.
  const top = client.getQueryData<ListData>(listKey(filter))?.pages[0]?.rows[0]?.id;
  return data !== undefined && data.top === top ? data.count : 0;
}
