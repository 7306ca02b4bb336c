import { useQuery } from '@tanstack/react-query';
import type { HistoryItem, HistoryPage } from '../../../native/contract/http/history.ts';
import { call } from '../../api/client.ts';
import { usePace } from '../../api/events.ts';
import { KEYS } from '../../api/queries.ts';
import { useSubscribed } from '../../components/seen.tsx';

/** As many as the current window of drift: what "the last results" means on this page. */
export const LATEST = 50;

const itemsOf = ({ items }: HistoryPage): readonly HistoryItem[] => items;

/** The newest results of every source, newest first, as they come: at most every second. */
export function useLatest() {
  const queryKey = [...KEYS.latest, 'all'];
  const pace = usePace(queryKey, ['inference', 'picture', 'history'], 1_000);
  return useQuery({
    queryKey,
    subscribed: useSubscribed(queryKey),
    queryFn: ({ signal }) => call('listInferences', { query: { limit: LATEST }, signal }),
    // The same function always, and answers that are taken as they are: all of them are new every second.
    select: itemsOf,
    structuralSharing: false,
    refetchInterval: pace,
    retry: false,
    staleTime: 0,
  });
}

/** A thumbnail is made when the detector has time; a result without one is held back so long, then shown without. */
const THUMBNAIL_PATIENCE_MS = 3_000;

/** Those that can be shown at once, so that no picture appears as an empty frame first. */
export function withPictures(items: readonly HistoryItem[], now: number): HistoryItem[] {
  return items.filter((item) => item.has_thumbnail || now - Date.parse(item.at) > THUMBNAIL_PATIENCE_MS);
}

export interface ClassShare {
  name: string;
  /** Detections of it. */
  count: number;
  /** Results that it was found in. */
  results: number;
}

/** What the results hold, most frequent first, of the same number by name. */
export function classShares(items: readonly Pick<HistoryItem, 'detections'>[]): ClassShare[] {
  const shares = new Map<string, ClassShare>();
  for (const { detections } of items) {
    const seen = new Set<string>();
    for (const { class_name: name } of detections) {
      const share = shares.get(name) ?? { name, count: 0, results: 0 };
      share.count++;
      if (!seen.has(name)) share.results++;
      seen.add(name);
      shares.set(name, share);
    }
  }
  return [...shares.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'en'));
}
