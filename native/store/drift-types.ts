import type { FeatureStatistics } from '../contract/drift.ts';
import type { DriftHistoryPoint, ReferenceSource } from '../contract/http/drift.ts';

/** One image (or a row of a table) as drift sees it. */
export interface DriftSample {
  /** Counts the samples of this console as they come; negative for what was taken from elsewhere. */
  seq: number;
  /** Its number in history, or its name where it is in none. */
  id: number | string;
  /** Milliseconds since 1970. */
  at: number;
  features: Readonly<Record<string, number | string | null>>;
  embedding: Float32Array | null;
}

export type DriftRole = 'reference' | 'current';

export interface NewDriftReference {
  /** What its samples depend on, as text; equal texts are equal bindings. */
  binding: string;
  source: ReferenceSource;
  /** Samples that it is to have. */
  target: number;
  started_at: number;
  /** Null while it is being collected. */
  completed_at: number | null;
  /** Why it began without being asked for, as a sentence. */
  reason: string | null;
  /** What the service remembers besides, as text. */
  progress: string;
}

export interface DriftReference extends NewDriftReference {
  version: number;
}

export interface DriftCheckRow {
  at: number;
  version: number;
  /** `seq` of the last sample. */
  end: number;
  dataset_drift: boolean;
  drift_share: number;
  num_drifted_features: number;
  num_features: number;
  embedding_distance: number | null;
  features: Readonly<Record<string, { score: number | null; effect: number | null; drifted: boolean | null }>>;
}

/** Times in milliseconds since 1970, inclusive. */
export interface Span {
  from: number;
  to: number;
}

/** What drift keeps. Each call is one transaction. */
export interface DriftRecords {
  /** The latest two, newest first; the second is what a reset can be undone to. */
  references(): DriftReference[];
  samples(version: number, role: DriftRole): DriftSample[];
  /** Begins a version with these samples, and lets go of all but it and `previous`. Answers its number. */
  begin(reference: NewDriftReference, samples: readonly DriftSample[], previous: number | null): number;
  /** Adds one sample, and removes from its window those before `oldest`. */
  add(version: number, role: DriftRole, sample: DriftSample, oldest: number): void;
  update(version: number, changes: { target?: number; completed_at?: number; progress?: string }): void;
  /** Makes `version` the latest again, with this current window; what came after it is gone. */
  restore(version: number, current: readonly DriftSample[]): void;

  addCheck(check: DriftCheckRow): void;
  /** Oldest first, at most `points`. */
  history(span: Span, points: number): DriftHistoryPoint[];
  addStatistics(at: number, features: Readonly<Record<string, FeatureStatistics>>): void;
  statistics(span: Span, limit: number): { at: number; features: Record<string, FeatureStatistics> }[];
  /** Of checks older than a day one a minute stays, the one with most drift; of those older than 90 days none. */
  thin(now: number): void;
}
