import type { AlertPreview, AlertPreviewBody, AlertRule, AlertRuleBody } from '../../contract/http/alert-rules.ts';
import type {
  AcknowledgeBody,
  Alert,
  AlertList,
  AlertQuery,
  Silence,
  SilenceBody,
  SilenceList,
} from '../../contract/http/alerts.ts';
import type { SilenceRow } from '../../store/alert-types.ts';

/** An alert that has begun to fire, or has resolved. */
export interface AlertTransition {
  alert: Alert;
  to: 'firing' | 'resolved';
}

/** Who has silences elsewhere as well. */
export interface SilenceMirror {
  /** What is known of it there. */
  standingOf(silence: SilenceRow): Silence['alertmanager'];
  /** Silences here have changed. */
  hurry(): void;
}

/** Judges the rules over and over, and keeps what they find. */
export interface Alerts {
  /** Evaluates now and then on time; before that only `evaluate` does. */
  start(): void;
  /** Judges every rule now; after the one under way, where there is one. Never rejects: what fails is logged. */
  evaluate(): Promise<void>;
  /** Evaluates before its time, because figures have changed; not more often than every few seconds. */
  hurry(): void;
  /** Told after it is kept. Answers how to stop being told. */
  onTransition(listener: (transition: AlertTransition) => void): () => void;

  list(query: AlertQuery): AlertList;
  /** Throws `not_found`, `alert_resolved`, `storage_failed`. */
  acknowledge(id: number, body: AcknowledgeBody): Alert;
  /** Throws as `acknowledge`. */
  unacknowledge(id: number): Alert;

  silences(): SilenceList;
  /** Throws `invalid_parameter` for an end that has passed, `storage_failed`. */
  addSilence(body: SilenceBody): Silence;
  /** Throws `not_found`, `storage_failed`. */
  endSilence(id: number): Silence;
  /** From now on it is told of changes of silences, and asked what is known of them there. */
  mirrorSilences(mirror: SilenceMirror): void;

  rules(): AlertRule[];
  /** Throws `not_found`. */
  rule(name: string): AlertRule;
  /** Takes effect at once. Throws `not_found`, `invalid_parameter`, `storage_failed`. */
  setRule(name: string, body: AlertRuleBody): AlertRule;
  /** Throws `not_found`, `invalid_parameter`. */
  preview(name: string, body: AlertPreviewBody): Promise<AlertPreview>;
  stop(): Promise<void>;
}
