import type { VigilError } from '../../contract/errors.ts';
import type { LoadModelResponse } from '../../contract/http/models.ts';
import type { MetricsListenerState, Settings } from '../../contract/http/settings.ts';
import type { ImageLimits } from '../../contract/messages.ts';
import type { ModelCard } from '../../contract/model.ts';
import type { ProviderReport } from '../../contract/provider.ts';
import type { Log } from '../../logging/types.ts';
import type { Metrics } from '../../metrics/types.ts';
import type { Store } from '../../store/types.ts';
import type { Telemetry } from '../../telemetry/types.ts';
import type { Channels } from '../alerts/channels/channels.ts';
import type { Alerts } from '../alerts/types.ts';
import type { DemoLine } from '../demo/types.ts';
import type { DetectionService, LoadRequest } from '../detection/types.ts';
import type { CheckThread } from '../drift/check-thread.ts';
import type { DriftJobs } from '../drift/jobs.ts';
import type { DriftReports } from '../drift/report/reports.ts';
import type { DriftMonitor } from '../drift/types.ts';
import type { Evaluations } from '../evaluation/evaluations.ts';
import type { News } from '../events/news.ts';
import type { LoadPreferences } from '../lifecycle/models.ts';
import type { RecentCount } from '../lifecycle/recent-count.ts';
import type { Originals } from '../originals/originals.ts';
import type { GuardPolicy } from '../security/guard.ts';
import type { SecurityRecorder } from '../security/recorder.ts';
import type { Sessions } from '../security/sessions.ts';
import type { LiveSettings } from '../settings/live-settings.ts';
import type { Ui } from './static/ui.ts';
import type { Traffic } from './traffic/traffic.ts';

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
  /** What the running model was loaded with; null where none is. */
  loadedWith(): LoadPreferences | null;
  /** Real path of the model that comes with Vigil; null where there is none. */
  starter(): string | null;
  /** The model that should run and whose file was gone at the start, where the starter runs in its place. */
  standsInFor(): string | null;
}

/** Everything the routes work with. */
export interface AppDeps {
  version: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  detection: DetectionService;
  models: Models;
  evaluations: Evaluations;
  store: Store;
  metrics: Metrics;
  /** What happens, for those who listen. */
  news: News;
  telemetry: Pick<Telemetry, 'snapshot'>;
  /** Every request that was answered lately. */
  traffic: Traffic;
  security: SecurityRecorder;
  log: Log;
  limits: ImageLimits;
  /** Largest model file that may be uploaded. */
  maxModelBytes: number;
  /** Absolute path of the folder that everything is kept in. */
  dataFolder: string;
  /** The settings as they hold now, with what the command line states for this run. */
  settings(): Settings;
  liveSettings: LiveSettings;
  /** The pictures of results. */
  originals: Originals;
  demo: DemoLine;
  drift: DriftMonitor;
  alerts: Alerts;
  channels: Channels;
  /** For what would hold up requests. */
  driftThread: CheckThread;
  driftJobs: DriftJobs;
  driftReports: DriftReports;
  /** Images answered lately. */
  recentImages: RecentCount;
  sessions: Sessions;
  /** The page of the console; null where none was built. */
  ui: Ui | null;
  /** Asked at every request, since the port is known only once the server listens. */
  guard(): GuardPolicy;
  /** The second listener, for scrapers of other machines. */
  metricsListener(): MetricsListenerState;
  isStopping(): boolean;
}
