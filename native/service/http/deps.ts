import type { VigilError } from '../../contract/errors.ts';
import type { LoadModelResponse } from '../../contract/http/models.ts';
import type { ImageLimits } from '../../contract/messages.ts';
import type { ModelCard } from '../../contract/model.ts';
import type { ProviderName, ProviderReport } from '../../contract/provider.ts';
import type { Log } from '../../logging/types.ts';
import type { Metrics } from '../../metrics/types.ts';
import type { Store } from '../../store/types.ts';
import type { DetectionService, LoadRequest } from '../detection/types.ts';
import type { GuardPolicy } from '../security/guard.ts';
import type { SecurityRecorder } from '../security/recorder.ts';

export interface LoadFailure {
  path: string;
  error: VigilError;
}

/** Which model is in use and under which run its results are kept. */
export interface Models {
  /** Loads, switches and remembers for the next start. Rejects as `DetectionService.load` does. */
  load(request: LoadRequest): Promise<LoadModelResponse>;
  /** Number of the run that a result belongs to. Throws `storage_failed`. */
  runOf(model: ModelCard, provider: ProviderReport): number;
  /** The last attempt to load a model, where it failed. */
  loadFailure(): LoadFailure | null;
}

/** Everything the routes work with. */
export interface AppDeps {
  version: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  detection: DetectionService;
  models: Models;
  store: Store;
  metrics: Metrics;
  security: SecurityRecorder;
  log: Log;
  limits: ImageLimits;
  /** The ladder of execution providers as it was asked for. */
  providerOrder: readonly ProviderName[];
  /** Asked at every request, since the port is known only once the server listens. */
  guard(): GuardPolicy;
  isStopping(): boolean;
}
