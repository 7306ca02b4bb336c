import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { MetricsListenerState, Settings } from '../contract/http/settings.ts';
import { DEFAULT_IMAGE_LIMITS, type DetectorLauncher, type ImageLimits } from '../contract/messages.ts';
import type { Sidecar } from '../contract/model.ts';
import type { ProviderName } from '../contract/provider.ts';
import { createLogger, type LogLevel, parseLogLevels } from '../logging/logger.ts';
import { createMetrics } from '../metrics/registry.ts';
import { openStore } from '../store/open.ts';
import type { RetentionPolicy, Store } from '../store/types.ts';
import { createTelemetry } from '../telemetry/telemetry.ts';
import { createAlerts } from './alerts/alerts.ts';
import { createChannels } from './alerts/channels/channels.ts';
import { IN_PLAIN_FILE, openSecrets, type SecretsKeeper } from './alerts/channels/secrets.ts';
import { createDemoLine } from './demo/line.ts';
import type { DetectionOptions } from './detection/options.ts';
import { createDetectionService } from './detection/pool.ts';
import { createCheckThread } from './drift/check-thread.ts';
import { keepDriftJobs } from './drift/jobs.ts';
import { createDriftMonitor } from './drift/monitor.ts';
import { keepReports } from './drift/report/reports.ts';
import { driftWork } from './drift/work.ts';
import { keepEvaluations } from './evaluation/evaluations.ts';
import { feedNews, loadNews, machineNews, toldWork } from './events/feed.ts';
import { News } from './events/news.ts';
import { buildApp } from './http/app.ts';
import { createUi } from './http/static/ui.ts';
import { Traffic } from './http/traffic/traffic.ts';
import { applicationOf } from './lifecycle/application.ts';
import { closeApp } from './lifecycle/close.ts';
import { writeConsoleFile } from './lifecycle/console-file.ts';
import { loadFirstModel } from './lifecycle/first-model.ts';
import { keepDetectionEvent } from './lifecycle/keep-events.ts';
import { listen } from './lifecycle/listen.ts';
import { logDetectionEvent } from './lifecycle/log-events.ts';
import { metricSources } from './lifecycle/metric-sources.ts';
import { keepModels } from './lifecycle/models.ts';
import { RecentCount } from './lifecycle/recent-count.ts';
import { keepRetention } from './lifecycle/retention.ts';
import { keepOriginals, MEMORY_BYTES } from './originals/originals.ts';
import { type ScrapeListener, startScrapeListener } from './scrape/listener.ts';
import { isLoopbackAddress } from './security/authority.ts';
import type { GuardPolicy } from './security/guard.ts';
import { createSecurityRecorder } from './security/recorder.ts';
import { createSessions } from './security/sessions.ts';
import { acceptToken, readOrCreateToken, type Token } from './security/token.ts';
import { keepSeries } from './series/keep-series.ts';
import { openSettings, type SettingsOverrides } from './settings/live-settings.ts';

export interface ServiceOptions {
  launcher: DetectorLauncher;
  /** Made when absent. */
  dataFolder: string;
  /** Stated in /health, /metrics and the OpenAPI document. */
  version: string;
  /** Default 127.0.0.1. Any other than a loopback address asks for a token. */
  host?: string;
  /** Default: as the settings say, which is 8000 at first; 0 takes a free one. */
  port?: number;
  /** Further names of this console, `name` or `name:port`. */
  allowedHosts?: readonly string[];
  /** Wanted of every request when given, here or as VIGIL_TOKEN; off loopback one is made when none is given. */
  token?: string;
  /** Absolute path; loaded at start in place of the one loaded last. */
  model?: { path: string; sidecar?: Sidecar };
  /** Real path of the model that comes with Vigil; loaded at start where neither is there. The service looks for none. */
  starterModel?: string;
  /** The ladder of execution providers, first choice first; default: as the settings say. */
  providers?: readonly ProviderName[];
  /** Queue, time-outs, detector processes and their threads. */
  detection?: Omit<DetectionOptions, 'launcher' | 'providers'>;
  limits?: ImageLimits;
  /** Of the second listener, in place of what the settings say; port 0 takes a free one. */
  metricsListener?: Partial<Settings['metrics_listener']>;
  /** Largest model file that may be uploaded; default 1 GiB. */
  maxModelBytes?: number;
  /** Default: as the settings say. */
  retention?: RetentionPolicy;
  /** What keeps the secrets of alert channels; default: a file that its owner alone can read. */
  secrets?: SecretsKeeper;
  /** Folder of the built page, served at `/`; without one `/` leads to the description of the API. */
  uiFolder?: string;
  /** Default: the levels that VIGIL_LOG says, else `info`; to the file alone. */
  log?: { level?: LogLevel; levels?: Readonly<Record<string, LogLevel>>; console?: boolean | LogLevel };
}

