import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { FakeNvidiaSmi } from '../../../native/telemetry/testing/fake-nvidia-smi.ts';
import type { RunningConsole } from '../../../native/testing/console.ts';
import { DASHBOARDS } from '../../../scripts/dashboards/all.ts';
import { expressionsOf } from '../../../scripts/dashboards/queries.ts';
import { stopProgram, untilReady } from '../../../scripts/monitoring/stack.ts';
import { NAMES } from './names.ts';
import { evaluate, PATIENCE, play, ROOT, scraperAddress, startBesideGpu, trouble } from './scene.ts';
import { freePort, isStackHere, queryAt, type RunningStack, startStack } from './stack.ts';

const VICTORIA = 'victoria-metrics';
const hasVictoria = spawnSync(VICTORIA, ['-version']).status === 0;

let vigil: RunningConsole;
let nvidiaSmi: FakeNvidiaSmi;
let stack: RunningStack;
/** The console's listener for scrapers of other machines, scraped as if it were a console of its own. */
let second: string;
let victoria: { address: string; program: ChildProcess } | null = null;

async function startVictoria(folder: string) {
  const port = await freePort();
  const args = [`-storageDataPath=${join(folder, 'long-term')}`, `-httpListenAddr=127.0.0.1:${port}`];
  const program = spawn(VICTORIA, args, { stdio: 'ignore' });
  const address = `http://127.0.0.1:${port}`;
  await untilReady(`${address}/health`, program);
  return { address, program };
}

/** Until Prometheus has something to say to an expression. */
async function answered(expr: string, what = 'no series'): Promise<void> {
  await vi
    .waitUntil(async () => (await stack.query(expr)).length > 0, PATIENCE)
    .catch(() => {
      throw new Error(`${what}: ${expr}`);
    });
}

describe.skipIf(!isStackHere)('the monitoring stack', { timeout: PATIENCE.timeout }, () => {
  beforeAll(async () => {
    ({ vigil, nvidiaSmi } = await startBesideGpu());
    if (hasVictoria) victoria = await startVictoria(vigil.dataFolder);
    second = await scraperAddress(vigil);
    stack = await startStack(
      [vigil.url, second],
      victoria === null ? {} : { remoteWrite: `${victoria.address}/api/v1/write` },
    );
    await evaluate(vigil);
    await play(vigil);
    await trouble(vigil);
  }, 600_000);

  afterAll(async () => {
    await stack?.stop();
    if (victoria !== null) await stopProgram(victoria.program);
    await vigil?.stop();
    nvidiaSmi?.delete();
  });

  it('scrapes the console on both its addresses', async () => {
    for (const url of [vigil.url, second]) await answered(`up{job="vigil",instance="${new URL(url).host}"} == 1`);
    // Prometheus' own look at names and help texts.
    const metrics = await (await fetch(`${vigil.url}/metrics`)).text();
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: metrics, encoding: 'utf8' });
    expect(checked.stderr.split('\n').filter((line) => /error/i.test(line))).toEqual([]);
  });

  it.each(Object.entries(NAMES))('answers every name of requirement %s', async (_, queries) => {
    for (const query of queries) await answered(query);
  });

  it('has what was counted, and the memory that the driver says the detector holds', async () => {
    await answered('process_vram_memory_GB{gpu="0"} == 1.572864');
    await answered('vigil_gpu_temperature_celsius{gpu="0"} == 54');
    await answered('model_errors_total{type="image_unreadable"} == 1');
    await answered('cache_size{cache="classes"} > 0');
  });

  it('has every figure that a recording rule copies', async () => {
    const Rules = z.object({ groups: z.array(z.object({ rules: z.array(z.object({ record: z.string() })) })) });
    const file = readFileSync(join(ROOT, 'monitoring/prometheus/recording/aliases.yml'), 'utf8');
    const names = Rules.parse(parse(file)).groups.flatMap(({ rules }) => rules.map(({ record }) => record));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) await answered(name);
  });

  it.each(DASHBOARDS.map((dashboard) => [dashboard.title, dashboard] as const))(
    'answers every query of the dashboard %s',
    async (_, dashboard) => {
      for (const { panel, expr } of expressionsOf(dashboard)) await answered(expr, `${panel} shows nothing`);
    },
  );

  it.skipIf(!hasVictoria)('stores the figures for years in what takes them by remote write', async () => {
    const address = victoria?.address ?? '';
    await vi.waitUntil(async () => (await queryAt(address, 'images_processed_total > 0')).length > 0, PATIENCE);
  });
});
