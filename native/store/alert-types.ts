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

/** A condition on a label as Alertmanager states it. */
export interface LabelMatcher {
  name: string;
  value: string;
  /** Of all of the value, in the syntax of Go. */
  isRegex: boolean;
  /** False where it must not be so. */
  isEqual: boolean;
}

/** What an Alertmanager has of a silence. */
export interface SilenceThere {
  /** Address of that Alertmanager. */
  api: string;
  id: string;
  /** As far as we know, milliseconds since 1970; null once it is over there, which is for good. */
  ends_at: number | null;
}

/** What a silence is of, in the words of where it was made. */
export type SilenceSubject =
  | { source: 'vigil'; matchers: SilenceMatchers }
  | { source: 'alertmanager'; matchers: readonly LabelMatcher[] };

interface SilenceFacts {
  comment: string;
  author: string | null;
  starts_at: number;
  ends_at: number;
  /** Null where no Alertmanager has it. */
  there: SilenceThere | null;
}

export type NewSilence = SilenceSubject & SilenceFacts;
export type SilenceRow = NewSilence & { id: number };
/** What can change of a silence. */
export type SilenceChanges = Partial<Pick<SilenceFacts, 'comment' | 'author' | 'ends_at' | 'there'>>;

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
  addSilence(silence: NewSilence): number;
  /** Answers whether there is one that has not ended. */
  endSilence(id: number, at: number): boolean;
  /** Nothing where there is no such silence. */
  changeSilence(id: number, changes: SilenceChanges): void;
}
