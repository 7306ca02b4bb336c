import type { AlertRuleBody } from '../contract/http/alert-rules.ts';
import type { Alert, ResolvedReason, SilenceMatchers } from '../contract/http/alerts.ts';

/** One time that a rule was met. Times in milliseconds since 1970. */
export interface AlertRow {
  id: number;
  rule: string;
  labels: Readonly<Record<string, string>>;
  state: Alert['state'];
  /** What the evaluator goes on from, as JSON. */
  phase: string;
  evaluated_at: number;
  severity: Alert['severity'];
  component: string;
  summary: string;
  description: string;
  value: number | null;
  comparator: Alert['comparator'];
  threshold: number;
  unit: string | null;
  series: string | null;
  runbook: string;
  started_at: number;
  fired_at: number | null;
  resolved_at: number | null;
  resolved_reason: ResolvedReason | null;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  comment: string | null;
}

export interface Acknowledgement {
  at: number;
  by: string | null;
  comment: string | null;
}

/** What an evaluation writes; who has acknowledged an alert is not its business. */
export type AlertFacts = Omit<AlertRow, 'id' | 'acknowledged_at' | 'acknowledged_by' | 'comment'>;

export interface SilenceRow {
  id: number;
  matchers: SilenceMatchers;
  comment: string;
  author: string | null;
  starts_at: number;
  ends_at: number;
}

/** What differs from the default of a rule. */
export type RuleOverride = AlertRuleBody;

/** Alerts in the store. Each call is one transaction. */
export interface AlertRecords {
  /** Pending and firing. */
  open(): AlertRow[];
  /** Newest first. */
  resolved(limit: number): AlertRow[];
  get(id: number): AlertRow | null;
  /** Writes alerts, new ones where `id` is null, and forgets others; answers the ids of those written, in their order. */
  keep(alerts: readonly { id: number | null; facts: AlertFacts }[], forgotten: readonly number[]): number[];
  /** Null takes it back. */
  acknowledge(id: number, acknowledgement: Acknowledgement | null): void;
  overrides(): ReadonlyMap<string, RuleOverride>;
  /** An empty one is the default again. */
  override(rule: string, override: RuleOverride): void;
  /** Also those that have ended, of the last 30 days; newest first. */
  silences(): SilenceRow[];
  addSilence(silence: Omit<SilenceRow, 'id'>): number;
  /** Answers whether there is one that has not ended. */
  endSilence(id: number, at: number): boolean;
}
