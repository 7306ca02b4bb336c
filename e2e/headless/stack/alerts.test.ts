import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AlertList } from '../../../native/contract/http/alerts.ts';
import { DriftConfigResponse, DriftResponse } from '../../../native/contract/http/drift.ts';
import { Receiver } from '../../../native/service/alerts/channels/testing/receiver.ts';
import { type RunningConsole, startConsole } from '../../../native/testing/console.ts';
import { PATIENCE, STARTER, send } from './scene.ts';
import { isStackHere, type RunningStack, startStack } from './stack.ts';

/** How often is scraped and judged here. Longer than elsewhere: a scrape that comes too late ends alerts. */
const INTERVAL_S = 2;
/** How often the console judges by itself; it does so sooner where drift has a new verdict. */
const CONSOLE_INTERVAL_S = 15;

/** What Alertmanager posts to a webhook. */
const Told = z.object({
  receiver: z.string(),
  alerts: z.array(
    z.object({
      status: z.enum(['firing', 'resolved']),
      labels: z.record(z.string(), z.string()),
      startsAt: z.iso.datetime({ offset: true }),
      endsAt: z.iso.datetime({ offset: true }),
    }),
  ),
});

let receiver: Receiver;
let stack: RunningStack;
/** One with the demo line, and one that is killed. */
let line: RunningConsole;
let doomed: RunningConsole;
let doomedFolder: string;

const instanceOf = ({ url }: RunningConsole) => new URL(url).host;

/** What was told of an alert by webhook so far, oldest first. */
const told = (name: string, instance: string) =>
  receiver.received
    .filter(({ path }) => path === '/webhook')
    .map(({ body }) => Told.parse(body))
    .flatMap((message) => message.alerts.map((alert) => ({ receiver: message.receiver, ...alert })))
    .filter(({ labels }) => labels['alertname'] === name && labels['instance'] === instance);

const tellsAs = (name: string, instance: string, status: 'firing' | 'resolved') =>
  vi.waitUntil(() => told(name, instance).find((alert) => alert.status === status), PATIENCE);

/** Where else than to the webhook something was sent that names an alert. */
const channelsOf = (name: string) => {
  const about = receiver.received.filter(({ body }) => JSON.stringify(body).includes(name));
  return [...new Set(about.map(({ path }) => path))].filter((path) => path !== '/webhook').sort();
};

const drift = async () => DriftResponse.parse(await send(line, 'GET', '/v1/monitoring/drift'));
/**
 * Drift is looked for in two features alone, of which one is allowed any change: drift of the other is drift of the data
 * set, and nothing critical, which would keep warnings from being told. In the smallest windows there are.
 */
async function watchTwo(): Promise<void> {
  const { features } = DriftConfigResponse.parse(await send(line, 'GET', '/v1/monitoring/drift/config'));
  const none = Object.fromEntries(features.map(({ feature }) => [feature, { enabled: false, method: 'auto' }]));
  await send(line, 'PUT', '/v1/monitoring/drift/config', {
    ...{ reference_size: 50, current_size: 30 },
    features: {
      ...none,
      embedding: { enabled: true, method: 'auto' },
      brightness: { enabled: true, method: 'wasserstein', threshold: 100 },
    },
  });
}

const inConsole = async (state: 'firing' | 'resolved') =>
  AlertList.parse(await send(line, 'GET', `/v1/monitoring/alerts?state=${state}`)).alerts.filter(
    ({ component }) => component === 'drift',
  );
const keyOf = (name: string, feature = '') => `${name} ${feature}`.trim();

/** The alerts of drift that fire, as Prometheus has them and as the console has them. */
async function firing(): Promise<{ prometheus: string[]; console: string[] }> {
  const series = await stack.query(`ALERTS{alertstate="firing",component="drift",instance="${instanceOf(line)}"}`);
  const alerts = await inConsole('firing');
  return {
    prometheus: series.map(({ metric }) => keyOf(metric['alertname'] as string, metric['feature'])).sort(),
    console: alerts.map(({ name, labels }) => keyOf(name, labels['feature'])).sort(),
  };
}

/** Until both have these alerts, and no others. */
async function bothFire(...names: string[]): Promise<void> {
  const wanted = names.toSorted();
  let last: unknown = null;
  await vi
    .waitUntil(async () => {
      const { prometheus, console } = await firing();
      last = { prometheus, console };
      return [prometheus, console].every((found) => JSON.stringify(found) === JSON.stringify(wanted));
    }, PATIENCE)
    .catch(() => expect(last).toEqual({ prometheus: wanted, console: wanted }));
}

/** When Prometheus first found the condition of an alert met, seconds since 1970. */
async function activeSince(name: string, instance: string): Promise<number> {
  const since = `min_over_time(ALERTS_FOR_STATE{alertname="${name}",instance="${instance}"}[10m])`;
  const [series] = await stack.query(since);
  return Number(series?.value[1]);
}

