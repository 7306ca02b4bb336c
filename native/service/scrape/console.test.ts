import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Settings, SettingsResponse } from '../../contract/http/settings.ts';
import { launchChildProcess } from '../../launcher/child-process.ts';
import { sendRaw } from '../http/testing/raw-http.ts';
import { type RunningService, type ServiceOptions, startService } from '../service.ts';

let dataFolder: string;
const running: RunningService[] = [];
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'vigil-scrape-'));
});
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function start(options: Partial<ServiceOptions> = {}): Promise<RunningService> {
  const service = await startService({
    ...{ launcher: launchChildProcess, version: '1.2.3', port: 0, dataFolder, ...options },
  });
  running.push(service);
  return service;
}
const urlOf = ({ metricsListener }: RunningService) =>
  metricsListener.state === 'listening' ? metricsListener.url : expect.fail(metricsListener.state);
const settingsOf = async ({ url }: RunningService) =>
  SettingsResponse.parse(await (await fetch(`${url}/v1/settings`)).json());

it('a console has no second listener unless told to', async () => {
  expect((await settingsOf(await start())).metrics_listener).toEqual({ state: 'off' });
});

it('the figures are those of the app port, without its token, and refusals are among its security events', async () => {
  const service = await start({ token: 'a-token-of-some-length', metricsListener: { host: '127.0.0.1', port: 0 } });
  expect((await fetch(`${service.url}/metrics`)).status).toBe(401);
  const url = urlOf(service);
  expect(await (await fetch(url)).text()).toMatch(/^vigil_build_info\{version="1\.2\.3"/m);
  expect((await fetch(url.replace('/metrics', '/v1/settings'))).status).toBe(404);

  await sendRaw(Number(new URL(url).port), ['GET /metrics HTTP/1.1', 'Host: rebound.example']);
  const page = await (await fetch(url)).text();
  expect(page).toMatch(/^security_events_total\{kind="host_rejected"\} 1$/m);
  expect(page).toMatch(/^security_high_risk_events_total 1$/m);
  expect(page).toMatch(/^api_requests_total\{endpoint="\/metrics",method="GET",status="401"\} 1$/m);

  await service.stop();
  await expect(fetch(url)).rejects.toThrow();
});

it('it stands in the settings, for the next start, where a taken port stops nothing', async () => {
  const first = await start();
  const metrics_listener = { host: '127.0.0.1', port: first.port, allowed_hosts: ['host.docker.internal'] };
  const answer = await fetch(`${first.url}/v1/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Settings.parse({ metrics_listener })),
  });
  expect(SettingsResponse.parse(await answer.json())).toMatchObject({
    settings: { metrics_listener },
    ...{ metrics_listener: { state: 'off' }, restart_needed: ['metrics_listener'] },
  });
  await first.stop();
  // The app port takes it before the listener does.
  const next = await start({ port: metrics_listener.port });
  expect((await settingsOf(next)).metrics_listener).toEqual({
    state: 'failed',
    reason: expect.stringMatching(new RegExp(`^Port ${metrics_listener.port} of 127.0.0.1 is taken.*--metrics-port`)),
  });
  await next.stop();
  const overruled = await start({ metricsListener: { port: 0 } });
  const { port } = new URL(urlOf(overruled));
  const named = await sendRaw(Number(port), ['GET /health HTTP/1.1', `Host: host.docker.internal:${port}`]);
  expect(named.status).toBe(200);
});

it.each(['a b', 'http://name', 'name:0', 'name/metrics', '-name', ''])('%j is no name to ask under', (host) => {
  expect(Settings.safeParse({ metrics_listener: { allowed_hosts: [host] } }).success).toBe(false);
});
