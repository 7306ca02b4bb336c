import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { DriftResponse } from '../../../native/contract/http/drift.ts';
import { EvaluationRef } from '../../../native/contract/http/evaluations.ts';
import { type RunningConsole, startConsole } from '../../../native/testing/console.ts';
import { DASHBOARDS } from '../../../scripts/dashboards/all.ts';
import { expressionsOf } from '../../../scripts/dashboards/queries.ts';
import { stopProgram, untilReady } from '../../../scripts/monitoring/stack.ts';
import { alertmanagerCommand, freePort, prometheusCommand, queryAt, type RunningStack, startStack } from './stack.ts';

const ROOT = join(import.meta.dirname, '../../..');
const VICTORIA = 'victoria-metrics';
const hasVictoria = spawnSync(VICTORIA, ['-version']).status === 0;
const PATIENCE = { timeout: 240_000, interval: 250 };

/** Names that the console serves only beside a GPU whose driver tells. */
const OF_A_GPU = /\b(vram_|process_vram_|vigil_gpu_|vigil_telemetry_)/;
/** What there is only once something has gone wrong, or may rightly be empty. */
const OF_TROUBLE = /model_errors_total|ALERTS|security_events_total/;

let vigil: RunningConsole;
let stack: RunningStack;
let victoria: { address: string; program: ChildProcess } | null = null;

async function send(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${vigil.url}${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}

/** A labelled set of scenes, measured, so that accuracy is known. */
async function evaluate(): Promise<void> {
  const folder = join(vigil.dataFolder, 'parts');
  const entry = join(ROOT, 'bin/vigil.mjs');
  const drawn = spawnSync(process.execPath, [
    entry,
    'demo',
    'scenes',
    '--seed',
    '900000',
    '--count',
    '6',
    '--out',
    folder,
  ]);
  expect(drawn.status).toBe(0);
  const { id } = EvaluationRef.parse(
    await send('POST', '/v1/evaluations', { images: join(folder, 'images'), labels: join(folder, 'labels') }),
  );
  const state = async () =>
    z.object({ state: z.string() }).parse(await send('GET', `/v1/evaluations/${id}`)).state === 'finished';
  await vi.waitUntil(state, PATIENCE);
}

async function startVictoria(folder: string) {
  const port = await freePort();
  const args = [`-storageDataPath=${join(folder, 'long-term')}`, `-httpListenAddr=127.0.0.1:${port}`];
  const program = spawn(VICTORIA, args, { stdio: 'ignore' });
  const address = `http://127.0.0.1:${port}`;
  await untilReady(`${address}/health`, program);
  return { address, program };
}

const isHere = prometheusCommand !== null && alertmanagerCommand !== null;

describe.skipIf(!isHere)('the monitoring stack', { timeout: PATIENCE.timeout }, () => {
  beforeAll(async () => {
    vigil = await startConsole({ model: join(ROOT, 'models/starter.onnx') });
    if (hasVictoria) victoria = await startVictoria(vigil.dataFolder);
    stack = await startStack(vigil.url, victoria === null ? {} : { remoteWrite: `${victoria.address}/api/v1/write` });
    await evaluate();
    await send('POST', '/v1/demo/start', { rate: 30, seed: 11 });
    await vi.waitUntil(
      async () => DriftResponse.parse(await send('GET', '/v1/monitoring/drift')).state === 'active',
      PATIENCE,
    );
  }, PATIENCE.timeout);

  afterAll(async () => {
    await stack?.stop();
    if (victoria !== null) await stopProgram(victoria.program);
    await vigil?.stop();
  });

  it('scrapes the console', async () => {
    await vi.waitUntil(async () => {
      const [up] = await stack.query('up{job="vigil"}');
      return up?.value[1] === '1';
    }, PATIENCE);
    // Prometheus' own look at names and help texts.
    const metrics = await (await fetch(`${vigil.url}/metrics`)).text();
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: metrics, encoding: 'utf8' });
    expect(checked.stderr.split('\n').filter((line) => /error/i.test(line))).toEqual([]);
  });

  it('has the figures under their other names, too', async () => {
    const Rules = z.object({ groups: z.array(z.object({ rules: z.array(z.object({ record: z.string() })) })) });
    const file = readFileSync(join(ROOT, 'monitoring/prometheus/recording/aliases.yml'), 'utf8');
    const names = Rules.parse(parse(file)).groups.flatMap(({ rules }) => rules.map(({ record }) => record));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      await vi.waitUntil(async () => (await stack.query(name)).length > 0, PATIENCE);
    }
  });

  it.each(DASHBOARDS.map((dashboard) => [dashboard.title, dashboard] as const))(
    'answers every query of the dashboard %s',
    async (_, dashboard) => {
      for (const { panel, expr } of expressionsOf(dashboard)) {
        if (OF_A_GPU.test(expr) || OF_TROUBLE.test(expr)) await stack.query(expr);
        else {
          await vi
            .waitUntil(async () => (await stack.query(expr)).length > 0, PATIENCE)
            .catch(() => {
              throw new Error(`${panel} shows nothing: ${expr}`);
            });
        }
      }
    },
  );

  it.skipIf(!hasVictoria)(
    'stores the figures for years in what takes them by remote write',
    async () => {
      const address = victoria?.address ?? '';
      await vi.waitUntil(async () => (await queryAt(address, 'images_processed_total')).length > 0, PATIENCE);
      const [series] = await queryAt(address, 'images_processed_total');
      expect(Number(series?.value[1])).toBeGreaterThan(0);
    },
    PATIENCE.timeout,
  );
});
