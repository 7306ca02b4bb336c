import type { Alert } from '../../contract/http/alerts.ts';
import type { NewEvent } from '../../store/events.ts';
import type { AlertTransition } from './types.ts';

const OVER = {
  recovered: 'it recovered',
  no_data: 'its figures have been missing for 5 minutes',
  disabled: 'its rule was switched off',
} as const satisfies Record<NonNullable<Alert['resolved_reason']>, string>;

/** An alert that fires or resolves, as a line on the ribbon. `at` in milliseconds since 1970. */
export function alertEvent({ alert, to }: AlertTransition, at: number): NewEvent {
  const { id, name, severity, component, labels, value, threshold, unit, resolved_reason } = alert;
  const title =
    to === 'firing'
      ? `Alert ${name}: ${alert.description}`
      : `Alert ${name} is over: ${OVER[resolved_reason ?? 'recovered']}`;
  const detail = { id, name, severity, component, labels, state: to, value, threshold, unit, reason: resolved_reason };
  return { at, kind: 'alert', title, detail };
}
