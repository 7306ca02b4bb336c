import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { z } from 'zod';
import { DriftResponse } from '../../../native/contract/http/drift.ts';
import { EvaluationRef } from '../../../native/contract/http/evaluations.ts';
import { SettingsResponse } from '../../../native/contract/http/settings.ts';
import { SystemSnapshot } from '../../../native/contract/http/system.ts';
import {
  createFakeNvidiaSmi,
  type FakeNvidiaSmi,
  gpuLine,
  type Plan,
  processReport,
} from '../../../native/telemetry/testing/fake-nvidia-smi.ts';
import { type RunningConsole, startConsole } from '../../../native/testing/console.ts';

export const ROOT = join(import.meta.dirname, '../../..');
export const STARTER = join(ROOT, 'models/starter.onnx');
/** For all that waits for pictures, which come as fast as this machine draws and detects them. */
export const PATIENCE = { timeout: 240_000, interval: 250 };

/** Asks a console; rejects with what it answers when that is an error. */
export async function send(
  { url }: RunningConsole,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}

/** A console that sees a GPU whose driver lists its detector, as far as one can without a GPU. */
export async function startBesideGpu(): Promise<{ vigil: RunningConsole; nvidiaSmi: FakeNvidiaSmi }> {
  const plan = (report: string): Plan => ({
    gpus: [{ frames: [gpuLine(2_048)], afterwards: 'repeat' }],
    processes: [{ frames: [report], afterwards: 'repeat' }],
  });
  const nvidiaSmi = createFakeNvidiaSmi(plan(processReport({})));
  try {
    const environment = { PATH: `${nvidiaSmi.folder}:${process.env['PATH']}` };
    const args = ['--metrics-host', '127.0.0.1', '--metrics-port', '0'];
    const vigil = await startConsole({ model: STARTER, environment, args });
    const detector = await vi.waitUntil(async () => {
      const { processes } = SystemSnapshot.parse(await send(vigil, 'GET', '/v1/system'));
      return processes.find(({ role }) => role === 'detector')?.pid;
    }, PATIENCE);
    nvidiaSmi.change(plan(processReport({ [detector]: '1500 MiB' })));
    // What plays the driver reads its part when it starts.
    for (const { pid } of nvidiaSmi.newest()) process.kill(pid, 'SIGKILL');
    return { vigil, nvidiaSmi };
  } catch (cause) {
    nvidiaSmi.delete();
    throw cause;
  }
}

/** Where the console tells scrapers of other machines its figures. */
export async function scraperAddress(vigil: RunningConsole): Promise<string> {
  const { metrics_listener } = SettingsResponse.parse(await send(vigil, 'GET', '/v1/settings'));
  if (metrics_listener.state !== 'listening') throw new Error(metrics_listener.state);
  return metrics_listener.url;
}

/** A labelled set of scenes, measured, so that accuracy is known. */
export async function evaluate(vigil: RunningConsole): Promise<void> {
  const folder = join(vigil.dataFolder, 'parts');
  const args = ['demo', 'scenes', '--seed', '900000', '--count', '6', '--out', folder];
  const drawn = spawnSync(process.execPath, [join(ROOT, 'bin/vigil.mjs'), ...args], { encoding: 'utf8' });
  expect(drawn.status, drawn.stderr).toBe(0);
  const { id } = EvaluationRef.parse(
    await send(vigil, 'POST', '/v1/evaluations', { images: join(folder, 'images'), labels: join(folder, 'labels') }),
  );
  const isFinished = async () =>
    z.object({ state: z.string() }).parse(await send(vigil, 'GET', `/v1/evaluations/${id}`)).state === 'finished';
  await vi.waitUntil(isFinished, PATIENCE);
}

/** The demo line, until both windows of drift are full. */
export async function play(vigil: RunningConsole): Promise<void> {
  await send(vigil, 'POST', '/v1/demo/start', { rate: 30, seed: 11 });
  const isActive = async () => DriftResponse.parse(await send(vigil, 'GET', '/v1/monitoring/drift')).state === 'active';
  await vi.waitUntil(isActive, PATIENCE);
}

/** What goes wrong in a day: a picture that was cut off, and a page that comes by DNS rebinding. */
export async function trouble({ url }: RunningConsole): Promise<void> {
  const broken = await fetch(`${url}/v1/yolo/detect/`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: Buffer.from('89504e470d0a1a0a0000', 'hex'),
  });
  expect(broken.status).toBe(400);
  const status = await new Promise((resolve, reject) => {
    const rebound = request(`${url}/v1/status`, { headers: { host: 'rebound.example' } }, (answer) => {
      resolve(answer.resume().statusCode);
    });
    rebound.once('error', reject).end();
  });
  expect(status).toBe(403);
}
