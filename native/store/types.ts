import type { Candidates, Detection } from '../contract/candidates.ts';
import type { ErrorData } from '../contract/errors.ts';
import type { Features, ImageSamples } from '../contract/features.ts';
import type { Timings } from '../contract/http/detect.ts';
import type {
  Evaluation,
  EvaluationListQuery,
  EvaluationResult,
  EvaluationSource,
  EvaluationState,
  EvaluationSummary,
} from '../contract/http/evaluations.ts';
import type { HistoryEvent } from '../contract/http/events.ts';
import type { FeedbackBody } from '../contract/http/feedback.ts';
import type { HistoryFilter, HistoryItem, HistoryPage, HistoryQuery, SecurityEvent } from '../contract/http/history.ts';
import type { Facets, HistorySelection } from '../contract/http/history-actions.ts';
import type { ModelRun, RegisteredModel } from '../contract/http/models.ts';
import type { ModelCard, ModelRef } from '../contract/model.ts';
import type { ProviderName } from '../contract/provider.ts';
import type { AlertRecords } from './alert-types.ts';
import type { DriftRecords } from './drift-types.ts';
import type { EventFilter, NewEvent } from './events.ts';
import type { OutboxRecords } from './outbox-types.ts';
import type { SeriesRecords } from './series/types.ts';

/** One answered image, as it is kept. */
export interface NewInference {
  request_id: string;
  /** Milliseconds since 1970. */
  at: number;
  name: string;
  source: string | null;
  width: number;
  height: number;
  model_run_id: number;
  /** The thresholds it was answered with. */
  conf: number;
  iou: number;
  detections: readonly Detection[];
  candidates: Candidates;
  features: Features;
  embedding: Float32Array | null;
  timings: Timings;
}

/** The newest `limit` results that match all that is stated; times are milliseconds since 1970 and count themselves. */
export interface SampleQuery {
  /** All runs of one model. */
  model_id?: string;
  model_run_id?: number;
  from?: number;
  to?: number;
  limit: number;
}

export interface NewModelRun {
  model_id: string;
  provider: ProviderName;
  started_at: number;
  load_ms: number;
}

export interface RetentionPolicy {
  max_age_days: number;
  /** Pictures go first, then thumbnails, then the oldest results, until all files are below this, roll-ups aside; pinned ones never. */
  max_bytes: number;
}

export interface RetentionStep {
  deleted_inferences: number;
  deleted_thumbnails: number;
  deleted_images: number;
  deleted_rollups: number;
}

/** One result of a selection. */
export interface Found {
  id: number;
  model_id: string;
  /** Size of its picture; null where none is kept. */
  image_bytes: number | null;
}

export interface Deletion {
  deletion_id: string;
  count: number;
}

/** A picture by its content: the same bytes are kept once. */
export interface NewImage {
  /** 64 hex digits. */
  sha256: string;
  /** Of the file, by what the bytes are, without a dot. */
  extension: string;
  bytes: number;
}

export interface KeptImage extends NewImage {
  /** Absolute. The file may be removed at any time by retention. */
  path: string;
}

/** `unknown`: that content is not kept yet, `gone`: the result is not there any more. */
export type ImageLink = 'linked' | 'unknown' | 'gone';

export interface NewEvaluation {
  name: string;
  source: EvaluationSource;
  model: ModelRef;
  provider: ProviderName;
  conf: number;
  iou: number;
  at: number;
}

/** How an evaluation ended: with a result, with an error, or with neither. */
export interface EvaluationEnd {
  state: Exclude<EvaluationState, 'preparing' | 'running'>;
  progress: EvaluationSummary['progress'];
  error: ErrorData | null;
  result: EvaluationResult | null;
}

/** What an evaluation found of each class, 0 to 1. */
export interface MeasuredAccuracy {
  map50: number;
  classes: { class_id: number; class_name: string; ap50: number }[];
}

/** Detections said to be right and wrong, and objects said to be missed. */
export interface FeedbackCounts {
  /** Results with any feedback. */
  results: number;
  by_class: ReadonlyMap<string, { right: number; wrong: number; missed: number }>;
  /** Missed objects whose class nobody stated. */
  missed_unnamed: number;
}

export interface CacheSizes {
  /** Class names and their keys. */
  classes: number;
  /** Prepared statements of filters. */
  statements: number;
  /** Roll-ups that models and sources have. */
  series: number;
}

/** A corrupt database that was set aside at opening: said in the log, in /health and to the user. */
export interface Recovery {
  set_aside: string;
  reason: string;
}

/**
 * History in SQLite. Calls are synchronous and short (under 5 ms); what was recorded survives SIGKILL of the process the
 * moment the call returns. Failures throw VigilError `storage_failed` with the cause and the remedy.
 */
export interface Store {
  readonly path: string;
  readonly recovery: Recovery | null;

