import type { Silence, SilenceMatchers } from '../../contract/http/alerts.ts';
import type { AlertRow, SilenceRow } from '../../store/alert-types.ts';

type Silenced = Pick<AlertRow, 'rule' | 'severity' | 'component' | 'labels'>;

/** Whether an alert has all that is stated. */
export function matches(matchers: SilenceMatchers, alert: Silenced): boolean {
  const { name = alert.rule, severity = alert.severity, component = alert.component, labels = {} } = matchers;
  return (
    name === alert.rule &&
    severity === alert.severity &&
    component === alert.component &&
    Object.entries(labels).every(([label, value]) => alert.labels[label] === value)
  );
}

/** When the last silence of an alert ends; null where there is none at `now`. Milliseconds since 1970. */
export function silencedUntil(silences: readonly SilenceRow[], alert: Silenced, now: number): number | null {
  const ends = silences
    .filter(({ matchers, ends_at }) => ends_at > now && matches(matchers, alert))
    .map(({ ends_at }) => ends_at);
  return ends.length === 0 ? null : Math.max(...ends);
}

export function toSilence(row: SilenceRow, open: readonly Silenced[], now: number): Silence {
  const { id, matchers, comment, author, starts_at, ends_at } = row;
  const active = ends_at > now;
  return {
    ...{ id, matchers, comment, author, active },
    starts_at: new Date(starts_at).toISOString(),
    ends_at: new Date(ends_at).toISOString(),
    alerts: active ? open.filter((alert) => matches(matchers, alert)).length : 0,
  };
}
