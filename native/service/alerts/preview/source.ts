import type { HistoryEvent } from '../../../contract/http/events.ts';
import type { SeriesResponse } from '../../../contract/http/series.ts';
import type { EventFilter } from '../../../store/events.ts';
import type { SeriesSpan } from '../../../store/series/types.ts';

/** What history knows of the past, as far as previews look at it. The store is one. */
export interface SeriesSource {
  readonly series: {
    /** Buckets with a value, oldest first. */
    query(span: SeriesSpan): SeriesResponse;
  };
  /** Newest first. */
  listEvents(filter: EventFilter): HistoryEvent[];
}