/** Seconds by which the console fired later than Prometheus, of an alert that fires at once. */
async function lag(name: string): Promise<number> {
  const alert = (await inConsole('firing')).find((open) => open.name === name);
  return Date.parse(alert?.fired_at as string) / 1_000 - (await activeSince(name, instanceOf(line)));
}

describe.skipIf(!isStackHere).concurrent('alerts through Prometheus and Alertmanager', { timeout: 600_000 }, () => {
  beforeAll(async () => {
    receiver = await Receiver.open();
    doomedFolder = mkdtempSync(join(tmpdir(), 'vigil-doomed-'));
    [line, doomed] = await Promise.all([
      startConsole({ model: STARTER }),
      startConsole({ model: STARTER, dataFolder: doomedFolder }),
    ]);
    stack = await startStack([line.url, doomed.url], {
      interval: `${INTERVAL_S}s`,
      environment: {
        VIGIL_WEBHOOK_URL: `${receiver.url}/webhook`,
        VIGIL_SLACK_WEBHOOK: `${receiver.url}/slack`,
        VIGIL_PAGERDUTY_KEY: '0123456789abcdef0123456789abcdef',
        VIGIL_PAGERDUTY_URL: `${receiver.url}/pagerduty`,
      },
    });
    await vi.waitUntil(async () => (await stack.query('up{job="vigil"} == 1')).length === 2, PATIENCE);
  }, PATIENCE.timeout);

  afterAll(async () => {
    await stack?.stop();
    await Promise.all([line?.stop(), doomed?.stop()]);
    await receiver?.close();
    rmSync(doomedFolder, { recursive: true, force: true });
  });

  it('tell of drift on the demo line as the console does, and that it is over after a reset', async () => {
    await watchTwo();
    await send(line, 'POST', '/v1/demo/start', { rate: 30, seed: 1 });
    await vi.waitUntil(async () => (await drift()).state === 'active', PATIENCE);
    expect(await firing()).toEqual({ prometheus: [], console: [] });
    await send(line, 'PUT', '/v1/demo/knobs', { knobs: { tilt: 25 } });
    await bothFire('EvidentlyDatasetDrift', 'EvidentlyHighFeatureDrift embedding');
    for (const name of ['EvidentlyDatasetDrift', 'EvidentlyHighFeatureDrift']) {
      expect(Math.abs(await lag(name)), name).toBeLessThanOrEqual(CONSOLE_INTERVAL_S + 2 * INTERVAL_S);
    }
    const instance = instanceOf(line);
    expect(await tellsAs('EvidentlyDatasetDrift', instance, 'firing')).toMatchObject({
      receiver: 'drift-alerts',
      labels: { severity: 'warning', component: 'drift' },
    });
    // That of one feature is inhibited by it.
    expect(told('EvidentlyHighFeatureDrift', instance)).toEqual([]);

    await send(line, 'POST', '/v1/monitoring/drift/reset-reference', { mode: 'next' });
    await vi.waitUntil(async () => (await drift()).state === 'active', PATIENCE);
    // What is strong drift of a feature stays for five minutes after it.
    await bothFire('EvidentlyHighFeatureDrift embedding');
    const [over] = await inConsole('resolved');
    expect(over).toMatchObject({ name: 'EvidentlyDatasetDrift', resolved_reason: 'recovered' });
    const { startsAt, endsAt, receiver } = await tellsAs('EvidentlyDatasetDrift', instance, 'resolved');
    expect(receiver).toBe('drift-alerts');
    expect(Date.parse(endsAt)).toBeGreaterThan(Date.parse(startsAt));
    expect(channelsOf('EvidentlyDatasetDrift')).toEqual(['/slack']);
  });

  it('tell that the console was killed, by the way of what is critical, and that it is back', async () => {
    const instance = instanceOf(doomed);
    doomed.process.kill('SIGKILL');
    await doomed.stop();
    expect(await tellsAs('ServiceDown', instance, 'firing')).toMatchObject({
      receiver: 'critical',
      labels: { severity: 'critical', component: 'service' },
    });
    await vi.waitFor(() => expect(channelsOf('ServiceDown')).toEqual(['/pagerduty', '/slack']), PATIENCE);
    const args = ['--port', new URL(doomed.url).port];
    doomed = await startConsole({ model: STARTER, dataFolder: doomedFolder, args });
    const { startsAt, endsAt, receiver } = await tellsAs('ServiceDown', instance, 'resolved');
    expect(receiver).toBe('critical');
    expect(Date.parse(endsAt)).toBeGreaterThan(Date.parse(startsAt));
    // It had been down for the minute that the rule asks for.
    expect(Date.parse(startsAt) / 1_000 - (await activeSince('ServiceDown', instance))).toBeGreaterThanOrEqual(60);
  });
});
