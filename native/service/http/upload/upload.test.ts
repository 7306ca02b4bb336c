import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem, VigilError } from '../../../contract/errors.ts';
import { LoadModelResponse } from '../../../contract/http/models.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { ACTIVE } from '../testing/scripted-detection.ts';
import { removeUnfinished } from './model-folder.ts';

const MAX_BYTES = 1_000_000;
let app: AppUnderTest;
let loaded: string[];

beforeEach(async () => {
  app = await startApp({}, undefined, { maxModelBytes: MAX_BYTES });
  loaded = [];
  app.detection.onLoad = async ({ path }) => {
    // What the detector would read.
    loaded.push(readFileSync(path, 'utf8').slice(0, 10));
    const { card, provider, parallelism, load_ms, run_ms } = ACTIVE;
    return { model: { ...card, path }, provider, parallelism, load_ms, run_ms, replaced: null };
  };
});
afterEach(() => app.close());

const folder = () => join(app.dataFolder, 'models');
const files = () => readdirSync(folder()).sort();
const upload = (name: string, body: string, type = 'application/octet-stream') =>
  fetch(`${app.url}/v1/models/upload?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
const uploadWell = async (name: string, body: string) => {
  const response = await upload(name, body);
  expect(response.status).toBe(200);
  return basename(LoadModelResponse.parse(await response.json()).model.path);
};
const problem = async (response: Response) => Problem.parse(await response.json());

describe('an uploaded model', () => {
  it('is kept and loaded', async () => {
    expect(await uploadWell('nano.onnx', 'bytes')).toBe('nano.onnx');
    expect([files(), loaded]).toEqual([['nano.onnx'], ['bytes']]);
  });

  it('leaves another of its name alone, and is not kept twice', async () => {
    expect(await uploadWell('nano.onnx', 'one')).toBe('nano.onnx');
    expect(await uploadWell('nano.onnx', 'two')).toBe('nano (2).onnx');
    expect(await uploadWell('nano.onnx', 'three')).toBe('nano (3).onnx');
    expect(await uploadWell('nano.onnx', 'two')).toBe('nano (2).onnx');
    expect(await uploadWell('nano.onnx', 'one')).toBe('nano.onnx');
    expect(files()).toEqual(['nano (2).onnx', 'nano (3).onnx', 'nano.onnx']);
  });

  it('comes under names of their own when two of one name come at once', async () => {
    const names = await Promise.all([uploadWell('nano.onnx', 'one'), uploadWell('nano.onnx', 'two')]);
    expect(names.sort()).toEqual(['nano (2).onnx', 'nano.onnx']);
  });

  it('is removed where it does not load, unless it was there before', async () => {
    await uploadWell('good.onnx', 'good');
    app.detection.onLoad = async () => {
      throw new VigilError('model_unreadable', 'It is cut off.');
    };
    expect(await problem(await upload('bad.onnx', 'bad'))).toMatchObject({
      ...{ status: 422, code: 'model_unreadable', detail: 'It is cut off.' },
    });
    expect((await upload('good.onnx', 'good')).status).toBe(422);
    expect(files()).toEqual(['good.onnx']);
  });

  it.each([
    ['nano.pt', 'name'],
    ['../nano.onnx', 'name'],
    ['.onnx', 'name'],
    ['a/b.onnx', 'name'],
    ['nano\n.onnx', 'name'],
  ])('is refused under the name %j', async (name, field) => {
    const answer = await problem(await upload(name, 'x'));
    expect(answer).toMatchObject({ status: 422, code: 'invalid_parameter' });
    expect(answer.detail).toContain(field);
  });

  it('is refused under any other type', async () => {
    expect(await problem(await upload('nano.onnx', 'x', 'text/plain'))).toMatchObject({
      ...{ status: 415, code: 'unsupported_media_type' },
    });
  });

  it('is refused where it is too large, whether it says so before or not', async () => {
    const body = 'x'.repeat(MAX_BYTES + 1);
    expect(await problem(await upload('large.onnx', body))).toMatchObject({ status: 413, code: 'model_too_large' });
    const stream = new Blob([body]).stream();
    const response = await fetch(`${app.url}/v1/models/upload?name=large.onnx`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: stream, duplex: 'half' },
    });
    expect(await problem(response)).toMatchObject({ status: 413, code: 'model_too_large' });
    expect(files()).toEqual([]);
    expect(loaded).toEqual([]);
  });

  it('leaves nothing when its sender goes away', async () => {
    const socket = connect(app.port, '127.0.0.1');
    socket.write(
      `POST /v1/models/upload?name=half.onnx HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\nhalf`,
    );
    mkdirSync(folder(), { recursive: true });
    await expect.poll(files).toHaveLength(1);
    expect(files()[0]).toMatch(/^half\.onnx\.[0-9a-f]{8}\.part$/);
    socket.destroy();
    await expect.poll(files).toEqual([]);
    expect(loaded).toEqual([]);
  });

  it('clears away what a crash left of an upload, and not what a download will go on with', async () => {
    mkdirSync(folder(), { recursive: true });
    writeFileSync(join(folder(), 'a.onnx.0123abcd.part'), 'half');
    writeFileSync(join(folder(), 'b.onnx.part'), 'half');
    await removeUnfinished(folder());
    expect(files()).toEqual(['b.onnx.part']);
  });

  it('says why where it cannot be written', async () => {
    writeFileSync(folder(), 'a file where the folder should be');
    const answer = await problem(await upload('nano.onnx', 'x'));
    expect(answer).toMatchObject({ status: 507, code: 'storage_failed' });
    expect(answer.detail).toContain(folder());
  });
});
