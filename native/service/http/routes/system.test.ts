import { afterEach, beforeEach, expect, it } from 'vitest';
import { ApiTraffic, SystemSnapshot } from '../../../contract/http/system.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { postRaw } from '../testing/detect-request.ts';
import { ACTIVE } from '../testing/scripted-detection.ts';

let app: AppUnderTest;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const get = async (path: string): Promise<unknown> => (await fetch(`${app.url}${path}`)).json();

it('answers what the machine does', async () => {
  const snapshot = SystemSnapshot.parse(await get('/v1/system'));
  expect(snapshot.processes.map(({ role, pid }) => [role, pid])).toEqual([
    ['service', process.pid],
    ['detector', 1],
  ]);
  expect(snapshot.model_memory?.kind).toBe('host');
});

it('knows where the model runs', async () => {
  const on = async (provider: Partial<typeof ACTIVE.provider>) => {
    app.detection.active = { ...ACTIVE, provider: { ...ACTIVE.provider, ...provider } };
    return SystemSnapshot.parse(await get('/v1/system')).model_memory?.kind;
  };
  expect(await on({ used: 'cuda' })).toBe('gpu');
  expect(await on({ used: 'webgpu', extent: 'part' })).toBe('gpu');
  // It was made for the GPU, and nothing of it runs there.
  expect(await on({ used: 'cuda', extent: 'none' })).toBe('host');
  app.detection.active = null;
  expect(SystemSnapshot.parse(await get('/v1/system')).model_memory).toBeNull();
});

it('answers how its addresses are used, each under one name', async () => {
  await postRaw(app);
  await fetch(`${app.url}/v1/yolo/detect`, { method: 'POST', headers: { 'content-type': 'image/jpeg' }, body: 'x' });
  for (let scan = 0; scan < 20; scan++) await fetch(`${app.url}/scan/${scan}`);
  await expect
    .poll(async () => ApiTraffic.parse(await get('/v1/system/api')).endpoints)
    .toEqual(
      expect.arrayContaining([
        expect.objectContaining({ endpoint: 'other', method: 'GET', statuses: { 404: 20 }, error_ratio: 0 }),
        expect.objectContaining({ endpoint: '/v1/yolo/detect/', method: 'POST', requests: 2 }),
      ]),
    );
});
