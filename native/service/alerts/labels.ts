import type { AlertRow } from '../../store/alert-types.ts';

/** What an alert is known by. */
export type AlertSubject = Pick<AlertRow, 'rule' | 'severity' | 'component' | 'labels'>;

/** Its labels as Prometheus would have them; what the alert is of goes before what is ours. `machine` by its name. */
export function alertLabels(
  { rule, severity, component, labels }: AlertSubject,
  machine: string,
): Record<string, string> {
  return { ...labels, alertname: rule, severity, component, instance: machine };
}
