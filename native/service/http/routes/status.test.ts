import { afterEach, beforeEach, expect, it } from 'vitest';
import { VigilError } from '../../../contract/errors.ts';
import { Health } from '../../../contract/http/health.ts';
import { ConsoleStatus } from '../../../contract/http/status.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { postRaw } from '../testing/detect-request.ts';

let app: AppUnderTest;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const status = async () => ConsoleStatus.parse(await (await fetch(`${app.url}/v1/status`)).json());

it('says what runs, how fast, and how much is kept', async () => {
  expect(await status()).toMatchObject({
    ...{ version: '1.2.3', model: { name: 'scripted' }, provider: { used: 'cpu' }, run_ms: 3, loading: null },
    ...{ load_error: null, queue_length: 0, queue_limit: 64, images_per_s: 0, data_folder: app.dataFolder },
    history: { count: 0 },
  });
  await postRaw(app);
  await postRaw(app, '?save=false');
  await expect.poll(async () => (await status()).history.count, { timeout: 10_000 }).toBe(1);
  const { images_per_s, checks, history } = await status();
  expect(images_per_s).toBeGreaterThan(0);
  expect(history.bytes).toBeGreaterThan(0);
  expect(checks).toEqual(Health.parse(await (await fetch(`${app.url}/health`)).json()).checks);
});

it('says why no model is there', async () => {
  app.detection.active = null;
  app.detection.onLoad = async () => {
    throw new VigilError('model_unreadable', 'It is cut off.');
  };
  await fetch(`${app.url}/v1/models/load`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ path: '/nowhere.onnx' }),
  });
  expect(await status()).toMatchObject({
    model: null,
    provider: null,
    load_error: { code: 'model_unreadable', detail: 'It is cut off.' },
  });
});
