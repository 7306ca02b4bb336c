import { findRule } from '../../native/alerts/rules/index.ts';
import { toFacts } from '../../native/service/alerts/rows.ts';
import { openStore } from '../../native/store/open.ts';

export interface KeptAlert {
  rule: string;
  feature?: string;
  value: number;
  /** Minutes that it was over before now; it fires where this is not stated. */
  overFor?: number;
}

const MINUTE_MS = 60_000;

/**
 * Alerts that a console has left in its data folder; the next one goes on with them, and those that fire do so for five
 * minutes without figures. Answers their ids.
 */
export function keepAlerts(dataFolder: string, alerts: readonly KeptAlert[]): number[] {
  const now = Date.now();
  const fired = { since: now - 30 * MINUTE_MS, fired_at: now - 30 * MINUTE_MS };
  const store = openStore(dataFolder);
  try {
    return store.alerts.keep(
      alerts.map(({ rule: name, feature, value, overFor }) => {
        const rule = findRule(name);
        if (rule === null) throw new Error(`There is no rule ${name}.`);
        const labels: Record<string, string> = feature === undefined ? {} : { feature };
        const firing = { phase: 'firing', ...fired, not_met_since: null, missing_since: null } as const;
        const phase =
          overFor === undefined
            ? firing
            : ({ phase: 'resolved', ...fired, resolved_at: now - overFor * MINUTE_MS, reason: 'recovered' } as const);
        return { id: null, facts: toFacts(rule, { rule: name, labels, phase: firing, value }, phase, now) };
      }),
      [],
    );
  } finally {
    store.close();
  }
}
