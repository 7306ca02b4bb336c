import { useQuery } from '@tanstack/react-query';
import type { SeriesResponse } from '../../../native/contract/http/series.ts';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';

const DAY_MS = 86_400_000;
const MINUTES_A_DAY = 1_440;

export interface Availability {
  /** 0 to 1. */
  ratio: number;
  /** What it is of: "of the last 24 h", "since 14:02". */
  words: string;
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', hourCycle: 'h23' });

/**
 * The share of spans in which a figure was looked at that is looked at as long as the console runs, whether images come or
 * not. Counted from the first of them on; the span that is not over yet does not count. Null before one is.
 */
export function availabilityOf(
  { bucket_s, buckets }: Pick<SeriesResponse, 'bucket_s' | 'buckets'>,
  now: number,
): Availability | null {
  const indexOf = (ms: number) => Math.floor(ms / (bucket_s * 1_000));
  const indices = buckets.map(({ t }) => indexOf(Date.parse(t))).filter((index) => index < indexOf(now));
  const [first] = indices;
  if (first === undefined) return null;
  const began = first * bucket_s * 1_000;
  const words = now - began >= DAY_MS - 2 * bucket_s * 1_000 ? 'of the last 24 h' : `since ${clock.format(began)}`;
  return { ratio: indices.length / (indexOf(now) - first), words };
}

/** Rounded down, so that less than all is never said to be all: 0.99998 as "99.99 %". */
export const formatAvailability = (ratio: number): string =>
  `${(Math.floor(ratio * 10_000 + 1e-9) / 100).toFixed(ratio === 1 ? 0 : 2)} %`;

/** Of the last 24 hours, asked for once a minute. */
export function useAvailability(): Availability | null {
  const { data } = useQuery({
    queryKey: [...KEYS.series, 'availability'],
    queryFn: async ({ signal }) => {
      const now = Date.now();
      const span = { from: new Date(now - DAY_MS).toISOString(), to: new Date(now).toISOString() };
      const query = { metric: 'queue_length', ...span, points: MINUTES_A_DAY };
      return availabilityOf(await call('series', { query, signal }), now);
    },
    refetchInterval: 60_000,
    retry: false,
    staleTime: 30_000,
  });
  return data ?? null;
}
