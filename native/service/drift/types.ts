import type { DriftConfig } from '../../contract/drift.ts';
import type { ImageResult } from '../../contract/http/detect.ts';
import type {
  DriftCheckBody,
  DriftConfigResponse,
  DriftResponse,
  DriftSummary,
  ReferenceSource,
  ResetReferenceResponse,
} from '../../contract/http/drift.ts';
import type { Settings } from '../../contract/http/settings.ts';
import type { Window } from '../../drift/verdict/window.ts';
import type { Log } from '../../logging/types.ts';
import type { DriftFacts } from '../../metrics/types.ts';
import type { DriftSample } from '../../store/drift-types.ts';
import type { Store } from '../../store/types.ts';
import type { DetectionService, DetectOutcome } from '../detection/types.ts';
import type { CompleteQuery } from '../http/detect/query.ts';
import type { Binding } from './binding.ts';
import type { CheckThread } from './check-thread.ts';

export interface DriftDeps {
  detection: Pick<DetectionService, 'status'>;
  store: Store;
  log: Log;
  settings(): Pick<Settings, 'thresholds'>;
  thread: CheckThread;
}

export interface NewReference {
  source: ReferenceSource;
  /** Null to collect those that come. */
  samples: readonly DriftSample[] | null;
  /** How many it is to have. */
  target: number;
}

/** Watches whether what comes still looks like the reference. */
export interface DriftMonitor {
  /**
   * Takes in a kept result. Cheap: it writes one row, and a check that is due runs after the request. Never throws; what
   * cannot be kept is logged.
   */
  feed(outcome: DetectOutcome, result: ImageResult, query: CompleteQuery): void;
  /** Of an image's embedding to the mean of the reference, 0 to 2; null where there is none. */
  embeddingDistance(outcome: DetectOutcome): number | null;
  /** To be called where the model or the thresholds may have changed. */
  rebind(): void;
  state(): DriftResponse;
  summary(): DriftSummary;
  /** What `/metrics` shows. */
  figures(): DriftFacts;
  /** The windows as they are now; null where there are none. */
  windows(): { reference: Window; current: Window } | null;
  reference(): readonly DriftSample[] | null;
  /** What samples must fit to be compared now. Throws `model_not_loaded`. */
  binding(): Binding;
  /** What the samples of the present reference fit; null before the first. */
  boundTo(): Binding | null;
  check(body: DriftCheckBody): Promise<DriftResponse>;
  /** Throws `model_not_loaded`, `storage_failed`. */
  reset(reference: NewReference): ResetReferenceResponse;
  /** Throws `no_previous_reference`. */
  undo(): ResetReferenceResponse;
  config(): DriftConfigResponse;
  /** Throws `invalid_parameter`. */
  configure(config: DriftConfig): DriftConfigResponse;
  /** What setting it would begin anew, as a sentence; null where nothing. Throws `invalid_parameter`. */
  wouldInvalidate(config: DriftConfig): string | null;
  /** To be told when a check has changed what `state` answers. */
  onVerdict(listener: () => void): void;
  /** Resolves when no check is due or under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
