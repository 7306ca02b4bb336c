import type { ConfirmationPhase, DriftEvent, DriftState, FeatureVerdict } from '../contract/drift.ts';
import type { ErrorCode } from '../contract/errors.ts';
import type { Figure } from '../contract/figures.ts';
import type { Timings } from '../contract/http/detect.ts';
import type { SecurityEvent } from '../contract/http/history.ts';
import type { SystemSnapshot } from '../contract/http/system.ts';
import type { Layout } from '../contract/model.ts';
import type { ProviderName, ProviderReport } from '../contract/provider.ts';

/**
 * Where values of state are read, each at the moment of a scrape and never before. All must be quick; where one throws,
 * its series is absent from that scrape.
 */
export interface MetricSources {
  version: string;
  queueLength(): number;
  modelLoaded(): boolean;
  activeModel(): ActiveModelFacts | null;
  lanes(): LaneFacts;
  /** Of the model that is loaded; null where it was never evaluated, or there is none. */
  accuracy(): AccuracyFacts | null;
  drift(): DriftFacts;
  /** Bytes that history takes on disk. */
  historyBytes(): number;
  /** Entries of each cache by its name; the names are a closed set. */
  cacheSizes(): Readonly<Record<string, number>>;
  /** The last sample of the machine. */
  system(): SystemSnapshot;
  systemTotals(): SystemTotalsFacts;
}

/** The windows of drift and the latest verdict on them; what is null is not known yet. */
export interface DriftFacts {
  state: DriftState;
  version: number;
  reference_samples: number;
  current_samples: number;
  /** Milliseconds since 1970. */
  checked_at: number | null;
  dataset_drift: boolean | null;
  drift_share: number | null;
  num_drifted_features: number | null;
  embedding_distance: number | null;
  features: readonly FeatureVerdict[];
  /** Whether drift of the data set, and of each feature, is confirmed by a second window. */
  dataset_alarm: ConfirmationPhase;
  alarms: Readonly<Record<string, ConfirmationPhase>>;
  events: readonly DriftEvent[];
  /** Images taken into the windows so far, by all consoles on this data folder. */
  samples: number;
}

export interface ActiveModelFacts {
  id: string;
  name: string;
  version: string;
  provider: ProviderName;
  provider_extent: ProviderReport['extent'];
  layout: Layout;
}

/** What the latest evaluation found, 0 to 1: average precision of each class at IoU 0.50, and their mean. */
export interface AccuracyFacts {
  map50: number;
  classes: readonly { class_id: number; class_name: string; ap50: number }[];
}

/** What counted up since the start; null where the system does not tell. Never falls. */
export interface SystemTotalsFacts {
  disk_read_bytes: number | null;
  disk_written_bytes: number | null;
  network_received_bytes: number | null;
  network_sent_bytes: number | null;
  detector_cpu_seconds: number | null;
}

/** The detector processes: `ready` of `total` can take images (a busy one can). */
export interface LaneFacts {
  ready: number;
  total: number;
  restarts: number;
}

export interface RequestFacts {
  /** The route as a template (`/v1/history/inferences/:id`), undefined where no route matched. Never the path as sent. */
  endpoint: string | undefined;
  method: string;
  status: number;
  seconds: number;
}

export interface ImageFacts {
  detections: readonly { class_name: string; score: number }[];
  timings_ms: Timings;
}

/** As much of the service's DetectionEvent as is counted; metrics must not import the service. */
export type DetectionEventFacts =
  | { type: 'model_loaded'; model: { load_ms: number; card: { classes: readonly string[] } } }
  | { type: 'model_load_failed'; error: { code: ErrorCode } }
  | { type: 'provider_fallback' }
  | { type: 'detector_exited' | 'detector_restarted' | 'given_up' | 'job_retried' };

/** Everything that `/metrics` shows. No method throws; each takes microseconds. */
export interface Metrics {
  observeRequest(request: RequestFacts): void;
  /** One image that was answered with a result. */
  observeImage(image: ImageFacts): void;
  /** One image that was answered with an error. */
  countImageError(code: ErrorCode): void;
  /** `risk` is 0 to 1. */
  countSecurityEvent(kind: SecurityEvent['kind'], risk: number): void;
  countDetectionEvent(event: DetectionEventFacts): void;
  render(): Promise<{ contentType: string; body: string }>;
  /** The series of some metrics as a scrape would see them now; the others are not even looked at. */
  read(metrics: Iterable<string>): Promise<Figure[]>;
}
