import type { Candidates, Detection } from '../contract/candidates.ts';
import type { Features, Timings } from '../contract/http/detect.ts';
import type { HistoryItem, HistoryPage, HistoryQuery, SecurityEvent } from '../contract/http/history.ts';
import type { ModelRun, RegisteredModel } from '../contract/http/models.ts';
import type { ModelCard } from '../contract/model.ts';
import type { ProviderName } from '../contract/provider.ts';

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
  timings: Timings;
}

export interface NewModelRun {
  model_id: string;
  provider: ProviderName;
  started_at: number;
  load_ms: number;
}

export interface RetentionPolicy {
  max_age_days: number;
  /** Thumbnails go first, then the oldest results, until the files are below this. */
  max_bytes: number;
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
  saveThumbnail(inferenceId: number, webp: Uint8Array): void;
  getInference(id: number): HistoryItem | null;
  getCandidates(id: number): Candidates | null;
  getThumbnail(id: number): Uint8Array | null;
  /** Keyset paging: a page costs the same at any depth. Throws `invalid_parameter` on a cursor it did not make. */
  listInferences(query: HistoryQuery): HistoryPage;

  registerModel(card: ModelCard, at: number): void;
  getModel(id: string): RegisteredModel | null;
  listModels(): RegisteredModel[];
  beginModelRun(run: NewModelRun): number;
  endModelRun(id: number, at: number): void;
  listModelRuns(limit: number): ModelRun[];

  recordSecurityEvent(event: SecurityEvent): void;
  listSecurityEvents(limit: number): SecurityEvent[];

  getSetting(key: string): string | null;
  putSetting(key: string, value: string): void;

  /** One small step; answers how many results it deleted, 0 when nothing is left to do. */
  applyRetention(policy: RetentionPolicy, now: number): { deleted_inferences: number; deleted_thumbnails: number };
  sizeBytes(): number;
  /** Null when the last write succeeded, else what failed. */
  lastWriteError(): string | null;
  close(): void;
}
