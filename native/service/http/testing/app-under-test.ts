import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_IMAGE_LIMITS, type ImageLimits } from '../../../contract/messages.ts';
import type { SceneSource } from '../../../demo/line/scene-source.ts';
import { createLogger } from '../../../logging/logger.ts';
import { createMetrics } from '../../../metrics/registry.ts';
import { openStore } from '../../../store/open.ts';
import type { Store } from '../../../store/types.ts';
import { createTelemetry } from '../../../telemetry/telemetry.ts';
import { createAlerts } from '../../alerts/alerts.ts';
import { type Channels, createChannels } from '../../alerts/channels/channels.ts';
import { IN_PLAIN_FILE, openSecrets } from '../../alerts/channels/secrets.ts';
import type { Alerts } from '../../alerts/types.ts';
import { createDemoLine } from '../../demo/line.ts';
import { createCheckThread } from '../../drift/check-thread.ts';
import { keepDriftJobs } from '../../drift/jobs.ts';
import { createDriftMonitor } from '../../drift/monitor.ts';
import { keepReports } from '../../drift/report/reports.ts';
import type { DriftMonitor } from '../../drift/types.ts';
import { driftWork } from '../../drift/work.ts';
import { keepEvaluations } from '../../evaluation/evaluations.ts';
import { feedNews, loadNews, machineNews, toldWork } from '../../events/feed.ts';
import { News, type NewsOptions } from '../../events/news.ts';
import { applicationOf } from '../../lifecycle/application.ts';
import { metricSources } from '../../lifecycle/metric-sources.ts';
import { keepModels } from '../../lifecycle/models.ts';
import { RecentCount } from '../../lifecycle/recent-count.ts';
import { keepOriginals, MEMORY_BYTES } from '../../originals/originals.ts';
import type { GuardPolicy } from '../../security/guard.ts';
import { createSecurityRecorder } from '../../security/recorder.ts';
import { createSessions } from '../../security/sessions.ts';
import { openSettings, type SettingsOverrides } from '../../settings/live-settings.ts';
import { buildApp } from '../app.ts';
import { createUi } from '../static/ui.ts';
import { Traffic } from '../traffic/traffic.ts';
import { ScriptedDetection } from './scripted-detection.ts';

/** Sessions are bound to a token; tests set the guard's own. */
const SESSION_KEY = 'a-key-for-tests';

export interface AppUnderTest {
  url: string;
  port: number;
  detection: ScriptedDetection;
  store: Store;
  drift: DriftMonitor;
  news: News;
  /** Evaluates when it is told to. */
  alerts: Alerts;
  /** Sends when it is told to. */
  channels: Channels;
  /** May be changed between requests. */
  policy: { guard: Partial<GuardPolicy>; isStopping: boolean };
  dataFolder: string;
  close(): Promise<void>;
}

export interface AppOptions {
  maxModelBytes?: number;
  uiFolder?: string;
  /** Path of the model that comes with Vigil. */
  starter?: string;
  overrides?: SettingsOverrides;
  /** How often is told what nobody caused, and how much is kept for readers that come back. */
  news?: Partial<NewsOptions>;
  /** What the demo line's pictures come from. */
  openScenes?: () => SceneSource;
}

/** The app on a free port with a real store, log and metrics, over a scripted detection. */
export async function startApp(
  limits: Partial<ImageLimits> = {},
  wrap = (store: Store) => store,
  options: AppOptions = {},
): Promise<AppUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-app-'));
  const logger = createLogger({ folder: join(folder, 'logs'), level: 'debug' });
  const log = logger.component('http');
  const store = wrap(openStore(folder));
  const detection = new ScriptedDetection();
  const evaluations = keepEvaluations(detection, store, log, { ...DEFAULT_IMAGE_LIMITS, ...limits });
  // Not started: a sample of nothing is enough for the routes, and no process is begun.
  const telemetry = createTelemetry({ dataFolder: folder, application: () => applicationOf(detection) });
  const policy: AppUnderTest['policy'] = { guard: {}, isStopping: false };
  const settings = openSettings(store, options.overrides ?? {}, log);
  const sessions = createSessions(SESSION_KEY, {
    load: () => store.getSetting('sessions'),
    save: (text) => store.putSetting('sessions', text),
    onSaveFailed: (error) => log.error({ err: error }),
  });
  const driftThread = createCheckThread();
  const drift = createDriftMonitor({ detection, store, log, settings: settings.effective, thread: driftThread });
  const driftReports = keepReports(folder, '1.2.3');
  const recentImages = new RecentCount();
  const models = keepModels(detection, store, log, settings.effective, options.starter ?? null);
  const facts = {
    detection,
    models,
    store,
    telemetry,
    recentImages,
    startedAt: Date.now(),
    isStopping: () => policy.isStopping,
  };
  const news = new News({ load: () => loadNews(facts), machine: () => machineNews(facts), ...options.news });
  const driftJobs = keepDriftJobs(store, log, toldWork(news, driftWork({ store, drift, reports: driftReports })));
  const metrics = createMetrics(metricSources('1.2.3', detection, store, telemetry, drift));
  const alerts = createAlerts({ store, metrics, series: store, log });
  const channels = createChannels({
    ...{ store, alerts, log, url: () => null },
    secrets: openSecrets(folder, IN_PLAIN_FILE, (reason) => log.error({}, reason)),
  });
  let port = 0;
  const images = {
    detection,
    drift,
    models,
    news,
    evaluations,
    store,
    metrics,
    log,
    limits: { ...DEFAULT_IMAGE_LIMITS, ...limits },
    settings: settings.effective,
    originals: keepOriginals(store, log, MEMORY_BYTES, () => news.picture()),
    recentImages,
  };
  const demo = createDemoLine(images, options.openScenes);
  feedNews(news, { detection, models, drift, evaluations, demo, alerts });
  const app = buildApp({
    ...images,
    demo,
    alerts,
    channels,
    driftThread,
    driftJobs,
    driftReports,
    version: '1.2.3',
    startedAt: Date.now(),
    telemetry,
    traffic: new Traffic(),
    security: createSecurityRecorder({
      observe: (event) => metrics.countSecurityEvent(event.kind, event.risk),
      keep: (event) => store.recordSecurityEvent(event),
      onKeepFailed: (error) => log.error({ err: error }),
    }),
    maxModelBytes: options.maxModelBytes ?? 2 ** 20,
    dataFolder: folder,
    liveSettings: settings,
    sessions,
    ui: options.uiFolder === undefined ? null : createUi(options.uiFolder),
    guard: () => ({
      ...{ loopback: true, port, allowedHosts: [], token: null, acceptsSession: sessions.accepts },
      ...policy.guard,
    }),
    metricsListener: () => ({ state: 'off' }),
    isStopping: () => policy.isStopping,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    detection,
    store,
    drift,
    news,
    alerts,
    channels,
    policy,
    dataFolder: folder,
    async close() {
      await demo.close();
      news.close();
      driftJobs.stop();
      await drift.close();
      await alerts.stop();
      await channels.stop();
      app.server.closeAllConnections();
      await app.close();
      await evaluations.stop();
      store.close();
      await logger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
