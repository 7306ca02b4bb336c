import type { Alert } from '../../../native/contract/http/alerts.ts';
import { plural } from '../../components/format.ts';
import type { AlertGroup, Several } from './alert-groups.ts';
import { figureWords, labelWords, withUnit } from './alert-words.ts';

const KINDS: Readonly<Record<string, string>> = { feature: 'feature', gpu: 'GPU' };

/** How many: "8 features" where they differ in that alone, else "8 alerts". */
export function countWords(alerts: Several<Pick<Alert, 'labels'>>): string {
  const names = new Set(alerts.map(({ labels }) => Object.keys(labels).sort().join(' ')));
  const [only = ''] = names.size === 1 ? names : [];
  return plural(alerts.length, KINDS[only] ?? 'alert');
}

/** So many are named. */
const NAMED = 6;

/** Which: "brightness, contrast and 3 more". */
export function memberWords(alerts: readonly Pick<Alert, 'labels'>[]): string {
  const words = alerts.map(labelWords).filter(Boolean);
  if (words.length <= NAMED) return words.join(', ');
  return `${words.slice(0, NAMED - 1).join(', ')} and ${words.length - NAMED + 1} more`;
}

/** The one that is furthest beyond its threshold; the first where that cannot be said. */
export function furthest(alerts: Several<Alert>): Alert {
  const [first] = alerts;
  if (first.comparator === '==') return first;
  const sign = first.comparator.startsWith('<') ? -1 : 1;
  const beyond = ({ value }: Alert) => (value === null ? Number.NEGATIVE_INFINITY : sign * value);
  return alerts.reduce((worst, alert) => (beyond(alert) > beyond(worst) ? alert : worst), first);
}

/** From the least to the greatest: "0.31 to 2.4", "612 to 1,200 ms". */
export function rangeWords(alerts: Several<Pick<Alert, 'value' | 'unit'>>): string {
  const values = alerts.flatMap(({ value }) => (value === null ? [] : [value]));
  const [{ unit }] = alerts;
  if (values.length === 0) return withUnit(null, unit);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return figureWords(least) === figureWords(most)
    ? withUnit(most, unit)
    : `${figureWords(least)} to ${withUnit(most, unit)}`;
}

/** How many of several, where not all: "3 of 8 acknowledged", "acknowledged"; empty where none is. */
export function someWords(count: number, of: number, word: string): string {
  if (count === 0) return '';
  return count === of ? word : `${count} of ${of} ${word}`;
}

const inhibitedCount = ({ inhibits }: AlertGroup) => inhibits.reduce((sum, { alerts }) => sum + alerts.length, 0);

/** What it keeps quiet: "Inhibits 14 alerts"; empty where nothing. */
export function inhibitsWords(group: AlertGroup): string {
  const count = inhibitedCount(group);
  return count === 0 ? '' : `Inhibits ${plural(count, 'alert')}`;
}

/** Of which rules: "8 CriticalPSI, 6 HighPSI". */
export const inhibitsRules = ({ inhibits }: AlertGroup): string =>
  inhibits.map(({ alerts, name }) => `${alerts.length} ${name}`).join(', ');

/** From the first that was met to the last that ended; null while one goes on. */
export function spanOf(alerts: Several<Pick<Alert, 'started_at' | 'resolved_at'>>) {
  const [started_at = ''] = alerts.map((alert) => alert.started_at).toSorted();
  const ends = alerts.map(({ resolved_at }) => resolved_at);
  return { started_at, resolved_at: ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null) };
}
