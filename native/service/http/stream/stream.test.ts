import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VigilError } from '../../../contract/errors.ts';
import { type AppOptions, type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { postRaw, problem } from '../testing/detect-request.ts';
import { EventReader } from '../testing/event-reader.ts';
import { ACTIVE, CARD } from '../testing/scripted-detection.ts';
import { MOST_READERS } from './handler.ts';

let app: AppUnderTest;
const readers: EventReader[] = [];
const start = async (options: AppOptions = {}) => {
  app = await startApp({}, undefined, options);
};
async function read(options: Parameters<typeof EventReader.open>[1] = {}): Promise<EventReader> {
  const reader = await EventReader.open(app.url, options);
  readers.push(reader);
  return reader;
}

beforeEach(() => start());
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.leave();
  await app.close();
});

describe('GET /v1/events', () => {
  it('tells every reader of a result that a third party made', async () => {
    const [one, other] = [await read(), await read()];
    expect(one.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(one.response.headers.get('cache-control')).toBe('no-store');
    expect(one.response.headers.get('x-content-type-options')).toBe('nosniff');
    const { images } = (await (await postRaw(app, '?source=camera')).json()) as { images: { inference_id: number }[] };
    for (const reader of [one, other]) {
      const { data } = await reader.next('inference', ({ kept }) => kept > 0);
      expect(data).toMatchObject({ answered: 1, kept: 1, last_id: images[0]?.inference_id, sources: ['camera'] });
    }
  });

  it('tells of an image that fails and of one that is not kept', async () => {
    const reader = await read();
    await postRaw(app, '?save=false');
    await reader.next('inference', ({ answered, kept }) => answered === 1 && kept === 0);
    app.detection.onDetect = async () => {
      throw new VigilError('inference_failed', 'Scripted.');
    };
    await postRaw(app);
    await reader.next('inference', ({ failed }) => failed === 1);
  });

  it('tells of models that are loaded, and that are not', async () => {
    const reader = await read();
    app.detection.switchTo({ ...ACTIVE, card: { ...CARD, id: 'fedcba987654', name: 'other' } });
    expect((await reader.next('model')).data).toMatchObject({ change: 'loaded', model: { name: 'other' } });
    const load = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"path": "/x.onnx"}' };
    await fetch(`${app.url}/v1/models/load`, load);
    const { data } = await reader.next('model', ({ change }) => change === 'load_failed');
    expect(data).toMatchObject({ reason: 'The scripted detection loads nothing.', model: { name: 'other' } });
  });

  it('tells of what is deleted and brought back, and of drift that is reset', async () => {
    await postRaw(app);
    const reader = await read();
    const json = (body: object) => ({
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    });
    const deletion = await fetch(`${app.url}/v1/history/delete`, json({ ids: [1] }));
    const { deletion_id } = (await deletion.json()) as { deletion_id: string };
    await fetch(`${app.url}/v1/history/restore`, json({ deletion_id }));
    expect((await reader.next('job', ({ kind }) => kind === 'deletion')).data).toMatchObject({ done: 1 });
    expect((await reader.next('job', ({ kind }) => kind === 'restoration')).data).toMatchObject({ done: 1 });
    await fetch(`${app.url}/v1/monitoring/drift/reset-reference`, json({ mode: 'next' }));
    expect((await reader.next('drift')).data).toMatchObject({ change: 'reset', state: 'collecting_reference' });
  });

  it('says which checks are not well, beside the figures of the moment', async () => {
    await app.close();
    await start({ news: { machineEveryMs: 20 } });
    app.detection.queueLength = 5;
    const reader = await read();
    expect((await reader.next('gpu')).data).toMatchObject({ queue_length: 5, troubled: [] });
    app.detection.active = null;
    await reader.next('gpu', ({ troubled }) => troubled.includes('model'));
    expect(reader.lastId).toMatch(/^[0-9a-f]{8}-0$/);
  });

  it('sends a comment where nothing happens', async () => {
    await app.close();
    await start({ news: { heartbeatMs: 20 } });
    const reader = await read();
    await expect.poll(() => reader.comments.length).toBeGreaterThan(1);
    expect(reader.events).toEqual([]);
  });

  it('answers HEAD without opening a stream', async () => {
    const response = await fetch(`${app.url}/v1/events`, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    expect(app.news.listeners).toBe(0);
  });
});

describe('a reader that comes back', () => {
  it.each(['header', 'query'] as const)('is told by its %s what it missed', async (way) => {
    const before = await read();
    await postRaw(app);
    await before.next('inference');
    const { lastId } = before;
    before.leave();
    await before.ended;
    app.detection.switchTo(ACTIVE);
    const again = await read(
      way === 'header' ? { headers: { 'last-event-id': lastId } } : { path: `?last_event_id=${lastId}` },
    );
    expect((await again.next('model')).data).toMatchObject({ change: 'loaded' });
    expect(again.of('reset')).toEqual([]);
  });

  it.each([
    ['00000000-3', 'another_run'],
    ['made up', 'unknown_id'],
  ])('with the id %s is told to ask anew', async (id, reason) => {
    const reader = await read({ headers: { 'last-event-id': id } });
    expect((await reader.next('reset')).data).toEqual({ reason });
    app.detection.switchTo(ACTIVE);
    await reader.next('model');
  });

  it('is told so too after the console was started anew', async () => {
    const before = await read();
    app.detection.switchTo(ACTIVE);
    const { id } = await before.next('model');
    await app.close();
    await start();
    const reader = await read({ headers: { 'last-event-id': id } });
    expect((await reader.next('reset')).data).toEqual({ reason: 'another_run' });
  });
});

describe('connections', () => {
  it('are so many at most, and one more is told why', async () => {
    for (let n = 0; n < MOST_READERS; n++) await read();
    const refused = await fetch(`${app.url}/v1/events`);
    expect(await problem(refused)).toMatchObject({ status: 429, code: 'too_many_readers' });
    readers.pop()?.leave();
    await expect.poll(() => app.news.listeners).toBe(MOST_READERS - 1);
    await read();
  });

  it('end with the console, which does not wait for them', async () => {
    const [reader, deaf] = [await read(), await openDeaf()];
    const closed = app.close();
    expect(await reader.ended).toBe(true);
    await closed;
    deaf.destroy();
    await start();
  });

  it('are refused without the token, as every address, and while shutting down', async () => {
    app.policy.guard = { loopback: false, token: 'a-token-of-some-length' };
    expect(await problem(await fetch(`${app.url}/v1/events`))).toMatchObject({ status: 401, code: 'unauthorized' });
    const reader = await read({ headers: { authorization: 'Bearer a-token-of-some-length' } });
    app.detection.switchTo(ACTIVE);
    await reader.next('model');
    app.policy.guard = {};
    const foreign = await fetch(`${app.url}/v1/events`, { headers: { origin: 'https://evil.example' } });
    expect(await problem(foreign)).toMatchObject({ code: 'origin_rejected' });
    app.policy.isStopping = true;
    expect(await problem(await fetch(`${app.url}/v1/events`))).toMatchObject({ code: 'shutting_down' });
  });

  it('are counted when they open and distort no duration', async () => {
    const reader = await read();
    const traffic = async () => {
      const { endpoints } = (await (await fetch(`${app.url}/v1/system/api`)).json()) as {
        endpoints: { endpoint: string; requests: number; statuses: Record<string, number> }[];
      };
      return endpoints.find(({ endpoint }) => endpoint === '/v1/events');
    };
    expect(await traffic()).toMatchObject({ requests: 1, statuses: { 200: 1 } });
    reader.leave();
    await expect.poll(() => app.news.listeners).toBe(0);
    expect(await traffic()).toMatchObject({ requests: 1, statuses: { 200: 1 } });
  });
});

describe('a reader that does not read', () => {
  it('is cut off before much waits for it, and the others are told everything', async () => {
    const deaf = await openDeaf();
    const cut = new Promise((resolve) => deaf.once('close', resolve));
    const reader = await read();
    expect(app.news.listeners).toBe(2);
    let told = 0;
    // What the kernel holds for a connection is some megabytes; what waits here is bounded.
    for (; app.news.listeners === 2 && told < 100_000; told++) {
      app.news.model({ change: 'lost', model: null, provider: null, reason: `${told} ${'x'.repeat(480)}` });
      if (told % 50 === 0) await reader.next('model', ({ reason }) => reason?.startsWith(`${told} `) === true);
    }
    expect(app.news.listeners).toBe(1);
    const last = await reader.next('model', ({ reason }) => reason?.startsWith(`${told - 1} `) === true);
    expect(last.data.change).toBe('lost');
    expect(reader.of('model')).toHaveLength(told);
    deaf.resume();
    await cut;
  });
});

/** A connection that has asked for the stream and takes nothing of it. */
async function openDeaf(): Promise<Socket> {
  const before = app.news.listeners;
  const socket = connect(app.port, '127.0.0.1').pause();
  socket.on('error', () => {});
  socket.write(`GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\n\r\n`);
  await expect.poll(() => app.news.listeners).toBe(before + 1);
  return socket;
}
