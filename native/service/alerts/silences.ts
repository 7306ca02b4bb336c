import { hostname } from 'node:os';
import type { Silence, SilenceMatchers } from '../../contract/http/alerts.ts';
import type { SilenceRow, SilenceSubject } from '../../store/alert-types.ts';
import { meets, printMatchers, toSilenceMatchers } from './alertmanager/matchers.ts';
import { UnreadablePattern } from './alertmanager/pattern.ts';
import { type AlertSubject, alertLabels } from './labels.ts';

/** Whether an alert has all that is stated. */
function matchesOurs(matchers: SilenceMatchers, alert: AlertSubject): boolean {
  const { name = alert.rule, severity = alert.severity, component = alert.component, labels = {} } = matchers;
  return (
    name === alert.rule &&
    severity === alert.severity &&
    component === alert.component &&
    Object.entries(labels).every(([label, value]) => alert.labels[label] === value)
  );
}

/** Whether a silence is of an alert, wherever it was made. */
export function matches(silence: SilenceSubject, alert: AlertSubject): boolean {
  if (silence.source === 'vigil') return matchesOurs(silence.matchers, alert);
  try {
    return meets(silence.matchers, alertLabels(alert, hostname()));
  } catch (error) {
    // Rather told once too often than never.
    if (error instanceof UnreadablePattern) return false;
    throw error;
  }
}

/** When the last silence of an alert ends; null where there is none at `now`. Milliseconds since 1970. */
export function silencedUntil(silences: readonly SilenceRow[], alert: AlertSubject, now: number): number | null {
  const ends = silences
    .filter((silence) => silence.ends_at > now && matches(silence, alert))
    .map(({ ends_at }) => ends_at);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** `now` in milliseconds since 1970; `alertmanager` is what the Alertmanager has of it. */
export function toSilence(
  row: SilenceRow,
  open: readonly AlertSubject[],
  now: number,
  alertmanager: Silence['alertmanager'],
): Silence {
  const { id, source, comment, author, starts_at, ends_at } = row;
  const active = ends_at > now;
  const words =
    row.source === 'vigil'
      ? { matchers: row.matchers, expression: null }
      : { matchers: toSilenceMatchers(row.matchers, hostname()) ?? {}, expression: printMatchers(row.matchers) };
  return {
    ...{ id, source, ...words, comment, author, active },
    starts_at: new Date(starts_at).toISOString(),
    ends_at: new Date(ends_at).toISOString(),
    alerts: active ? open.filter((alert) => matches(row, alert)).length : 0,
    alertmanager,
  };
}