  recordInference(inference: NewInference): number;
  /** Several in one transaction, all or none: a third of the work each, for whoever has many at once. Their ids in order. */
  recordInferences(inferences: readonly NewInference[]): number[];
  saveThumbnail(inferenceId: number, webp: Uint8Array): void;
  getInference(id: number): HistoryItem | null;
  getCandidates(id: number): Candidates | null;
  getThumbnail(id: number): Uint8Array | null;
  /** Keyset paging: a page costs the same at any depth. Throws `invalid_parameter` on a cursor it did not make. */
  listInferences(query: HistoryQuery): HistoryPage;
  /**
   * The results of a selection, in chunks: newest first, or in the order of its ids, each once. Nothing is locked between
   * two chunks; what is deleted in the meantime is left out, what is added is not met.
   */
  walk(selection: HistorySelection): Generator<Found[], void>;
  countMatching(filter: HistoryFilter): number;
  /** In small steps as `softDelete`, up to `most`; yields what it has counted so far. A step passes by `step` results. */
  countUpTo(filter: HistoryFilter, most: number, step?: number): Generator<number, number>;
  /** For the windows of drift, oldest first; results out of sight are not among them. 150 take some 4 ms, 1,000 some 30. */
  recentSamples(query: SampleQuery): ImageSamples;
  facets(): Facets;

  /** Answers whether there is such a result. */
  setPinned(id: number, pinned: boolean): boolean;
  /** Of many, in small steps as `softDelete`; answers how many were otherwise before. */
  pinMany(ids: readonly number[], pinned: boolean): Generator<number, number>;
  /**
   * Takes results out of sight: no call finds them any more, until they are restored. A generator of small steps, so that
   * the caller can let others in between; each yields how many are done so far.
   */
  softDelete(selection: HistorySelection, at: number): Generator<number, Deletion>;
  /** Brings back what a deletion took, in the same way, for ten minutes (`UNDO_MS`); `not_found` after that. */
  restore(deletionId: string, now: number): Generator<number, number>;

  /** A path for a new picture, on the disk of its later place. */
  newImagePart(): string;
  /** Gives a result a picture that is kept already. */
  linkImage(inferenceId: number, sha256: string): ImageLink;
  /** Moves a written part to its place and gives it to a result; false, and the part stays, when that is gone. */
  addImage(inferenceId: number, image: NewImage, part: string): boolean;
  getImage(inferenceId: number): KeptImage | null;
  /** To be told when the file of a picture is missing. */
  forgetImage(sha256: string): void;
  /** `finish` runs when the store is about to close and still works; for writes that were put off. */
  onClose(finish: () => void): void;

  registerModel(card: ModelCard, at: number): void;
  getModel(id: string): RegisteredModel | null;
  listModels(): RegisteredModel[];
  beginModelRun(run: NewModelRun): number;
  endModelRun(id: number, at: number): void;
  listModelRuns(limit: number): ModelRun[];

  recordSecurityEvent(event: SecurityEvent): void;
  listSecurityEvents(limit: number): SecurityEvent[];

  /**
   * Says something of a result, or takes it back; answers whether there is such a result. Throws `invalid_parameter` where
   * it has no such detection.
   */
  setFeedback(inferenceId: number, body: FeedbackBody, at: number): boolean;
  countFeedback(modelId: string): FeedbackCounts;

  /** Evaluations left under way by a process that was killed are `interrupted` from the opening of the store on. */
  beginEvaluation(evaluation: NewEvaluation): number;
  advanceEvaluation(id: number, state: EvaluationState, progress: EvaluationSummary['progress'], at: number): void;
  endEvaluation(id: number, end: EvaluationEnd, at: number): void;
  getEvaluation(id: number): Evaluation | null;
  listEvaluations(query: EvaluationListQuery): { items: EvaluationSummary[]; next_cursor: number | null };
  /** Answers whether there was such a one. */
  deleteEvaluation(id: number): boolean;
  /** Id of a model's newest evaluation that has finished. */
  latestEvaluation(modelId: string): number | null;
  getAccuracy(evaluationId: number): MeasuredAccuracy | null;
  addEvent(event: NewEvent): number;
  /** Newest first. */
  listEvents(filter: EventFilter): HistoryEvent[];
  readonly drift: DriftRecords;
  readonly series: SeriesRecords;
  readonly alerts: AlertRecords;
  readonly outbox: OutboxRecords;

  getSetting(key: string): string | null;
  putSetting(key: string, value: string): void;

  /** One small step, also of deletions that can no longer be undone; all 0 when nothing is left to do. */
  applyRetention(policy: RetentionPolicy, now: number): RetentionStep;
  /** Of the database and the pictures. */
  sizeBytes(): number;
  /** Entries of each cache: what is kept in memory so as not to ask the database again. */
  cacheSizes(): CacheSizes;
  /** Null when the last write succeeded, else what failed. */
  lastWriteError(): string | null;
  close(): void;
}
