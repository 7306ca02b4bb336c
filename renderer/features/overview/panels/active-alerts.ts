import type { Alert } from '../../../../native/contract/http/alerts.ts';
import { formatAgo } from '../../../components/format.ts';

/** Those that fire or are about to, in the order of the console: firing first, the worst and the newest first. */
export const activeAlerts = (alerts: readonly Alert[]): Alert[] => alerts.filter(({ state }) => state !== 'resolved');

/** What else is to be known of its state; empty where it simply fires. */
export function stateWords(
  { state, acknowledged_at, silenced_until }: Pick<Alert, 'state' | 'acknowledged_at' | 'silenced_until'>,
  now: number,
): string {
  const words = [];
  if (state === 'pending') words.push('not long enough to fire yet');
  if (acknowledged_at !== null) words.push(`acknowledged ${formatAgo(acknowledged_at, now)}`);
  if (silenced_until !== null && Date.parse(silenced_until) > now) words.push('silenced');
  return words.length === 0 ? '' : `(${words.join(', ')})`;
}
