import type { Alert } from '../../../native/contract/http/alerts.ts';
import { between, writeRange } from '../charts/chart-range.ts';
import { NO_FILTER, writeFilter } from '../history/history-filter.ts';

/** Before and after an alert, so that a chart shows what it was like without it. */
const MARGIN_MS = 5 * 60_000;

type Spanned = Pick<Alert, 'started_at' | 'resolved_at'>;

/**
 * The address of the overview's charts over an alert, with as much around it as it lasted, 5 minutes at least, and not
 * beyond `now` (milliseconds since 1970).
 */
export function chartsOf({ started_at, resolved_at }: Spanned, now: number): string {
  const [from, to] = [Date.parse(started_at), resolved_at === null ? now : Date.parse(resolved_at)];
  const margin = Math.max(MARGIN_MS, to - from);
  return `/?${writeRange(between({ from: from - margin, to: Math.max(from + 1, Math.min(now, to + margin)) }))}`;
}

/** The address of the results of the time that an alert lasted; open while it lasts. */
export const imagesOf = ({ started_at, resolved_at }: Spanned): string =>
  `/history?${writeFilter({ ...NO_FILTER, time: { kind: 'between', from: started_at, to: resolved_at } })}`;
