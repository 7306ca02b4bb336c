import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_IMAGE_LIMITS, type ImageLimits } from '../../../contract/messages.ts';
import { createLogger } from '../../../logging/logger.ts';
import { createMetrics } from '../../../metrics/registry.ts';
import { openStore } from '../../../store/open.ts';
import type { Store } from '../../../store/types.ts';
import { metricSources } from '../../lifecycle/metric-sources.ts';
import { keepModels } from '../../lifecycle/models.ts';
import type { GuardPolicy } from '../../security/guard.ts';
import { createSecurityRecorder } from '../../security/recorder.ts';
import { buildApp } from '../app.ts';
import { ScriptedDetection } from './scripted-detection.ts';

export interface AppUnderTest {
  url: string;
  port: number;
  detection: ScriptedDetection;
  store: Store;
  /** May be changed between requests. */
  policy: { guard: Partial<GuardPolicy>; isStopping: boolean };
  close(): Promise<void>;
}

/** The app on a free port with a real store, log and metrics, over a scripted detection. */
export async function startApp(
  limits: Partial<ImageLimits> = {},
  wrap = (store: Store) => store,
): Promise<AppUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-app-'));
  const logger = createLogger({ folder: join(folder, 'logs'), level: 'debug' });
  const log = logger.component('http');
  const store = wrap(openStore(folder));
  const detection = new ScriptedDetection();
  const metrics = createMetrics(metricSources('1.2.3', detection, store));
  const policy: AppUnderTest['policy'] = { guard: {}, isStopping: false };
  let port = 0;
  const app = buildApp({
    version: '1.2.3',
    startedAt: Date.now(),
    detection,
    models: keepModels(detection, store, log),
    store,
    metrics,
    security: createSecurityRecorder({
      observe: (event) => metrics.countSecurityEvent(event.kind),
      keep: (event) => store.recordSecurityEvent(event),
      onKeepFailed: (error) => log.error({ err: error }),
    }),
    log,
    limits: { ...DEFAULT_IMAGE_LIMITS, ...limits },
    providerOrder: ['cuda', 'cpu'],
    guard: () => ({ loopback: true, port, allowedHosts: [], token: null, ...policy.guard }),
    isStopping: () => policy.isStopping,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    detection,
    store,
    policy,
    async close() {
      app.server.closeAllConnections();
      await app.close();
      store.close();
      await logger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
