import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DemoFigures, DemoStatus } from '../../native/contract/http/demo.ts';
import { HistoryPage } from '../../native/contract/http/history.ts';
import { DeleteResponse } from '../../native/contract/http/history-actions.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { hasShared, sharedPath } from '../../native/testing/shared.ts';

const other = sharedPath('models/yolox-nano-416.onnx');
const starter = join(import.meta.dirname, '../../models/starter.onnx');
/** Pictures come as fast as this machine draws and detects them; a line of 300 takes a while on a small one. */
const PATIENCE_MS = 600_000;

let vigil: RunningConsole;

async function send(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${vigil.url}${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}

const ready = () => vi.waitUntil(async () => (await fetch(`${vigil.url}/health`)).ok, { timeout: PATIENCE_MS });
const status = async () => DemoStatus.parse(await send('GET', '/v1/demo'));
const start = async (body: object) => DemoStatus.parse(await send('POST', '/v1/demo/start', { rate: 30, ...body }));
const history = async (query: string) => HistoryPage.parse(await send('GET', `/v1/history/inferences?${query}`)).items;

/** The figures once the line has kept this many results. A line that fails ends the wait with its reason. */
async function figuresAt(results: number): Promise<DemoFigures> {
  return vi.waitUntil(
    async () => {
      const { line, run } = await status();
      if (line.state === 'failed') throw new Error(line.reason);
      return run !== null && run.results >= results && run.last_50;
    },
    { timeout: PATIENCE_MS, interval: 20 },
  );
}

describe.skipIf(!existsSync(starter))('the demo line with the starter model (models/starter.onnx)', () => {
  beforeAll(async () => {
    vigil = await startConsole({ model: starter });
    await ready();
  });
  afterAll(() => vigil.stop());

  it('is answered well on a normal shift', { timeout: PATIENCE_MS }, async () => {
    expect((await start({ scenario: 'normal_shift', seed: 1 })).note).toBeNull();
    const figures = await figuresAt(50);
    expect(figures.recall).toBeGreaterThan(0.9);
    expect(figures.precision).toBeGreaterThan(0.7);
  });

  it('loses brightness, confidence and recall while the lamp fails, as the API tells', {
    timeout: PATIENCE_MS,
  }, async () => {
    await start({ scenario: 'failing_lamp', seed: 1 });
    const good = await figuresAt(100);
    const bad = await figuresAt(265);
    expect((await status()).run?.phase).toBe(2);
    expect(bad.brightness as number).toBeLessThan((good.brightness as number) * 0.5);
    expect(bad.mean_confidence as number).toBeLessThan((good.mean_confidence as number) - 0.05);
    expect(bad.recall as number).toBeLessThan((good.recall as number) - 0.05);
  });
});

describe.skipIf(!hasShared)('the demo line with a model of other things', () => {
  beforeAll(async () => {
    vigil = await startConsole({ model: other });
    await ready();
  });
  afterAll(() => vigil.stop());

  it('runs all the same, says so, gets darker, is kept with its pictures, and is cleared', {
    timeout: PATIENCE_MS,
  }, async () => {
    const started = await start({ scenario: 'failing_lamp', seed: 1 });
    expect(started).toMatchObject({
      line: { state: 'starting' },
      note: expect.stringContaining('knows none of the parts'),
    });
    const good = await figuresAt(10);
    expect(good).toMatchObject({ recall: null, precision: null });
    await send('PUT', '/v1/demo/knobs', { knobs: { light: 0.2 } });
    const bad = await figuresAt(((await status()).run?.results as number) + 52);
    expect(bad.brightness as number).toBeLessThan((good.brightness as number) * 0.5);

    const { run } = DemoStatus.parse(await send('POST', '/v1/demo/stop'));
    const [newest] = await history('source=demo&limit=1');
    expect(newest?.inference_id).toBe(run?.last_inference_ids[0]);
    await expect.poll(async () => (await history('source=demo&limit=1'))[0]?.has_image).toBe(true);
    const picture = await fetch(`${vigil.url}/v1/history/inferences/${newest?.inference_id}/image`);
    expect(picture.headers.get('content-type')).toBe('image/jpeg');

    const cleared = DeleteResponse.parse(await send('POST', '/v1/demo/clear'));
    expect(cleared.count).toBe(run?.results);
    expect(await history('source=demo')).toEqual([]);
  });

  it('ends with the console, and does not start by itself in the next one', { timeout: PATIENCE_MS }, async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-demo-'));
    const first = vigil;
    try {
      vigil = await startConsole({ model: other, dataFolder });
      await ready();
      await start({ scenario: 'normal_shift' });
      await figuresAt(3);
      expect(await vigil.stop()).toBe(0);
      expect(vigil.stderr()).not.toMatch(/ demo: /);
      vigil = await startConsole({ dataFolder });
      await ready();
      expect(await status()).toMatchObject({ line: { state: 'stopped' }, run: null });
      await vigil.stop();
    } finally {
      vigil = first;
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});
