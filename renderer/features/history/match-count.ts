import { useQuery } from '@tanstack/react-query';
import type { Facets } from '../../../native/contract/http/history-actions.ts';
import { call } from '../../api/client.ts';
import { usePace } from '../../api/events.ts';
import { KEYS } from '../../api/queries.ts';
import { fieldsInUse, type ViewFilter } from './history-filter.ts';

/** How many results a view has; where nobody has counted yet, at least that many. */
export interface MatchCount {
  count: number;
  exact: boolean;
}

const FACETS_EVERY_MS = 15_000;

export function useFacets() {
  const pace = usePace(KEYS.facets, ['inference', 'history'], FACETS_EVERY_MS);
  return useQuery({
    queryKey: KEYS.facets,
    queryFn: ({ signal }) => call('facets', { signal }),
    refetchInterval: pace,
    placeholderData: (before) => before,
  });
}

/** Known once all is loaded, or from the facets where at most one of them is filtered by. */
export function matchCount(
  filter: ViewFilter,
  facets: Facets | undefined,
  list: { rows: { length: number }; hasMore: boolean },
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
  return known === undefined
    ? { count: list.rows.length, exact: false }
    : { count: Math.max(known, list.rows.length), exact: true };
}
