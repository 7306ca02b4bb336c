import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { sendRaw } from '../testing/raw-http.ts';

const PAGE = '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><title>Vigil</title>';
let outer: string;
let app: AppUnderTest;

beforeAll(() => {
  outer = mkdtempSync(join(tmpdir(), 'vigil-ui-'));
  mkdirSync(join(outer, 'ui/assets'), { recursive: true });
  writeFileSync(join(outer, 'secret.js'), 'secret');
  writeFileSync(join(outer, 'ui/index.html'), PAGE);
  writeFileSync(join(outer, 'ui/icon.svg'), '<svg/>');
  writeFileSync(join(outer, 'ui/notes.md'), 'no part of a page');
  writeFileSync(join(outer, 'ui/assets/index-1a2B_c.js'), 'run()');
  writeFileSync(join(outer, 'ui/assets/.hidden.js'), 'hidden');
  symlinkSync(join(outer, 'secret.js'), join(outer, 'ui/assets/link.js'));
});
afterAll(() => rmSync(outer, { recursive: true }));
beforeEach(async () => {
  app = await startApp({}, undefined, { uiFolder: join(outer, 'ui') });
});
afterEach(() => app.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}${path}`, { headers, redirect: 'manual' });
const HTML = { accept: 'text/html,application/xhtml+xml' };

describe('the page', () => {
  it.each([
    '/',
    '/demo',
    '/detect',
    '/history',
    '/history/7',
    '/models',
    '/settings',
    '/settings/',
    '/?token',
    '/index.html',
  ])('is at %s', async (path) => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toContain('<title>Vigil</title>');
  });

  it('tells a person who navigates elsewhere, and no program, that there is nothing', async () => {
    expect((await get('/nowhere', HTML)).status).toBe(200);
    expect((await get('/nowhere')).status).toBe(404);
    expect((await fetch(`${app.url}/nowhere`, { method: 'POST', headers: HTML })).status).toBe(404);
  });

  it('has a number of its own in each answer, that its policy names', async () => {
    const nonces = new Set<string>();
    for (let i = 0; i < 2; i++) {
      const response = await get('/');
      const nonce = /content="([^"]+)"/.exec(await response.text())?.[1] as string;
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
      expect(response.headers.get('content-security-policy')).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      );
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });

  it('leaves the addresses of the API alone', async () => {
    expect((await get('/docs', HTML)).headers.get('content-type')).toContain('text/html');
    expect(await (await get('/docs', HTML)).text()).not.toContain('csp-nonce');
    expect((await get('/v1/models', HTML)).headers.get('content-type')).toContain('application/json');
    for (const path of ['/v1/nowhere', '/v1', '/metrics/x', '/V1/models']) {
      expect((await get(path, HTML)).status, path).toBe(404);
    }
    expect((await get('/v1/yolo/detect', HTML)).status).toBe(405);
  });

  it('may be opened by a link from elsewhere, as in an alert', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    const ask = (path: string, facts: Record<string, string>) =>
      sendRaw(app.port, [
        `GET ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${app.port}`,
        ...Object.entries({ ...HTML, ...facts }).map(([name, value]) => `${name}: ${value}`),
      ]);
    expect((await ask('/history/7', link)).status).toBe(200);
    expect((await ask('/v1/models', link)).status).toBe(403);
    expect((await ask('/history/7', { ...link, 'sec-fetch-dest': 'iframe' })).status).toBe(403);
  });
});

describe('its files', () => {
  it('are kept by the browser for good where their name holds a hash', async () => {
    const response = await get('/assets/index-1a2B_c.js');
    expect(await response.text()).toBe('run()');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('are asked for again where it does not, and sent once', async () => {
    const response = await get('/icon.svg');
    expect([response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
      'image/svg+xml',
      'no-cache',
    ]);
    const again = await get('/icon.svg', { 'if-none-match': response.headers.get('etag') as string });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it.each([
    ['a folder', '/assets'],
    ['a folder with its slash', '/assets/'],
    ['a file of no page', '/notes.md'],
    ['a hidden file', '/assets/.hidden.js'],
    ['a link out of the folder', '/assets/link.js'],
    ['what is not there', '/assets/gone.js'],
    ['a path that climbs', '/assets/../../secret.js'],
    ['a path that climbs in disguise', '/assets/%2e%2e/%2e%2e/secret.js'],
    ['an encoded path', '/assets/%69ndex-1a2B_c.js'],
    ['two slashes', '//assets/index-1a2B_c.js'],
    ['a null byte', '/assets/index-1a2B_c.js%00.svg'],
  ])('do not include %s', async (_what, target) => {
    const answer = await sendRaw(app.port, [`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${app.port}`]);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});

describe('off loopback', () => {
  beforeEach(() => {
    app.policy.guard = { loopback: false, token: 'a-token-of-some-length' };
  });

  it('the page and its files are there without a token, to ask for it', async () => {
    for (const path of ['/', '/history/7', '/icon.svg', '/assets/index-1a2B_c.js']) {
      expect((await get(path, HTML)).status, path).toBe(200);
    }
  });

  it.each([
    '/v1/models',
    '/%761/models',
    '/v1%2fmodels',
    '/metrics',
    '/docs',
    '/openapi.json',
    '/health',
    '//v1/models',
  ])('the API at %s is not', async (target) => {
    const lines = [`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${app.port}`, 'Accept: text/html'];
    expect((await sendRaw(app.port, lines)).status).toBe(401);
  });
});

it('leads to the description of the API where no page was built', async () => {
  await app.close();
  app = await startApp({}, undefined, { uiFolder: join(outer, 'absent') });
  const response = await get('/');
  expect([response.status, response.headers.get('location')]).toEqual([302, '/docs']);
});
