import { z } from 'zod';
import type { AlertState } from '../../alerts/evaluate/evaluate.ts';
import type { Inhibitor } from '../../alerts/evaluate/inhibit.ts';
import type { Phase } from '../../alerts/evaluate/phase.ts';
import { describe, runbookOf, seriesOf } from '../../alerts/rules/describe.ts';
import type { Rule } from '../../alerts/rules/types.ts';
import { type Alert, ResolvedReason } from '../../contract/http/alerts.ts';
import type { AlertFacts, AlertRow } from '../../store/alert-types.ts';

const at = z.number();
const StoredPhase = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('pending'), since: at, counted_from: at }),
  z.object({
    phase: z.literal('firing'),
    since: at,
    fired_at: at,
    not_met_since: at.nullable(),
    missing_since: at.nullable(),
  }),
  z.object({ phase: z.literal('resolved'), since: at, fired_at: at, resolved_at: at, reason: ResolvedReason }),
]);
/** Every phase that is kept. */
export type KeptPhase = Exclude<Phase, { phase: 'inactive' }>;

/** The state that an alert of an earlier console goes on from; null where that one kept it in another form. */
export function toState(row: AlertRow): AlertState | null {
  try {
    const phase = StoredPhase.parse(JSON.parse(row.phase));
    return { rule: row.rule, labels: row.labels, phase, value: row.value ?? Number.NaN };
  } catch {
    return null;
  }
}

/** An alert as it is kept. `evaluated_at` in milliseconds since 1970. */
export function toFacts(rule: Rule, state: AlertState, phase: KeptPhase, evaluated_at: number): AlertFacts {
  const { labels, value } = state;
  const { severity, component, comparator, threshold, unit } = rule;
  return {
    ...{ rule: rule.name, labels, severity, component, comparator, threshold, unit },
    ...{ state: phase.phase, phase: JSON.stringify(phase), evaluated_at },
    summary: describe(rule.summary, rule, value, labels),
    description: describe(rule.description, rule, value, labels),
    value: Number.isFinite(value) ? value : null,
    series: seriesOf(rule, labels),
    runbook: runbookOf(rule),
    started_at: phase.since,
    fired_at: phase.phase === 'pending' ? null : phase.fired_at,
    resolved_at: phase.phase === 'resolved' ? phase.resolved_at : null,
    resolved_reason: phase.phase === 'resolved' ? phase.reason : null,
  };
}

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());

/** What keeps people from being told of an alert. */
export interface Held {
  /** Milliseconds since 1970. */
  silenced_until: number | null;
  inhibitor: Inhibitor<{ id: number; rule: string }> | null;
}

export const NOT_HELD: Held = { silenced_until: null, inhibitor: null };

export function toAlert(row: AlertRow, { silenced_until, inhibitor }: Held): Alert {
  const { id, rule, severity, component, labels, state, summary, description, value, comparator, threshold } = row;
  const { unit, series, runbook, resolved_reason, acknowledged_by, comment } = row;
  return {
    ...{ id, name: rule, severity, component, labels, state, summary, description },
    ...{ value, comparator, threshold, unit, series, runbook },
    started_at: new Date(row.started_at).toISOString(),
    fired_at: iso(row.fired_at),
    resolved_at: iso(row.resolved_at),
    resolved_reason,
    acknowledged_at: iso(row.acknowledged_at),
    ...{ acknowledged_by, comment },
    silenced_until: state === 'resolved' ? null : iso(silenced_until),
    inhibited_by:
      state === 'resolved' || inhibitor === null
        ? null
        : { id: inhibitor.by.id, name: inhibitor.by.rule, because: inhibitor.because },
  };
}

const STATES: readonly Alert['state'][] = ['firing', 'pending', 'resolved'];
const SEVERITIES: readonly Alert['severity'][] = ['critical', 'warning', 'info'];

/** Firing first, then pending, then resolved; of each the worst first, and of those the newest. */
export function inOrder(alerts: readonly AlertRow[]): AlertRow[] {
  return alerts.toSorted(
    (a, b) =>
      STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      (b.fired_at ?? b.started_at) - (a.fired_at ?? a.started_at) ||
      b.id - a.id,
  );
}
