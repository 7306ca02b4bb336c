import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem, VigilError } from '../../contract/errors.ts';
import { ENDPOINTS, type Endpoint } from '../../contract/http/endpoints.ts';
import type { NewEvaluation } from '../../store/types.ts';
import { type AppUnderTest, startApp } from './testing/app-under-test.ts';
import { sendRaw } from './testing/raw-http.ts';
import { CARD, outcome } from './testing/scripted-detection.ts';

const EVALUATION: NewEvaluation = {
  name: 'val',
  source: { type: 'folder', images: '/set/images', labels: '/set/labels' },
  model: CARD,
  ...{ provider: 'cpu', conf: 0.25, iou: 0.45, at: 0 },
};

let app: AppUnderTest;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });
const host = () => `Host: 127.0.0.1:${app.port}`;
const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return Problem.loose().parse(await response.json());
};

const REPORT = 'drift-2026-01-05-04-00-00.html';
const REQUIRED_QUERY: Readonly<Record<string, string>> = {
  driftMovedMost: '?feature=brightness',
  series: '?metric=latency_ms',
};

describe('every address of the table', () => {
  it.each(Object.entries(ENDPOINTS).filter(([, { method }]) => method === 'GET'))(
    '%s answers as the table says',
    async (name, endpoint: Endpoint) => {
      if (endpoint.params !== undefined) {
        await fetch(`${app.url}/v1/yolo/detect/`, {
          method: 'POST',
          headers: { 'content-type': 'image/jpeg' },
          body: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
        });
        if (name === 'keptDriftReport') {
          mkdirSync(join(app.dataFolder, 'reports'));
          writeFileSync(join(app.dataFolder, 'reports', REPORT), '<!doctype html>');
        }
        if (name === 'getThumbnail') app.store.saveThumbnail(1, Uint8Array.of(1, 2, 3));
        if (name === 'getEvaluation') app.store.beginEvaluation(EVALUATION);
      }
      // A model is known by the digits of its hash, everything else by a number.
      const path = `${endpoint.path.replace(':id', name === 'modelCard' ? CARD.id : '1').replace(':name', REPORT)}${REQUIRED_QUERY[name] ?? ''}`;
      // The picture is kept after the answer.
      await expect.poll(async () => (await get(path)).status, { timeout: 30_000 }).toBe(200);
      const response = await get(path);
      if (typeof endpoint.answers === 'string')
        expect(response.headers.get('content-type')).toContain(endpoint.answers.replace('*', ''));
      else endpoint.answers.parse(await response.json());
    },
  );

  it('describes itself with examples that call it where the reader did', async () => {
    expect(await (await get('/docs')).text()).toContain(`http://127.0.0.1:${app.port}/v1/models`);
    const other = await fetch(`http://localhost:${app.port}/docs`);
    expect(await other.text()).toContain(`http://localhost:${app.port}/v1/models`);
  });

  it('answers under its aliases, and with or without the last slash', async () => {
    for (const path of ['/v1/yolo/detect', '/v1/yolo/detect/']) {
      const response = await fetch(`${app.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'image/png' },
        body: 'x',
      });
      expect(response.status).toBe(200);
    }
    expect((await get('/v1/models/')).status).toBe(200);
    expect((await get('/health/')).status).toBe(200);
  });

  it('sends people from / to the page that describes it', async () => {
    const response = await fetch(app.url, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/docs']);
  });
});

describe('headers', () => {
  it("answers with the caller's request id where it is a sane one", async () => {
    expect((await get('/health', { 'x-request-id': 'abc-1.2_3' })).headers.get('x-request-id')).toBe('abc-1.2_3');
    for (const insane of ['a b', 'x'.repeat(65), '<script>', 'a"b']) {
      const id = (await get('/health', { 'x-request-id': insane })).headers.get('x-request-id');
      expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }
  });

  it.each([['/health'], ['/nowhere'], ['/%zz'], ['/docs']])('protects the answer of %s', async (path) => {
    const { headers } = await get(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-request-id')).not.toBeNull();
  });
});

describe('problems', () => {
  it('knows no other address', async () => {
    const response = await get('/nowhere', { 'x-request-id': 'mine' });
    expect(await problem(response)).toMatchObject({ status: 404, code: 'not_found', request_id: 'mine' });
    const post = await fetch(`${app.url}/nowhere`, { method: 'POST', headers: { 'content-type': 'a/b' }, body: 'x' });
    expect(await problem(post)).toMatchObject({ status: 404, code: 'not_found' });
  });

  it.each([
    ['POST', '/health', 'GET, HEAD'],
    ['GET', '/v1/yolo/detect', 'POST'],
    ['DELETE', '/v1/history/inferences/7/thumbnail', 'GET, HEAD'],
    ['OPTIONS', '/v1/models/load', 'POST'],
    ['PUT', '/openapi.json', 'GET, HEAD'],
  ])('answers %s %s with 405 and what is possible', async (method, path, allow) => {
    const response = await fetch(`${app.url}${path}`, { method });
    expect(response.headers.get('allow')).toBe(allow);
    expect(await problem(response)).toMatchObject({ status: 405, code: 'method_not_allowed' });
  });

  it.each([
    ['/v1/history/inferences?limit=0', 'limit'],
    ['/v1/history/inferences?limit=many', 'limit'],
    ['/v1/history/inferences?from=yesterday', 'from'],
    ['/v1/history/inferences?color=red', '"color"; known are from, to, class'],
    ['/v1/history/inferences?limit=1&limit=2', 'limit'],
    ['/v1/history/inferences/abc', 'id'],
    ['/v1/history/inferences/0', 'id'],
    ['/v1/history/inferences?cursor=made-up', 'cursor'],
  ])('names what is wrong in %s', async (path, field) => {
    const answer = await problem(await get(path));
    expect(answer).toMatchObject({ status: 422, code: 'invalid_parameter' });
    expect(answer.detail).toContain(field);
  });

  it.each([
    ['application/json', '{"path": ', 400, 'invalid_request'],
    ['application/json', '', 400, 'invalid_request'],
    ['application/json', `"${'x'.repeat(1_100_000)}"`, 400, 'invalid_request'],
    ['application/json', '{"__proto__": {"path": "/x"}}', 400, 'invalid_request'],
    ['application/json', '{}', 422, 'invalid_parameter'],
    ['application/json', '{"path": "models/relative.onnx"}', 422, 'invalid_parameter'],
    ['application/json', '{"path": "/x.onnx", "id": "0123456789ab"}', 422, 'invalid_parameter'],
    ['application/json', '{"id": "ffffffffffff"}', 404, 'model_not_found'],
    ['text/plain', '{"path": "/x.onnx"}', 415, 'unsupported_media_type'],
    ['application/x-www-form-urlencoded', 'path=/x.onnx', 415, 'unsupported_media_type'],
    ['application/jsonx', '{}', 415, 'unsupported_media_type'],
    ['nonsense', '{}', 415, 'unsupported_media_type'],
  ])('refuses a body of %s: %.30s', async (type, body, status, code) => {
    const response = await fetch(`${app.url}/v1/models/load`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect(await problem(response)).toMatchObject({ status, code });
  });

  it('refuses a body without a type', async () => {
    const lines = ['POST /v1/models/load HTTP/1.1', host(), 'Content-Length: 2'];
    const answer = await sendRaw(app.port, lines, '{}');
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([415, 'unsupported_media_type']);
  });

  it('says nothing of the inside when it fails', async () => {
    app.detection.status = () => {
      throw new TypeError('secret of the inside');
    };
    const response = await get('/v1/providers');
    const text = await response.clone().text();
    expect(await problem(response)).toMatchObject({ status: 500, code: 'internal' });
    expect(text).not.toContain('secret');
    expect(text).not.toContain('at ');
  });

  it('answers what is no HTTP at all', async () => {
    const answer = await sendRaw(app.port, ['this is no HTTP']);
    expect(answer.status).toBe(400);
    expect(Problem.parse(JSON.parse(answer.body)).code).toBe('invalid_request');
  });

  it('refuses everything but health while it shuts down', async () => {
    app.policy.isStopping = true;
    expect(await problem(await get('/v1/models'))).toMatchObject({ status: 503, code: 'shutting_down' });
    expect((await get('/health/live')).status).toBe(200);
    const health = await get('/health');
    expect(health.status).toBe(503);
    expect(ENDPOINTS.health.answers.parse(await health.json()).checks).toContainEqual({
      name: 'detector',
      status: 'failed',
      detail: 'Vigil is shutting down.',
    });
  });
});

describe('the guard', () => {
  it.each([
    ['a foreign Host', () => ['GET /health HTTP/1.1', 'Host: evil.example'], 'host_rejected', 403],
    ['no Host', () => ['GET /health HTTP/1.1'], 'host_rejected', 403],
    ['no Host in HTTP/1.0', () => ['GET /health HTTP/1.0'], 'host_rejected', 403],
    ['two Hosts', () => ['GET /health HTTP/1.1', host(), 'Host: evil.example'], 'host_rejected', 403],
    ['an absolute target', () => [`GET http://evil.example/health HTTP/1.1`, host()], 'host_rejected', 403],
    ['a foreign Host on a broken address', () => ['GET /%zz HTTP/1.1', 'Host: evil.example'], 'host_rejected', 403],
    ['a foreign Host where nothing is', () => ['GET /nowhere HTTP/1.1', 'Host: evil.example'], 'host_rejected', 403],
    [
      'a foreign Origin',
      () => ['GET /health HTTP/1.1', host(), 'Origin: https://evil.example'],
      'origin_rejected',
      403,
    ],
    [
      'two Origins',
      () => ['GET / HTTP/1.1', host(), `Origin: http://127.0.0.1:${app.port}`, 'Origin: null'],
      'origin_rejected',
      403,
    ],
    ['another site', () => ['GET /metrics HTTP/1.1', host(), 'Sec-Fetch-Site: same-site'], 'origin_rejected', 403],
  ] as const)('turns %s away and keeps the event', async (_attack, lines, code, status) => {
    const answer = await sendRaw(app.port, [...lines(), 'X-Request-Id: attack-1']);
    expect(answer.status).toBe(status);
    expect(Problem.parse(JSON.parse(answer.body))).toMatchObject({ code, request_id: 'attack-1' });
    const [event] = app.store.listSecurityEvents(10);
    expect(event).toMatchObject({ kind: code, request_id: 'attack-1', remote: '127.0.0.1' });
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toContain(`security_events_total{kind="${code}"} 1`);
  });

  it('looks before it reads: a refused upload reaches no detector', async () => {
    const response = await fetch(`${app.url}/v1/yolo/detect`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg', origin: 'https://evil.example' },
      body: new Uint8Array(1_000_000),
    });
    expect(await problem(response)).toMatchObject({ code: 'origin_rejected' });
    expect(app.detection.jobs).toHaveLength(0);
  });

  it('wants the token off loopback', async () => {
    app.policy.guard = { loopback: false, token: 'a-token-of-some-length' };
    const refused = await get('/v1/models');
    expect(refused.headers.get('www-authenticate')).toContain('Bearer');
    expect(await problem(refused)).toMatchObject({ status: 401, code: 'unauthorized' });
    expect((await get('/v1/models', { authorization: 'Bearer a-token-of-some-length' })).status).toBe(200);
    expect((await get('/health/live')).status).toBe(200);
    expect(app.store.listSecurityEvents(10)).toMatchObject([{ kind: 'unauthorized', risk: 0.3 }]);
  });

  it.each([
    ['/../etc/passwd'],
    ['/docs/../../etc/passwd'],
    ['/%2e%2e/%2e%2e/etc/passwd'],
    ['/v1/history/inferences/..%2f..%2fetc%2fpasswd'],
    ['/%2e%2e/%zz'],
    ['/..\\..\\windows'],
  ])('serves nothing under %s', async (target) => {
    const answer = await sendRaw(app.port, [`GET ${target} HTTP/1.1`, host()]);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([404, 'not_found']);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(app.store.listSecurityEvents(10)).toMatchObject([{ kind: 'path_rejected', risk: 0.9 }]);
  });
});

describe('history', () => {
  const detect = () =>
    fetch(`${app.url}/v1/yolo/detect?conf=0.6`, {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: 'x',
    });

  it('shows every candidate under its name, though fewer were answered', async () => {
    await detect();
    const list = ENDPOINTS.getCandidates.answers.parse(await (await get('/v1/history/inferences/1/candidates')).json());
    expect(list.candidates.map(({ class_name, score }) => [class_name, score])).toEqual([
      ['person', 0.75],
      ['person', 0.5],
      ['Bus', 0.25],
    ]);
  });

  it('answers a thumbnail once', async () => {
    app.detection.onDetect = async () => outcome({ thumbnail: Promise.resolve(Uint8Array.of(82, 73, 70, 70)) });
    await detect();
    const path = '/v1/history/inferences/1/thumbnail';
    await expect.poll(async () => (await get(path)).status).toBe(200);
    const response = await get(path);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(82, 73, 70, 70));
    expect(response.headers.get('cache-control')).toContain('immutable');
    const again = await get(path, { 'if-none-match': response.headers.get('etag') as string });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it.each([[''], ['/candidates'], ['/thumbnail']])('has no result 99%s', async (part) => {
    const response = await get(`/v1/history/inferences/99${part}`);
    expect(await problem(response)).toMatchObject({ status: 404, code: 'not_found' });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('health', () => {
  it('is 503, with the same body, when there is no model', async () => {
    app.detection.active = null;
    const response = await get('/health');
    expect(response.status).toBe(503);
    const health = ENDPOINTS.health.answers.parse(await response.json());
    expect(health).toMatchObject({ status: 'degraded', model: null, version: '1.2.3' });
    expect(health.checks[0]).toMatchObject({ name: 'model', status: 'failed' });
    expect((await get('/health/ready')).status).toBe(503);
    expect((await get('/health/live')).status).toBe(200);
  });

  it('is degraded, but serves, when the queue is full', async () => {
    app.detection.queueLength = 64;
    const response = await get('/health');
    expect([response.status, ENDPOINTS.health.answers.parse(await response.json()).status]).toEqual([200, 'degraded']);
  });

  it('tells why no model could be loaded', async () => {
    app.detection.active = null;
    app.detection.onLoad = async () => {
      throw new VigilError('model_unreadable', 'The file is empty.');
    };
    const load = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"path": "/x.onnx"}' };
    expect(await problem(await fetch(`${app.url}/v1/models/load`, load))).toMatchObject({ code: 'model_unreadable' });
    expect(ENDPOINTS.health.answers.parse(await (await get('/health')).json()).checks[0]?.detail).toBe(
      '/x.onnx was not loaded: The file is empty.',
    );
  });
});

it('counts requests by the address of the table, and what matches none as one', async () => {
  await get('/v1/history/inferences/99');
  await get('/nowhere/1');
  await get('/nowhere/2');
  const text = await (await get('/metrics')).text();
  expect(text).toContain('endpoint="/v1/history/inferences/:id",method="GET",status="404"} 1');
  expect(text).not.toContain('nowhere');
});