export interface RunningService {
  /** `http://HOST:PORT`, as to be opened from this machine. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** What callers must send, and the file it stands in (null when it was given); null when none is wanted. */
  readonly token: Token | null;
  /** The second listener, for scrapers of other machines. */
  readonly metricsListener: MetricsListenerState;
  /** A damaged history that was set aside, as a sentence; null when there was none. */
  readonly recovery: string | null;
  /** Settles when the model for the start is loaded, has failed to load, or there is none. Never rejects. */
  readonly modelSettled: Promise<void>;
  /** Refuses new requests, finishes those under way, ends every process, closes the history. Idempotent. */
  stop(): Promise<void>;
}

const DEFAULT_MAX_MODEL_BYTES = 2 ** 30;
/** Where the store keeps the hashes of the sessions of browsers. */
const SESSIONS = 'sessions';

/** How long requests under way may take to finish when the console stops. */
const STOP_GRACE_MS = 10_000;

/**
 * Starts a console: history, log, metrics, detection and the app port, in this order, and takes all of it down again
 * where one fails. It answers as soon as it listens; the model is loaded meanwhile, and a model that cannot be loaded
 * leaves a console that says so in /health and takes another.
 *
 * Throws `data_folder_unusable`, `data_folder_in_use`, `port_in_use`, `runtime_unsupported`, `invalid_parameter`.
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const chosen = options.token ?? process.env['VIGIL_TOKEN'];
  const given = chosen === undefined ? null : acceptToken(chosen);
  // Undone from the last to the first, when the start fails and when the console stops.
  const running = new AsyncDisposableStack();
  try {
    return await start(options, given, running);
  } catch (error) {
    await running.disposeAsync();
    throw error;
  }
}

async function start(
  options: ServiceOptions,
  given: Token | null,
  running: AsyncDisposableStack,
): Promise<RunningService> {
  const { version, launcher, host = '127.0.0.1' } = options;
  const startedAt = Date.now();
  const dataFolder = resolve(options.dataFolder);
  const limits = options.limits ?? DEFAULT_IMAGE_LIMITS;
  const loopback = isLoopbackAddress(host);
  let isStopping = false;

  const store = running.adopt(openStore(dataFolder), (opened) => opened.close());
  const token = given ?? (loopback ? null : readOrCreateToken(dataFolder));
  const logger = running.adopt(
    createLogger({ folder: join(dataFolder, 'logs'), ...parseLogLevels(process.env['VIGIL_LOG']), ...options.log }),
    (opened) => opened.close(),
  );
  const log = logger.component('service');
  const recovery = describeRecovery(store);
  if (recovery !== null) log.error({}, recovery);

  const settings = openSettings(store, overridesFrom(options), log);
  const detection = createDetectionService({ ...options.detection, launcher });
  const models = keepModels(detection, store, log, settings.effective, options.starterModel ?? null);
  running.defer(() => models.end());
  running.defer(() => detection.stop(STOP_GRACE_MS));
  const evaluations = keepEvaluations(detection, store, logger.component('evaluation'), limits);
  running.defer(() => evaluations.stop());
  const telemetryLog = logger.component('telemetry');
  const telemetry = createTelemetry({
    dataFolder,
    application: () => applicationOf(detection),
    onError: (error) => telemetryLog.error({ err: error }, 'the machine could not be sampled'),
  });
  running.defer(() => telemetry.stop());
  const driftLog = logger.component('drift');
  const driftThread = createCheckThread();
  const drift = createDriftMonitor({
    detection,
    store,
    log: driftLog,
    settings: settings.effective,
    thread: driftThread,
  });
  running.defer(() => drift.close());
  const driftReports = keepReports(dataFolder, version);
  const metrics = createMetrics(metricSources(version, detection, store, telemetry, drift));
  const alerts = createAlerts({ store, metrics, series: store, log: logger.component('alerts') });
  let consoleUrl: string | null = null;
  const channelLog = logger.component('channels');
  const keeper = options.secrets ?? IN_PLAIN_FILE;
  if (keeper.kept_by === 'file' && keeper.reason !== null) {
    channelLog.info({ reason: keeper.reason }, 'the secrets of channels are kept in a plain file');
  }
  const channels = createChannels({
    ...{ store, alerts, log: channelLog, url: () => consoleUrl },
    secrets: openSecrets(dataFolder, keeper, (reason) => channelLog.error({}, reason)),
  });
  running.defer(() => channels.stop());
  running.defer(() => alerts.stop());
  drift.subscribe((change) => {
    if (change === 'verdict') alerts.hurry();
  });
  detection.subscribe((event) => {
    logDetectionEvent(logger.component('detection'), event);
    metrics.countDetectionEvent(event);
    keepDetectionEvent(store, log, event);
    if (event.type === 'model_loaded') drift.rebind();
  });
  settings.onChange(() => drift.rebind());
  const securityLog = logger.component('security');
  const security = createSecurityRecorder({
    observe(event) {
      metrics.countSecurityEvent(event.kind, event.risk);
      securityLog.warn({ ...event }, 'a request was turned away');
    },
    keep: (event) => store.recordSecurityEvent(event),
    onKeepFailed: (error) => securityLog.error({ err: error }, 'a security event could not be kept'),
  });

  const sessions = createSessions(token?.value ?? '', {
    load: () => store.getSetting(SESSIONS),
    save: (text) => store.putSetting(SESSIONS, text),
    onSaveFailed: (error) => securityLog.error({ err: error }, 'a session will not outlive this console'),
  });
  let guard: GuardPolicy = {
    loopback,
    port: options.port ?? settings.atStart.port,
    allowedHosts: allowedHosts(options, host),
    token: token?.value ?? null,
    acceptsSession: sessions.accepts,
  };
  const httpLog = logger.component('http');
  let scrapeListener: ScrapeListener | null = null;
  const recentImages = new RecentCount();
  const facts = { detection, models, store, telemetry, recentImages, startedAt, isStopping: () => isStopping };
  const news = new News({ load: () => loadNews(facts), machine: () => machineNews(facts) });
  const work = driftWork({ store, drift, reports: driftReports });
  const driftJobs = keepDriftJobs(store, driftLog, toldWork(news, work));
  running.defer(() => driftJobs.stop());
  const images = {
    detection,
    drift,
    models,
    evaluations,
    store,
    metrics,
    telemetry,
    traffic: new Traffic(),
    security,
    log: logger.component('http'),
    limits,
    settings: settings.effective,
    news,
    originals: keepOriginals(store, httpLog, MEMORY_BYTES, () => news.picture()),
    recentImages,
  };
  const demo = createDemoLine({ ...images, log: logger.component('demo') });
  feedNews(news, { detection, models, drift, evaluations, demo, alerts });
  const app = buildApp({
    ...images,
    version,
    startedAt,
    security,
    log: httpLog,
    demo,
    alerts,
    channels,
    driftThread,
    driftJobs,
    driftReports,
    maxModelBytes: options.maxModelBytes ?? DEFAULT_MAX_MODEL_BYTES,
    dataFolder,
    liveSettings: settings,
    sessions,
    ui: options.uiFolder === undefined ? null : createUi(options.uiFolder),
    guard: () => guard,
    metricsListener: () => scrapeListener?.state ?? { state: 'off' },
    isStopping: () => isStopping,
  });
  running.defer(() => closeApp(app, STOP_GRACE_MS));
  // An answer without an end is under way for ever.
  running.defer(() => news.close());
  running.defer(() => demo.close());
  const { url, port } = await listen(app, host, guard.port);
  guard = { ...guard, port };
  consoleUrl = url;
  scrapeListener = await startScrapeListener(
    { ...settings.atStart.metrics_listener, ...options.metricsListener },
    { metrics, security, log: httpLog },
  );
  running.defer(scrapeListener.stop);
  // Nobody waits for the first sample: a disk or a driver in distress must not keep a console from answering.
  void telemetry.start();
  running.defer(writeConsoleFile(dataFolder, { url, pid: process.pid, started_at: new Date(startedAt).toISOString() }));
  const retention = keepRetention(store, () => settings.effective().retention, log);
  running.defer(retention.stop);
  settings.onChange(retention.hurry);
  running.defer(
    keepSeries({
      series: store.series,
      queueLength: () => detection.status().queue_length,
      system: () => telemetry.snapshot(),
      log: logger.component('series'),
    }),
  );
  channels.start();
  alerts.start();
  log.info({ url, data_folder: dataFolder, version }, 'listening');

  const { model } = options;
  const asked = model === undefined ? null : { path: model.path, sidecar: model.sidecar ?? null };
  let stopped: Promise<void> | null = null;
  return {
    url,
    host,
    port,
    token,
    metricsListener: scrapeListener.state,
    recovery,
    modelSettled: loadFirstModel(asked, models, log),
    stop() {
      isStopping = true;
      stopped ??= running.disposeAsync();
      return stopped;
    },
  };
}

/** What was stated for this run alone. */
function overridesFrom({ port, retention, providers, detection }: ServiceOptions): SettingsOverrides {
  return {
    ...(port !== undefined && { port }),
    ...(retention !== undefined && { retention }),
    ...(providers !== undefined && { providers: [...providers] }),
    ...(detection?.goal !== undefined && { goal: detection.goal }),
  };
}

function describeRecovery({ recovery }: Store): string | null {
  if (recovery === null) return null;
  return `The history was unreadable (${recovery.reason}). It was set aside as ${recovery.set_aside} and a new one begun.`;
}

/** Names that mean this machine, besides its addresses. */
function allowedHosts({ allowedHosts = [] }: ServiceOptions, host: string): string[] {
  const machine = hostname().toLowerCase();
  const own = isLoopbackAddress(host) ? [] : [machine, `${machine}.local`];
  return [...own, ...allowedHosts.map((name) => name.toLowerCase())];
}
