import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { iou } from '../boxes/iou.ts';
import type { Detection } from '../contract/candidates.ts';
import { Problem } from '../contract/errors.ts';
import type { ImageResult } from '../contract/http/detect.ts';
import { ENDPOINTS, type EndpointName } from '../contract/http/endpoints.ts';
import type { DetectorLauncher, DetectorLink } from '../contract/messages.ts';
import { launchChildProcess } from '../launcher/child-process.ts';
import { hasShared, sharedPath } from '../testing/shared.ts';
import { EventReader } from './http/testing/event-reader.ts';
import { type RunningService, type ServiceOptions, startService } from './service.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'vigil-service-'));
const start = (dataFolder: string, options: Partial<ServiceOptions> = {}) =>
  startService({ launcher: launchChildProcess, version: '1.2.3', port: 0, dataFolder, ...options });

type Json<Name extends EndpointName> = (typeof ENDPOINTS)[Name]['answers'] extends infer Schema extends z.ZodType
  ? z.output<Schema>
  : never;

/** Asks and checks the answer against the table. */
async function ask<Name extends EndpointName>(
  service: RunningService,
  name: Name,
  init: RequestInit & { id?: number; query?: string; status?: number } = {},
): Promise<Json<Name>> {
  const { path, method, answers } = ENDPOINTS[name];
  const url = `${service.url}${path.replace(':id', String(init.id))}${init.query ?? ''}`;
  const response = await fetch(url, { method, ...init });
  if (response.status !== (init.status ?? 200)) throw new Error(`${response.status}: ${await response.text()}`);
  return (answers as z.ZodType).parse(await response.json()) as Json<Name>;
}

const loadBody = (body: object) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const YOLOX = sharedPath('models/yolox-nano-416.onnx');
const HANDSIGN = sharedPath('models/yolox-nano-handsign16-416.onnx');
const photo = (name: string) => new File([readFileSync(sharedPath('images', name))], name);
const form = (...files: File[]) => {
  const data = new FormData();
  for (const file of files) data.append('file', file);
  return { body: data };
};

interface Reference {
  results: { model: string; image: string; detections: Detection[] }[];
}
function reference(model: string, image: string): Detection[] {
  const { results }: Reference = JSON.parse(readFileSync(sharedPath('reference/detections.json'), 'utf8'));
  return results.find((result) => result.model === model && result.image === image)?.detections ?? [];
}
const isTwin = (a: Detection, b: Detection) =>
  a.class_id === b.class_id && iou(Float32Array.from([...a.box, ...b.box]), 0, 4) >= 0.9;

