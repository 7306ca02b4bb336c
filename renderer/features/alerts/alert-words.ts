import type { Alert, AlertSeverity, ResolvedReason, Silence } from '../../../native/contract/http/alerts.ts';
import { formatCount, plural } from '../../components/format.ts';

/** Which of several the alert is about: "brightness", or "GET, /v1/models". */
export const labelWords = ({ labels }: Pick<Alert, 'labels'>): string => Object.values(labels).join(', ');

/** A figure with the digits that matter: 1204.6 as "1,205", 0.71428 as "0.714". */
export const figureWords = (value: number): string =>
  Math.abs(value) >= 1_000 ? formatCount(Math.round(value)) : String(Number(value.toPrecision(3)));

export function withUnit(value: number | null, unit: string | null): string {
  if (value === null) return 'not known';
  return unit === null ? figureWords(value) : `${figureWords(value)} ${unit}`;
}

/** The condition of a rule: "> 500 ms". The threshold is told in full. */
export const conditionWords = ({
  comparator,
  threshold,
  unit,
}: Pick<Alert, 'comparator' | 'threshold' | 'unit'>): string =>
  `${comparator} ${threshold}${unit === null ? '' : ` ${unit}`}`;

const UNITS = [
  { unit: 'd', size: 86_400 },
  { unit: 'h', size: 3_600 },
  { unit: 'min', size: 60 },
  { unit: 's', size: 1 },
] as const;

/** A span of seconds in two units at most, without one that is nothing: "5 min", "1 min 30 s", "2 h 4 min", "3 d". */
export function spanWords(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const first = UNITS.findIndex(({ size }) => rest >= size);
  if (first === -1) return '0 s';
  const words = [];
  for (const { unit, size } of UNITS.slice(first, first + 2)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) words.push(`${amount} ${unit}`);
  }
  return words.join(' ');
}

/** When a rule fires: "at once", "after 5 min". */
export const afterWords = (for_s: number): string => (for_s === 0 ? 'at once' : `after ${spanWords(for_s)}`);

/** The sentence of a rule, where words in braces stand for a label: "Strong drift of {feature}" is about a feature. */
export const ruleSentence = (summary: string): string =>
  summary.replace(/\{(\w+)\}/g, (_, word: string) => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`);

const REASONS: Readonly<Record<ResolvedReason, string>> = {
  recovered: 'It was met no longer.',
  no_data: 'Its figures went missing for 5 minutes.',
  disabled: 'Its rule was switched off.',
};
export const reasonWords = (reason: ResolvedReason | null): string => (reason === null ? '' : REASONS[reason]);

/** How long an alert lasted, or has lasted at `now` (milliseconds since 1970), from when it was first met. */
export const lastedWords = ({ started_at, resolved_at }: Pick<Alert, 'started_at' | 'resolved_at'>, now: number) =>
  spanWords(((resolved_at === null ? now : Date.parse(resolved_at)) - Date.parse(started_at)) / 1_000);

const ORDER: readonly AlertSeverity[] = ['critical', 'warning', 'info'];

/** Whether anything is wrong, in a sentence. What is inhibited says nothing that the others do not, and is only counted. */
export function alertsSentence(
  alerts: readonly Pick<Alert, 'state' | 'severity' | 'name' | 'acknowledged_at' | 'inhibited_by'>[],
) {
  const free = alerts.filter(({ inhibited_by }) => inhibited_by === null);
  const firing = free.filter(({ state }) => state === 'firing');
  const pending = free.filter(({ state }) => state === 'pending').length;
  const inhibited = alerts.length - free.length;
  const about = [
    inhibited === 0 ? '' : `; ${inhibited} more ${inhibited === 1 ? 'is' : 'are'} inhibited`,
    pending === 0 ? '' : `; ${pending} may fire soon`,
  ].join('');
  if (firing.length === 0) return pending === 0 ? 'No alert fires' : `No alert fires${about}`;
  if (firing.length === 1) {
    const [only] = firing;
    return `${only?.name} fires, ${only?.severity}${only?.acknowledged_at === null ? '' : ', acknowledged'}${about}`;
  }
  const counts = ORDER.map((severity) => [firing.filter((alert) => alert.severity === severity).length, severity]);
  const which = counts.flatMap(([count, severity]) => (count === 0 ? [] : [`${count} ${severity}`])).join(', ');
  return `${plural(firing.length, 'alert')} fire: ${which}${about}`;
}

/** What a silence is of: "HighCPUUsage", "warning alerts", "component host", "HighFeatureDrift, feature brightness". */
export function matcherWords({ name, severity, component, labels = {} }: Silence['matchers']): string {
  const parts = [
    ...(name === undefined ? [] : [name]),
    ...(severity === undefined ? [] : [`${severity} alerts`]),
    ...(component === undefined ? [] : [`component ${component}`]),
    ...Object.entries(labels).map(([label, value]) => `${label} ${value}`),
  ];
  return parts.join(', ');
}
