import { useQuery } from '@tanstack/react-query';
import type { Facets, HistoryCount } from '../../../native/contract/http/history-actions.ts';
import { call } from '../../api/client.ts';
import { usePace } from '../../api/events.ts';
import { KEYS } from '../../api/queries.ts';
import { type ApiFilter, fieldsInUse, type ViewFilter } from './history-filter.ts';

/** How many results a view has; where nobody has counted yet, at least that many. */
export interface MatchCount {
  count: number;
  exact: boolean;
}

const FACETS_EVERY_MS = 15_000;
const NOT_COUNTED: MatchCount = { count: 0, exact: false };

export function useFacets() {
  const pace = usePace(KEYS.facets, ['inference', 'history'], FACETS_EVERY_MS);
  return useQuery({
    queryKey: KEYS.facets,
    queryFn: ({ signal }) => call('facets', { signal }),
    refetchInterval: pace,
    placeholderData: (before) => before,
  });
}

interface Loaded {
  rows: { length: number };
  hasMore: boolean;
}

/** As `matchCount`; where it is not known from what is there, the console counts. */
export function useMatchCount(filter: ViewFilter, facets: Facets | undefined, list: Loaded & { apiFilter: ApiFilter }) {
  const known = matchCount(filter, facets, list, undefined);
  const { apiFilter } = list;
  const { data } = useQuery({
    // Under the facets, which every change of history by this page has asked for anew.
    queryKey: [...KEYS.facets, 'count', apiFilter],
    queryFn: ({ signal }) => call('countInferences', { query: { ...apiFilter }, signal }),
    enabled: facets !== undefined && !known.exact,
    staleTime: FACETS_EVERY_MS,
    retry: false,
  });
  return known.exact ? known : matchCount(filter, facets, list, data);
}

/**
 * Known once all is loaded, or from the facets where at most one of them is filtered by; else what was `counted`, else at
 * least what is loaded.
 */
export function matchCount(
  filter: ViewFilter,
  facets: Facets | undefined,
  list: Loaded,
  counted: HistoryCount | undefined,
): MatchCount {
  if (!list.hasMore) return { count: list.rows.length, exact: true };
  const [field, another] = fieldsInUse(filter);
  const known =
    facets === undefined || another !== undefined
      ? undefined
      : field === undefined
        ? facets.count
        : field === 'class'
          ? facets.classes.find((facet) => facet.class === filter.class)?.count
          : field === 'source'
            ? facets.sources.find((facet) => facet.source === filter.source)?.count
            : field === 'model'
              ? facets.models.find((facet) => facet.id === filter.model)?.count
              : undefined;
  const { count, exact } = known === undefined ? (counted ?? NOT_COUNTED) : { count: known, exact: true };
  return { count: Math.max(count, list.rows.length), exact };
}