describe.skipIf(!hasShared)('a console with a model', () => {
  const folder = newFolder();
  let service: RunningService;
  beforeAll(async () => {
    service = await start(folder, { model: { path: YOLOX } });
    await service.modelSettled;
  });
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is healthy and says what runs where', async () => {
    const health = await ask(service, 'health');
    expect(health).toMatchObject({ status: 'ok', version: '1.2.3', model: { name: 'yolox-nano-416' } });
    const providers = await ask(service, 'providers');
    expect(providers.active?.used).toBe(health.model?.provider);
    expect(providers.order.at(-1)).toBe('cpu');
    expect((await ask(service, 'listModels')).models).toMatchObject([{ path: YOLOX, present: true }]);
  });

  it.each(['bus.jpg', 'zidane.jpg'])('finds in %s what the reference finds, and keeps it', async (name) => {
    const { images } = await ask(service, 'detect', { ...form(photo(name)), query: '?source=test' });
    const image = images[0] as ImageResult;
    const wanted = reference('yolox-nano-416.onnx', name).filter(({ score }) => score >= 0.3);
    expect(wanted.length).toBeGreaterThan(0);
    for (const one of wanted) expect(image.detections.some((found) => isTwin(found, one))).toBe(true);

    const id = image.inference_id as number;
    const kept = await ask(service, 'getInference', { id });
    expect(kept).toMatchObject({ detections: image.detections, timings_ms: image.timings_ms, name, source: 'test' });
    expect((await ask(service, 'getCandidates', { id })).candidates.length).toBeGreaterThan(image.detections.length);
    expect((await ask(service, 'listInferences', { query: `?q=${name}` })).items[0]).toMatchObject({
      inference_id: id,
    });
    await expect.poll(async () => (await ask(service, 'getInference', { id })).has_thumbnail).toBe(true);
    const thumbnail = await fetch(`${service.url}/v1/history/inferences/${id}/thumbnail`);
    expect(thumbnail.headers.get('content-type')).toBe('image/webp');
    expect(
      Buffer.from(await thumbnail.arrayBuffer())
        .subarray(8, 12)
        .toString(),
    ).toBe('WEBP');
  });

  it('answers a raw body as it answers a form', async () => {
    const raw = { headers: { 'content-type': 'image/jpeg', 'x-file-name': 'bus.jpg' }, body: photo('bus.jpg') };
    const one = (await ask(service, 'detect', raw)).images[0] as ImageResult;
    const other = (await ask(service, 'detect', form(photo('bus.jpg')))).images[0] as ImageResult;
    expect(one.detections).toEqual(other.detections);
    expect(one.name).toBe('bus.jpg');
  });

  it('answers the good one of two images, one of them corrupt', async () => {
    const { images } = await ask(service, 'detect', form(new File(['no image'], 'broken.jpg'), photo('bus.jpg')));
    expect(images[0]).toMatchObject({ name: 'broken.jpg', error: { detail: expect.stringMatching(/\w/) } });
    expect((images[1] as ImageResult).detections.length).toBeGreaterThan(0);
  });

  it('counts what it did', async () => {
    await ask(service, 'detect', form(photo('bus.jpg')));
    const text = await (await fetch(`${service.url}/metrics`)).text();
    expect(text).toMatch(/^images_processed_total [1-9]/m);
    expect(text).toMatch(/^model_loaded 1$/m);
  });

  it('goes on when the model is switched under load, and when the switch fails', async () => {
    let isOver = false;
    const models = new Set<string>();
    const load = async () => {
      while (!isOver) models.add((await ask(service, 'detect', form(photo('bus.jpg')))).model.name);
    };
    const callers = [load(), load()];
    try {
      const loaded = await ask(service, 'loadModel', loadBody({ path: HANDSIGN }));
      expect(loaded).toMatchObject({ model: { path: HANDSIGN }, replaced: { name: 'yolox-nano-416' } });
      await expect.poll(() => models.has(loaded.model.name)).toBe(true);
      const broken = await fetch(`${service.url}/v1/models/load`, {
        ...loadBody({ path: sharedPath('models/odd/truncated.onnx') }),
        method: 'POST',
      });
      expect(Problem.parse(await broken.json()).status).toBe(422);
      const id = loaded.replaced?.id as string;
      expect((await ask(service, 'loadModel', loadBody({ id }))).model.id).toBe(id);
    } finally {
      isOver = true;
    }
    // Rejects if any request in all that time was not answered with a result.
    await Promise.all(callers);
    const { runs, active } = await ask(service, 'listModels');
    expect(active?.name).toBe('yolox-nano-416');
    expect(runs.map(({ model, ended_at }) => [model.name, ended_at === null])).toEqual([
      ['yolox-nano-416', true],
      ['yolox-nano-handsign16-416', false],
      ['yolox-nano-416', false],
    ]);
    expect(runs[1]?.images).toBeGreaterThan(0);
  });
});

