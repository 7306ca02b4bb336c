import type { VigilError } from '../../contract/errors.ts';
import type { LoadModelResponse } from '../../contract/http/models.ts';
import type { DetectResult, ImageLimits, ImageSource } from '../../contract/messages.ts';
import type { ModelCard, Sidecar } from '../../contract/model.ts';
import type { Parallelism, ProviderName, ProviderReport } from '../../contract/provider.ts';

export interface DetectJob {
  image: ImageSource;
  limits: ImageLimits;
  thumbnail: boolean;
  /** Waits behind everything else, for as long as that takes; the time-out begins when a detector has it. */
  background?: boolean;
  /** Defaults: CANDIDATE_FLOOR and MAX_CANDIDATES. */
  floor?: number;
  max_candidates?: number;
  /** Aborted when the caller goes away: the job leaves the queue and answers `request_cancelled`. */
  signal?: AbortSignal;
}

export interface DetectOutcome {
  result: DetectResult;
  /** Milliseconds from asking to the detector taking it. */
  queue_ms: number;
  model: ModelCard;
  provider: ProviderReport;
  /** Comes later; null when none was asked for or none could be made. Never rejects. */
  thumbnail: Promise<Uint8Array | null>;
}

export interface LoadRequest {
  /** Absolute path of an .onnx file. */
  path: string;
  sidecar: Sidecar | null;
  /** In place of what the service was made with, for this load and every restart of what it starts. */
  providers?: readonly ProviderName[];
  goal?: Parallelism['goal'];
}

/** One detector process, as the outside sees it; `supervisor` draws the arrows between these. */
export type LaneState =
  | { state: 'starting'; since: number; attempt: number }
  | { state: 'ready'; since: number }
  | { state: 'busy'; since: number; jobs: number }
  | { state: 'dead'; since: number; reason: string }
  | { state: 'backing_off'; since: number; until: number; reason: string }
  | { state: 'given_up'; since: number; reason: string };

export interface LaneStatus {
  pid: number | undefined;
  state: LaneState;
  restarts: number;
  rss_bytes: number | null;
}

export interface ActiveModel {
  card: ModelCard;
  provider: ProviderReport;
  parallelism: Parallelism;
  load_ms: number;
  run_ms: number;
  since: number;
}

export interface DetectionStatus {
  active: ActiveModel | null;
  loading: { path: string; since: number } | null;
  lanes: LaneStatus[];
  queue_length: number;
  queue_limit: number;
  runtime: string | null;
  built_in: ProviderName[];
}

/** What happens on its own, for metrics, logs and history. */
export type DetectionEvent =
  | { type: 'model_loaded'; model: ActiveModel; replaced: ModelCard | null }
  | { type: 'model_load_failed'; path: string; error: VigilError }
  | { type: 'provider_fallback'; report: ProviderReport }
  | { type: 'detector_exited'; pid: number | undefined; reason: string; stderr: string; jobs: number }
  | { type: 'detector_restarted'; pid: number | undefined; after_ms: number }
  | { type: 'given_up'; reason: string }
  | { type: 'job_retried'; reason: string };

/** Detection with a bounded queue over supervised detector processes. */
export interface DetectionService {
  /**
   * Rejects with VigilError: whatever the detector said of the image, `queue_full`, `inference_timeout`,
   * `request_cancelled`, `detector_lost`, `detector_unavailable`, `model_not_loaded`, `shutting_down`.
   */
  detect(job: DetectJob): Promise<DetectOutcome>;
  /** Loads and warms up beside the running model, switches, then releases the old one; on failure the old one stays. */
  load(request: LoadRequest): Promise<LoadModelResponse>;
  status(): DetectionStatus;
  subscribe(listener: (event: DetectionEvent) => void): () => void;
  /** Refuses new work, finishes what is under way (up to `grace_ms`), ends every process. */
  stop(grace_ms: number): Promise<void>;
}
