import type { Alert } from '../../../../native/contract/http/alerts.ts';
import { formatAgo } from '../../../components/format.ts';
import { type AlertGroup, groupAlerts, type Several } from '../../alerts/alert-groups.ts';
import { someWords } from '../../alerts/group-words.ts';

/** Those that fire and then those that are about to, by their rule, each with what it inhibits; the worst and the newest first. */
export function activeGroups(alerts: readonly Alert[]): AlertGroup[] {
  const { firing, pending } = groupAlerts(alerts);
  return [...firing, ...pending];
}

type Told = Pick<Alert, 'state' | 'acknowledged_at' | 'silenced_until'>;

/** What else is to be known of the state of one alert or of several; empty where they simply fire. */
export function stateWords(alerts: Several<Told>, now: number): string {
  const of = alerts.length;
  const [{ state, acknowledged_at }] = alerts;
  const acknowledged = alerts.filter((alert) => alert.acknowledged_at !== null).length;
  const silenced = alerts.filter(({ silenced_until: end }) => end !== null && Date.parse(end) > now).length;
  const words = [
    state === 'pending' ? 'not long enough to fire yet' : '',
    of === 1 && acknowledged_at !== null
      ? `acknowledged ${formatAgo(acknowledged_at, now)}`
      : someWords(acknowledged, of, 'acknowledged'),
    someWords(silenced, of, 'silenced'),
  ].filter(Boolean);
  return words.length === 0 ? '' : `(${words.join(', ')})`;
}