describe('a console', () => {
  let folder: string;
  const running: RunningService[] = [];
  const open = async (options: Partial<ServiceOptions> = {}, dataFolder = folder) => {
    const service = await start(dataFolder, options);
    running.push(service);
    return service;
  };
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(async () => {
    for (const service of running.splice(0)) await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('listens without a model, says so, and leaves nothing when it stops', async () => {
    const service = await open();
    await service.modelSettled;
    const file = join(folder, 'console.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ url: service.url, pid: process.pid });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(service.token).toBeNull();
    const health = await ask(service, 'health', { status: 503 });
    expect(health.checks[0]).toMatchObject({ name: 'model', status: 'failed' });
    const detect = await fetch(`${service.url}/v1/yolo/detect`, {
      ...{ method: 'POST', headers: { 'content-type': 'image/jpeg' }, body: 'x' },
    });
    expect([detect.status, Problem.loose().parse(await detect.json()).code]).toEqual([503, 'model_not_loaded']);

    await Promise.all([service.stop(), service.stop()]);
    expect(existsSync(file)).toBe(false);
    await expect(fetch(service.url)).rejects.toThrow();
  });

  it('tells its events, and ends them as it stops instead of waiting for their readers', async () => {
    const service = await open();
    const reader = await EventReader.open(service.url);
    expect((await reader.next('gpu')).data.troubled).toContain('model');
    const load = ask(service, 'loadModel', { ...loadBody({ path: join(folder, 'none.onnx') }), status: 404 });
    await expect(load).rejects.toThrow();
    expect((await reader.next('model', ({ change }) => change === 'load_failed')).data.model).toBeNull();
    await service.stop();
    // Cut by the grace of a stop it would be false.
    expect(await reader.ended).toBe(true);
  });

  it('names the port that is taken, and lets go of everything', async () => {
    const first = await open();
    const other = newFolder();
    await expect(start(other, { port: first.port })).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringContaining(String(first.port)),
    });
    expect((await fetch(`${first.url}/health/live`)).status).toBe(200);
    await (await start(other)).stop();
    rmSync(other, { recursive: true, force: true });
  });

  it('starts with the settings that were kept, unless told otherwise for the run', async () => {
    const first = await open();
    const kept = { method: 'PUT', ...loadBody({ port: first.port, thresholds: { conf: 0.6 } }) };
    expect((await ask(first, 'putSettings', kept)).restart_needed).toEqual(['port']);
    await first.stop();

    const next = await startService({ launcher: launchChildProcess, version: '1.2.3', dataFolder: folder });
    running.push(next);
    expect(next.port).toBe(first.port);
    expect(await ask(next, 'getSettings')).toMatchObject({
      ...{ listening_port: first.port, restart_needed: [], settings: { thresholds: { conf: 0.6 } } },
    });
    await next.stop();

    const told = await open({ port: 0 });
    expect(told.port).not.toBe(first.port);
    expect(await ask(told, 'getSettings')).toMatchObject({ restart_needed: [], settings: { port: first.port } });
  });

  it('knows a browser again after a restart', async () => {
    const first = await open({ host: '0.0.0.0' });
    const body = loadBody({ token: first.token?.value as string });
    const session = await fetch(`${first.url}/v1/session`, { method: 'POST', ...body });
    const headers = { cookie: session.headers.get('set-cookie')?.split(';')[0] as string };
    await ask(first, 'status', { headers });
    await first.stop();
    const next = await open({ host: '0.0.0.0' });
    expect((await ask(next, 'status', { headers })).data_folder).toBe(folder);
    expect((await fetch(`${next.url}/v1/status`)).status).toBe(401);
  });

  it('says when its address is none of this machine', async () => {
    await expect(start(folder, { host: '203.0.113.7' })).rejects.toMatchObject({ code: 'invalid_parameter' });
  });

  it('wants the token of its folder off loopback', async () => {
    const service = await open({ host: '0.0.0.0' });
    expect(service.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(service.token).toEqual({ value: expect.any(String), file: join(folder, 'token') });
    expect((await fetch(`${service.url}/v1/models`)).status).toBe(401);
    const headers = { authorization: `Bearer ${service.token?.value}` };
    await ask(service, 'listModels', { headers });
    expect((await ask(service, 'securityEvents', { headers })).events).toMatchObject([{ kind: 'unauthorized' }]);
    await service.stop();
    const log = readFileSync(join(folder, 'logs/vigil.log'), 'utf8');
    expect(log).not.toContain(service.token?.value);
  });

  it('goes on with a new history when the old one is corrupt, and says so', async () => {
    writeFileSync(join(folder, 'history.db'), Buffer.alloc(100_000, 'this is no database '));
    const service = await open();
    expect(service.recovery).toContain('set aside');
    const { checks } = await ask(service, 'health', { status: 503 });
    expect(checks.find(({ name }) => name === 'store')).toMatchObject({ status: 'degraded' });
    expect((await ask(service, 'listInferences')).items).toEqual([]);
  });

  it.skipIf(!hasShared)(
    'listens though its model cannot be loaded, says why, and takes another, also next time',
    async () => {
      const service = await open({ model: { path: sharedPath('models/odd/text.onnx') } });
      await service.modelSettled;
      const { checks } = await ask(service, 'health', { status: 503 });
      expect(checks[0]?.detail).toContain('text.onnx');
      await ask(service, 'loadModel', loadBody({ path: YOLOX, sidecar: { name: 'mine' } }));
      expect((await ask(service, 'health')).model?.name).toBe('mine');
      await service.stop();

      const next = await open();
      await next.modelSettled;
      expect((await ask(next, 'health')).model?.name).toBe('mine');
    },
  );

  it.skipIf(!hasShared)('answers what is under way before it stops', async () => {
    let isUnderWay = false;
    const launcher: DetectorLauncher = (options) => {
      const link = launchChildProcess(options);
      const post: DetectorLink['post'] = (message) => {
        isUnderWay ||= message.kind === 'detect';
        link.post(message);
      };
      const { onMessage, onExit, kill } = link;
      return { pid: link.pid, post, onMessage: onMessage.bind(link), onExit: onExit.bind(link), kill: kill.bind(link) };
    };
    const service = await open({ launcher, model: { path: YOLOX } });
    await service.modelSettled;
    const files = Array.from({ length: 12 }, () => photo('bus.jpg'));
    const answer = ask(service, 'detect', form(...files));
    await expect.poll(() => isUnderWay).toBe(true);
    const stopped = service.stop();
    const { images } = await answer;
    expect(images.map((image) => 'error' in image)).toEqual(files.map(() => false));
    await stopped;
    const again = await open();
    const { items } = await ask(again, 'listInferences');
    expect(items.map(({ inference_id }) => inference_id)).toEqual(
      images.map((image) => (image as ImageResult).inference_id).reverse(),
    );
  });
});
