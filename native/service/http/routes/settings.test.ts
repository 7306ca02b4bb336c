import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem, VigilError } from '../../../contract/errors.ts';
import { Settings, SettingsResponse } from '../../../contract/http/settings.ts';
import type { Store } from '../../../store/types.ts';
import { type AppOptions, type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { answered, postRaw } from '../testing/detect-request.ts';
import { ACTIVE } from '../testing/scripted-detection.ts';

let app: AppUnderTest;
const start = async (wrap?: (store: Store) => Store, options?: AppOptions) => {
  await app?.close();
  app = await startApp({}, wrap, options);
};
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const get = async () => SettingsResponse.parse(await (await fetch(`${app.url}/v1/settings`)).json());
const put = (settings: unknown) =>
  fetch(`${app.url}/v1/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
const putWell = async (settings: unknown) => {
  const response = await put(settings);
  expect(response.status).toBe(200);
  return SettingsResponse.parse(await response.json());
};

describe('settings', () => {
  it('begin with the defaults, and tell of the data folder', async () => {
    mkdirSync(join(app.dataFolder, 'models'), { recursive: true });
    writeFileSync(join(app.dataFolder, 'models', 'large.onnx'), new Uint8Array(1_000_000));
    const { settings, listening_port, restart_needed, reload_needed, data_folder } = await get();
    expect(settings).toEqual(Settings.parse({}));
    expect({ listening_port, restart_needed, reload_needed }).toEqual({
      ...{ listening_port: app.port, restart_needed: [], reload_needed: [] },
    });
    expect(data_folder.path).toBe(app.dataFolder);
    expect(data_folder.bytes).toBeGreaterThan(1_000_000);
    expect(data_folder.free_bytes).toBeGreaterThan(0);
  });

  it.each([
    [{ port: 0 }, 'port'],
    [{ thresholds: { conf: 0.01 } }, 'thresholds.conf'],
    [{ retention: { max_bytes: 5 } }, 'retention.max_bytes'],
    [{ providers: ['cpu', 'cpu'] }, 'providers: each provider at most once'],
    [{ colour: 'red' }, '"colour"'],
  ])('refuse %j and name the field', async (settings, field) => {
    const response = await put(settings);
    expect(response.status).toBe(422);
    expect(Problem.parse(await response.json()).detail).toContain(field);
    expect((await get()).settings).toEqual(Settings.parse({}));
  });

  it('change the thresholds of requests that state none, at once', async () => {
    const detect = async (query: string) => (await answered(await postRaw(app, query))).images[0];
    expect(await detect('?save=true')).toMatchObject({ detections: [{ score: 0.75 }, { score: 0.25 }] });
    await putWell({ thresholds: { conf: 0.6 } });
    expect(await detect('')).toMatchObject({ detections: [{ score: 0.75 }] });
    expect(await detect('?conf=0.2&iou=1')).toMatchObject({ detections: { length: 3 } });
    expect(app.store.getInference(2)).toMatchObject({ conf: 0.6, iou: 0.45 });
  });

  it('say that a port waits for the next start', async () => {
    expect((await putWell({ port: 9000 })).restart_needed).toEqual(['port']);
    expect((await get()).listening_port).toBe(app.port);
    expect((await putWell({})).restart_needed).toEqual([]);
  });

  it('say that providers and goal wait for a load, which then uses them', async () => {
    const loads: unknown[] = [];
    app.detection.onLoad = async (request) => {
      loads.push([request.providers, request.goal]);
      app.detection.switchTo(ACTIVE);
      const { card, provider, parallelism, load_ms, run_ms } = ACTIVE;
      return { model: card, provider, parallelism, load_ms, run_ms, replaced: null };
    };
    const load = () =>
      fetch(`${app.url}/v1/models/load`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ path: '/nowhere/scripted.onnx' }),
      });
    await load();
    const changed = { providers: ['webgpu', 'cpu'], goal: 'throughput' };
    expect((await putWell(changed)).reload_needed).toEqual(['providers', 'goal']);
    await load();
    expect((await get()).reload_needed).toEqual([]);
    expect(loads).toEqual([
      [Settings.parse({}).providers, 'latency'],
      [['webgpu', 'cpu'], 'throughput'],
    ]);
    const providers = await (await fetch(`${app.url}/v1/providers`)).json();
    expect(providers).toMatchObject({ order: ['webgpu', 'cpu'] });
  });

  it('give way to the command line for one run, and are kept all the same', async () => {
    await start(undefined, { overrides: { providers: ['cpu'], port: app.port } });
    const { settings, reload_needed, restart_needed } = await putWell({ providers: ['cuda', 'cpu'] });
    expect(settings.providers).toEqual(['cuda', 'cpu']);
    expect([reload_needed, restart_needed]).toEqual([[], []]);
    expect(await (await fetch(`${app.url}/v1/providers`)).json()).toMatchObject({ order: ['cpu'] });
  });

  it('stay as they were when they cannot be kept', async () => {
    await start((store) => ({
      ...store,
      putSetting: () => {
        throw new VigilError('storage_failed', 'The disk is full.');
      },
    }));
    const response = await put({ port: 9000 });
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([507, 'storage_failed']);
    expect((await get()).settings.port).toBe(8000);
  });
});
