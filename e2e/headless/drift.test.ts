import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DemoStatus } from '../../native/contract/http/demo.ts';
import { DriftResponse, MovedMostResponse, ResetReferenceResponse } from '../../native/contract/http/drift.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { sharedPath } from '../../native/testing/shared.ts';

const starter = join(import.meta.dirname, '../../models/starter.onnx');
/** Another model sees the light fail as well, and its own idea of the parts change. */
const model = existsSync(starter) ? starter : sharedPath('models/yolox-nano-416.onnx');
/** Pictures come as fast as this machine draws and detects them. */
const PATIENCE_MS = 600_000;

let vigil: RunningConsole;

async function send(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${vigil.url}${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}

const run = async () => DemoStatus.parse(await send('GET', '/v1/demo')).run;
const drift = async () => DriftResponse.parse(await send('GET', '/v1/monitoring/drift'));
const start = (body: object) => send('POST', '/v1/demo/start', { rate: 30, ...body });

/** Waits for this many results of the run; a line that fails ends the wait with its reason. */
async function results(count: number): Promise<number> {
  return vi.waitUntil(
    async () => {
      const { line, run } = DemoStatus.parse(await send('GET', '/v1/demo'));
      if (line.state === 'failed') throw new Error(line.reason);
      return run !== null && run.results >= count && run.results;
    },
    { timeout: PATIENCE_MS, interval: 20 },
  );
}

const until = (wanted: (state: DriftResponse) => boolean) =>
  vi.waitUntil(
    async () => {
      const state = await drift();
      return wanted(state) && state;
    },
    { timeout: PATIENCE_MS, interval: 20 },
  );

describe.skipIf(!existsSync(model))('drift on the demo line', () => {
  beforeAll(async () => {
    vigil = await startConsole({ model });
    await vi.waitUntil(async () => (await fetch(`${vigil.url}/health`)).ok, { timeout: PATIENCE_MS });
  });
  afterAll(() => vigil.stop());

  it('is none on good pictures, found when the lamp fails, and none again after a reset', {
    timeout: PATIENCE_MS,
  }, async () => {
    await start({ scenario: 'failing_lamp', seed: 1 });
    const normal = await until(({ state, drift_share }) => state === 'active' && drift_share !== null);
    expect(normal).toMatchObject({ dataset_drift: false, reference: { size: 100 }, current: { size: 50 } });
    expect(normal.features.length).toBeGreaterThanOrEqual(8);

    await until(({ dataset_drift }) => dataset_drift === true);
    // 150 good pictures, of which the windows are made, and what it took to find it.
    expect((await run())?.results).toBeLessThanOrEqual(150 + 120);
    const { dataset_alarm } = await until(({ dataset_alarm }) => dataset_alarm.phase === 'confirmed');
    expect(dataset_alarm).toMatchObject({ phase: 'confirmed' });
    if (dataset_alarm.phase === 'confirmed') expect(dataset_alarm.since).toBeLessThanOrEqual(150 + 120);
    const metrics = await (await fetch(`${vigil.url}/metrics`)).text();
    expect(metrics).toMatch(/^evidently_dataset_drift 1$/m);
    expect(metrics).toMatch(/^evidently_brightness_drift_score 0\.[789]\d*$/m);
    const { samples } = MovedMostResponse.parse(
      await send('GET', '/v1/monitoring/drift/moved-most?feature=brightness&limit=3'),
    );
    expect(samples.map(({ value }) => Number(value) < 100)).toEqual([true, true, true]);

    // What is bad by now is the new normal.
    await results(260);
    const reset = ResetReferenceResponse.parse(
      await send('POST', '/v1/monitoring/drift/reset-reference', { mode: 'next' }),
    );
    expect(reset).toMatchObject({ state: 'collecting_reference', reference: { version: 2, target: 100 } });
    await until(({ reference }) => reference.size === 100);
    const after = await until(({ state, drift_share }) => state === 'active' && drift_share !== null);
    expect(after).toMatchObject({ dataset_drift: false, reference: { size: 100, version: 2 } });
  });
});
