import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { Problem } from '../../contract/errors.ts';
import type { SecurityEvent } from '../../contract/http/history.ts';
import { createLogger } from '../../logging/logger.ts';
import { waitUntil } from '../../testing/patience.ts';
import { sendRaw } from '../http/testing/raw-http.ts';
import { type ScrapeListener, startScrapeListener } from './listener.ts';

const log = createLogger({ folder: null, level: 'silent' }).component('scrape');
const events: Omit<SecurityEvent, 'at'>[] = [];
const counted: (string | undefined)[] = [];
let renders = 0;
let failure: Error | null = null;
let gate = Promise.resolve();
const deps = {
  metrics: {
    async render() {
      renders++;
      await gate;
      if (failure !== null) throw failure;
      return { contentType: 'text/plain; version=0.0.4; charset=utf-8', body: 'model_loaded 1\n' };
    },
    observeRequest: ({ endpoint, status }: { endpoint: string | undefined; status: number }) =>
      void counted.push(`${endpoint} ${status}`),
  },
  security: { record: (event: Omit<SecurityEvent, 'at'>) => void events.push(event) },
  log,
};

const open: ScrapeListener[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(open.splice(0).map((listener) => listener.stop()));
  events.length = 0;
  counted.length = 0;
  renders = 0;
  failure = null;
  gate = Promise.resolve();
});

async function listen(options: { allowed_hosts?: string[]; headersTimeout?: number } = {}): Promise<number> {
  const { allowed_hosts = [], ...rest } = options;
  const listener = await startScrapeListener({ host: '127.0.0.1', port: 0, allowed_hosts }, { ...deps, ...rest });
  open.push(listener);
  if (listener.state.state !== 'listening') throw new Error(listener.state.state);
  return Number(new URL(listener.state.url).port);
}

function holdOpen(port: number, text = ''): Socket {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  sockets.push(socket);
  socket.write(text);
  return socket;
}

it('is off without an address', async () => {
  const listener = await startScrapeListener({ host: null, port: 8001, allowed_hosts: [] }, deps);
  expect(listener.state).toEqual({ state: 'off' });
  await listener.stop();
});

it('tells figures and that the console lives, and nothing else', async () => {
  const url = `http://127.0.0.1:${await listen()}`;
  const metrics = await fetch(`${url}/metrics`);
  expect([metrics.status, await metrics.text()]).toEqual([200, 'model_loaded 1\n']);
  expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(metrics.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
  const head = await fetch(`${url}/metrics`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '15', '']);

  const other = await fetch(`${url}/v1/settings`);
  expect(other.headers.get('content-type')).toMatch('application/problem+json');
  expect(Problem.parse(await other.json())).toMatchObject({ status: 404, code: 'not_found' });
  const posted = await fetch(`${url}/metrics`, { method: 'POST', body: 'x' });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  await waitUntil(() => counted.length === 5);
  expect(counted.sort()).toEqual(['/health 200', '/metrics 200', '/metrics 200', 'undefined 404', 'undefined 405']);
  expect(events).toEqual([]);
});

it('turns foreign names and pages away, and says so among the security events', async () => {
  const port = await listen({ allowed_hosts: ['scraped.example'] });
  const ask = async (...lines: string[]) => (await sendRaw(port, ['GET /metrics HTTP/1.1', ...lines])).status;
  expect(await ask('Host: scraped.example')).toBe(200);
  expect(await ask('Host: rebound.example')).toBe(403);
  expect(await ask(`Host: 127.0.0.1:${port}`, 'Origin: https://evil.example')).toBe(403);
  expect(await ask()).toBe(403);
  expect(await ask(`Host: 127.0.0.1:${port}`, 'Host: rebound.example')).toBe(403);
  const climbing = await sendRaw(port, ['GET /../token HTTP/1.1', `Host: 127.0.0.1:${port}`]);
  expect(climbing.status).toBe(404);
  expect(events.map(({ kind, remote }) => `${kind} ${remote}`)).toEqual([
    'host_rejected 127.0.0.1',
    'origin_rejected 127.0.0.1',
    'host_rejected 127.0.0.1',
    'host_rejected 127.0.0.1',
    'path_rejected 127.0.0.1',
  ]);
  expect(renders).toBe(1);
});

it('refuses headers beyond 8 KiB, what is no HTTP, and tunnels', async () => {
  const port = await listen();
  const host = `Host: 127.0.0.1:${port}`;
  const long = await sendRaw(port, ['GET /metrics HTTP/1.1', host, `X-Long: ${'x'.repeat(9_000)}`]);
  expect([long.status, Problem.parse(JSON.parse(long.body)).detail]).toEqual([
    400,
    'The headers are larger than 8 KiB.',
  ]);
  expect((await sendRaw(port, ['nonsense'])).status).toBe(400);
  const tunnel = holdOpen(port, `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n\r\n`);
  await once(tunnel, 'close');
  expect(tunnel.bytesRead).toBe(0);
  expect(renders).toBe(0);
});

it('ends connections on which no request comes, and holds 32 at most', async () => {
  const port = await listen({ headersTimeout: 200 });
  await once(holdOpen(port, 'GET /metrics HTTP/1.1\r\n').resume(), 'close');

  const patient = await listen();
  const held = Array.from({ length: 32 }, () => holdOpen(patient, 'GET /metrics HTTP/1.1\r\n'));
  await Promise.all(held.map((socket) => socket.connecting && once(socket, 'connect')));
  const beyond = holdOpen(patient);
  await once(beyond.resume(), 'close');
  held[0]?.destroy();
  await waitUntil(async () => (await fetch(`http://127.0.0.1:${patient}/health`).catch(() => null))?.ok);
});

it('makes one page for all who ask at the same time, and says when it cannot be made', async () => {
  const port = await listen();
  const opened = Promise.withResolvers<void>();
  gate = opened.promise;
  const request = `GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`;
  // Both come in one piece, so that both are there when the first page is being made.
  const socket = holdOpen(port, `${request}\r\n${request}Connection: close\r\n\r\n`);
  await waitUntil(() => renders > 0);
  opened.resolve();
  expect((await text(socket)).match(/model_loaded 1/g)).toHaveLength(2);
  expect(renders).toBe(1);

  const ask = () => fetch(`http://127.0.0.1:${port}/metrics`);
  failure = new Error('the registry is broken');
  const broken = await ask();
  expect(Problem.parse(await broken.json())).toMatchObject({ status: 500, code: 'internal' });
  failure = null;
  expect((await ask()).status).toBe(200);
});

it('says why it cannot listen, and rejects nothing', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const listener = await startScrapeListener({ host: '127.0.0.1', port, allowed_hosts: [] }, deps);
  expect(listener.state).toMatchObject({ state: 'failed', reason: expect.stringMatching(/is taken.*--metrics-port/) });
  const nowhere = await startScrapeListener({ host: '203.0.113.7', port: 0, allowed_hosts: [] }, deps);
  expect(nowhere.state).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('no address of this machine'),
  });
  await Promise.all([listener.stop(), nowhere.stop()]);
  await new Promise((resolve) => taken.close(resolve));
});
