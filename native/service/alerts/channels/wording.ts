import type { Alert } from '../../../contract/http/alerts.ts';
import { alertLabels } from '../labels.ts';
import type { Message, Origin, Told } from './types.ts';

const REASONS = {
  recovered: 'It recovered.',
  no_data: 'Its figures went missing.',
  disabled: 'Its rule was switched off.',
} as const satisfies Record<NonNullable<Alert['resolved_reason']>, string>;

const labelsOf = ({ labels }: Alert) => Object.values(labels).join(', ');

/** `HighPSI (brightness): The distribution of a feature has shifted`. */
export function titleOf({ alert, to }: Told): string {
  const of = labelsOf(alert);
  return `${to === 'firing' ? alert.severity.toUpperCase() : 'RESOLVED'} ${alert.name}${of === '' ? '' : ` (${of})`}: ${alert.summary}`;
}

export function sentenceOf({ alert, to }: Told): string {
  return to === 'firing' ? alert.description : REASONS[alert.resolved_reason ?? 'recovered'];
}

/** One line about all of them. */
export function headlineOf({ told, origin }: Message): string {
  const [first] = told;
  if (first !== undefined && told.length === 1) return `${titleOf(first)} [${origin.machine}]`;
  const firing = told.filter(({ to }) => to === 'firing').length;
  const parts = [firing > 0 ? `${firing} firing` : '', told.length > firing ? `${told.length - firing} resolved` : ''];
  return `Vigil: ${parts.filter((part) => part !== '').join(', ')} [${origin.machine}]`;
}

/** Labels as Prometheus would have them. */
export function prometheusLabels({ alert }: Told, { machine }: Origin): Record<string, string> {
  return alertLabels({ ...alert, rule: alert.name }, machine);
}

export function annotationsOf(told: Told): Record<string, string> {
  return { summary: told.alert.summary, description: sentenceOf(told), runbook: told.alert.runbook };
}
