import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem, VigilError } from '../../../contract/errors.ts';
import type { LoadRequest } from '../../detection/types.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { ACTIVE } from '../testing/scripted-detection.ts';

const MAX_BYTES = 1_000_000;
let app: AppUnderTest;
let loaded: { request: LoadRequest; content: string }[];

beforeEach(async () => {
  app = await startApp({}, undefined, { maxModelBytes: MAX_BYTES });
  loaded = [];
  app.detection.onLoad = async (request) => {
    loaded.push({ request, content: readFileSync(request.path, 'utf8').slice(0, 20) });
    const { card, provider, parallelism, load_ms, run_ms } = ACTIVE;
    return { model: { ...card, path: request.path }, provider, parallelism, load_ms, run_ms, replaced: null };
  };
});
afterEach(() => app.close());

const folder = () => join(app.dataFolder, 'models');
const files = () => readdirSync(folder()).sort();
const model = (content: string) => new File([content], 'ignored.bin', { type: 'application/octet-stream' });
type Parts = readonly (readonly [name: string, content: string | File])[];

function upload(parts: Parts, name = 'nano.onnx'): Promise<Response> {
  const body = new FormData();
  for (const [part, content] of parts) body.append(part, content);
  return fetch(`${app.url}/v1/models/upload?name=${name}`, { method: 'POST', body });
}
const problem = async (response: Response) => Problem.parse(await response.json());

describe('a model uploaded in a form', () => {
  const sidecar = JSON.stringify({ layout: 'yolov8', names: ['bolt', 'nut'] });

  it.each([
    [
      'before',
      [
        ['sidecar', sidecar],
        ['file', model('weights')],
      ],
    ],
    [
      'after',
      [
        ['file', model('weights')],
        ['sidecar', sidecar],
      ],
    ],
  ] as [string, Parts][])('is loaded with the sidecar that stands %s it', async (_, parts) => {
    expect((await upload(parts)).status).toBe(200);
    const path = join(folder(), 'nano.onnx');
    expect(loaded).toMatchObject([
      { request: { path, sidecar: { layout: 'yolov8', names: ['bolt', 'nut'] } }, content: 'weights' },
    ]);
    expect(files()).toEqual(['nano.onnx']);
  });

  it('needs none', async () => {
    expect((await upload([['file', model('weights')]])).status).toBe(200);
    expect(loaded[0]?.request.sidecar).toBeNull();
  });

  it('takes a sidecar of many names', async () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `a class with a long name, number ${index}`);
    expect(
      (
        await upload([
          ['sidecar', JSON.stringify({ names })],
          ['file', model('weights')],
        ])
      ).status,
    ).toBe(200);
    expect(loaded[0]?.request.sidecar?.names).toHaveLength(20_000);
  });

  it('is remembered with it for the next start', async () => {
    await upload([
      ['sidecar', sidecar],
      ['file', model('weights')],
    ]);
    expect(app.store.getSetting('model.sidecar')).toBe(JSON.stringify({ layout: 'yolov8', names: ['bolt', 'nut'] }));
  });

  it.each([
    [
      'a sidecar that is no JSON',
      [
        ['sidecar', 'layout: yolov8'],
        ['file', model('x')],
      ],
      'invalid_parameter',
      'sidecar',
    ],
    [
      'a sidecar that is none',
      [
        ['sidecar', '{"layout":"ssd"}'],
        ['file', model('x')],
      ],
      'invalid_parameter',
      'sidecar.layout',
    ],
    [
      'the same after the file',
      [
        ['file', model('x')],
        ['sidecar', '{"layout":"ssd"}'],
      ],
      'invalid_parameter',
      'sidecar.layout',
    ],
    ['no model', [['sidecar', sidecar]], 'invalid_request', 'no model'],
    [
      'a field that nobody reads',
      [
        ['file', model('x')],
        ['note', 'hello'],
      ],
      'invalid_request',
      '"note"',
    ],
    [
      'two models',
      [
        ['file', model('x')],
        ['file', model('y')],
      ],
      'invalid_request',
      'cannot be read',
    ],
    ['a model as a field', [['file', 'x']], 'invalid_request', '"file"'],
  ] as [string, Parts, string, string][])('with %s is refused and not kept', async (_, parts, code, word) => {
    const answer = await problem(await upload(parts));
    expect(answer).toMatchObject({ code, detail: expect.stringContaining(word) });
    await expect.poll(() => (readdirSync(app.dataFolder).includes('models') ? files() : [])).toEqual([]);
    expect(loaded).toEqual([]);
  });

  it('that is too large is refused and not kept', async () => {
    const parts: Parts = [
      ['sidecar', sidecar],
      ['file', model('x'.repeat(MAX_BYTES + 1))],
    ];
    expect(await problem(await upload(parts))).toMatchObject({ status: 413, code: 'model_too_large' });
    expect(files()).toEqual([]);
    const huge: Parts = [['file', model('x'.repeat(MAX_BYTES + 5_000_000))]];
    expect(await problem(await upload(huge))).toMatchObject({ status: 413, code: 'model_too_large' });
  });

  it('that does not load is not kept', async () => {
    app.detection.onLoad = async () => {
      throw new VigilError('model_unsupported', 'State its layout.');
    };
    expect((await upload([['file', model('x')]])).status).toBe(422);
    expect(files()).toEqual([]);
  });

  it('leaves nothing when its sender goes away', async () => {
    const socket = connect(app.port, '127.0.0.1');
    const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.onnx"\r\n\r\nhalf';
    socket.write(
      `POST /v1/models/upload?name=half.onnx HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n${part}`,
    );
    await expect.poll(() => (readdirSync(app.dataFolder).includes('models') ? files() : [])).toHaveLength(1);
    socket.destroy();
    await expect.poll(files).toEqual([]);
    expect(loaded).toEqual([]);
  });

  it('is refused from a page of another site', async () => {
    const body = new FormData();
    body.append('file', model('x'));
    const headers = { origin: 'https://evil.example' };
    const response = await fetch(`${app.url}/v1/models/upload?name=a.onnx`, { method: 'POST', body, headers });
    expect(await problem(response)).toMatchObject({ code: 'origin_rejected' });
    expect(loaded).toEqual([]);
  });
});
