import type { Alert } from '../../contract/http/alerts.ts';
import { INHIBITIONS } from '../rules/inhibition.ts';

export interface Inhibitable {
  rule: string;
  labels: Readonly<Record<string, string>>;
}

export interface Inhibitor<One> {
  by: One;
  because: string;
}

/**
 * Which of `alerts` inhibits this one, itself inhibited by none; null where none does. Only what fires inhibits, also where
 * it is silenced or acknowledged, as in Alertmanager.
 */
export function inhibitorOf<One extends Inhibitable & Pick<Alert, 'state'>>(
  alert: Inhibitable,
  alerts: readonly One[],
): Inhibitor<One> | null {
  for (const { by, rules, equal, because } of INHIBITIONS) {
    if (!rules.includes(alert.rule)) continue;
    const found = alerts.find(
      ({ rule, state, labels }) =>
        rule === by && state === 'firing' && equal.every((label) => labels[label] === alert.labels[label]),
    );
    if (found !== undefined) return { by: found, because };
  }
  return null;
}
