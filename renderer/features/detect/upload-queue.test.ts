/// <reference types="node" />
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { features } from '../../../native/testing/features.ts';
import { httpTransport } from './detect-transport.ts';
import { UploadQueue } from './upload-queue.ts';
import { type ImageFile, isBusy, type UploadState } from './upload-state.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, name: string) => void;

/** A console that answers as the test says, over real HTTP. */
interface FakeConsole {
  origin: string;
  port: number;
  /** Names of the images that came, in order. */
  received: string[];
  /** Requests the caller broke off. */
  broken: string[];
  answer: Answer;
  stop(): Promise<void>;
}

const open: FakeConsole[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.stop()));
});

function result(response: ServerResponse, name: string): void {
  const candidates = [{ class_id: 5, class_name: 'bus', score: 0.9, box: [1, 2, 30, 40] }];
  const timings_ms = { queue: 0, decode: 1, tensor: 1, inference: 8, postprocess: 1, total: 11 };
  response.setHeader('content-type', 'application/json').end(
    JSON.stringify({
      request_id: 'r',
      model: { id: 'abcdef012345', name: 'test', version: '1' },
      provider: 'cpu',
      provider_extent: 'all',
      images: [
        {
          inference_id: 7,
          name,
          width: 64,
          height: 48,
          detections: candidates,
          features: features({ detections: 1, confidence: 0.9 }),
          timings_ms,
          candidates: { floor: 0.05, suppressed: false, candidates },
        },
      ],
    }),
  );
}

function problem(response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}): void {
  response
    .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
    .end(JSON.stringify({ type: 'about:blank', title: 'T', status, detail: 'D', code, request_id: 'r' }));
}

async function startFake(answer: Answer, port = 0): Promise<FakeConsole> {
  const server: Server = createServer((request, response) => {
    const name = decodeURIComponent(String(request.headers['x-file-name']));
    if (request.method === 'POST') fake.received.push(name);
    response.once('close', () => {
      if (!response.writableFinished) fake.broken.push(name);
    });
    request.resume().once('end', () => fake.answer(request, response, name));
  });
  const fake: FakeConsole = {
    origin: '',
    port: 0,
    received: [],
    broken: [],
    answer,
    async stop() {
      server.closeAllConnections();
      if (server.listening) await once(server.close(), 'close');
    },
  };
  await once(server.listen(port, '127.0.0.1'), 'listening');
  fake.port = (server.address() as AddressInfo).port;
  fake.origin = `http://127.0.0.1:${fake.port}`;
  open.push(fake);
  return fake;
}

const image = (name: string): ImageFile => ({ file: new File(['pixels'], name, { type: 'image/jpeg' }), path: name });
const images = (count: number): ImageFile[] => Array.from({ length: count }, (_, at) => image(`${at}.jpg`));

const until = (queue: UploadQueue, when: (state: UploadState) => boolean): Promise<UploadState> =>
  new Promise((resolve) => {
    const look = () => {
      if (!when(queue.get())) return;
      unsubscribe();
      resolve(queue.get());
    };
    const unsubscribe = queue.subscribe(look);
    look();
  });
const idle = (queue: UploadQueue) => until(queue, (state) => !isBusy(state));
const states = ({ items }: UploadState) => items.map(({ status }) => status.state);
const queueTo = ({ origin }: { origin: string }) => new UploadQueue(httpTransport(origin), { probeEveryMs: 20 });

describe('UploadQueue', () => {
  it('sends each image once, at most three at a time, and keeps what was answered', async () => {
    let underWay = 0;
    let most = 0;
    const fake = await startFake((_, response, name) => {
      most = Math.max(most, ++underWay);
      setTimeout(() => {
        underWay--;
        result(response, name);
      }, 10);
    });
    const queue = queueTo(fake);
    queue.add([...images(9), image('写真 é%20.jpg')]);
    const done = await idle(queue);
    expect(most).toBe(3);
    expect(fake.received.toSorted()).toEqual([...images(9), image('写真 é%20.jpg')].map(({ path }) => path).toSorted());
    expect(done.counts).toEqual({ waiting: 0, sending: 0, done: 10, failed: 0, cancelled: 0 });
    expect(done.items[0]?.status).toMatchObject({ state: 'done', outcome: { inferenceId: 7, width: 64, height: 48 } });
  });

  it('waits as long as a full console asks and tries again by itself', async () => {
    let refusals = 2;
    const times: number[] = [];
    const fake = await startFake((_, response, name) => {
      times.push(performance.now());
      if (refusals-- > 0) problem(response, 429, 'queue_full', { 'retry-after': '0.3' });
      else result(response, name);
    });
    const queue = new UploadQueue(httpTransport(fake.origin), { inFlight: 1 });
    queue.add([image('a.jpg')]);
    await until(queue, ({ flow }) => flow.state === 'held' && flow.reason === 'queue_full');
    expect(states(await idle(queue))).toEqual(['done']);
    expect(times).toHaveLength(3);
    expect((times[1] as number) - (times[0] as number)).toBeGreaterThan(250);
  });

  it('shows a problem on the image that has it, and sends it again on request', async () => {
    let corrupt = true;
    const fake = await startFake((_, response, name) => {
      if (name === '1.jpg' && corrupt) problem(response, 400, 'image_unreadable');
      else result(response, name);
    });
    const queue = queueTo(fake);
    queue.add(images(3));
    const first = await idle(queue);
    expect(states(first)).toEqual(['done', 'failed', 'done']);
    expect(first.items[1]?.status).toMatchObject({ problem: { code: 'image_unreadable', message: 'D', title: 'T' } });
    expect(first.run).toMatchObject({ total: 3, done: 2, failed: 1 });
    corrupt = false;
    queue.retryAll('failed');
    expect(states(await idle(queue))).toEqual(['done', 'done', 'done']);
    expect(queue.get().run).toMatchObject({ total: 1, done: 1, failed: 0 });
  });

  it('breaks off what is under way when it is cancelled and sends no more', async () => {
    const fake = await startFake((_, response, name) => {
      if (name === '0.jpg') result(response, name);
    });
    const queue = queueTo(fake);
    queue.add(images(200));
    await until(queue, ({ counts }) => counts.done === 1 && counts.sending === 3);
    queue.cancel();
    expect(queue.get().counts).toMatchObject({ waiting: 0, sending: 0, done: 1, cancelled: 199 });
    await expect.poll(() => fake.broken.length).toBe(fake.received.length - 1);
    expect(fake.received.length).toBeLessThanOrEqual(4);
  });

  it('sends cancelled images again without counting the request that was broken off', async () => {
    const held: (() => void)[] = [];
    const fake = await startFake((_, response, name) => held.push(() => result(response, name)));
    const queue = queueTo(fake);
    queue.add([image('a.jpg')]);
    await expect.poll(() => held.length).toBe(1);
    queue.cancel();
    queue.retryAll('cancelled');
    await expect.poll(() => held.length).toBe(2);
    for (const release of held) release();
    const done = await idle(queue);
    expect(states(done)).toEqual(['done']);
    expect(done.run).toMatchObject({ total: 1, done: 1 });
  });

  it('finishes what is under way when it is paused, and goes on when it is resumed', async () => {
    const held: (() => void)[] = [];
    const fake = await startFake((_, response, name) => held.push(() => result(response, name)));
    const queue = queueTo(fake);
    queue.add(images(5));
    await expect.poll(() => held.length).toBe(3);
    queue.pause();
    for (const release of held) release();
    const paused = await until(queue, ({ counts }) => counts.done === 3);
    expect(paused.counts.waiting).toBe(2);
    expect(fake.received).toHaveLength(3);
    fake.answer = (_, response, name) => result(response, name);
    queue.resume();
    expect((await idle(queue)).counts.done).toBe(5);
  });

  it('pauses one run and not the next', async () => {
    const held: (() => void)[] = [];
    const fake = await startFake((_, response, name) => held.push(() => result(response, name)));
    const queue = queueTo(fake);
    queue.pause();
    expect(queue.get().flow.state).toBe('running');
    queue.add([image('a.jpg')]);
    await expect.poll(() => held.length).toBe(1);
    queue.pause();
    held[0]?.();
    await idle(queue);
    fake.answer = (_, response, name) => result(response, name);
    queue.add([image('b.jpg')]);
    expect(states(await idle(queue))).toEqual(['done', 'done']);
  });

  it('waits for a console that is gone and goes on when it is back', async () => {
    const fake = await startFake((_, response) => response.destroy());
    const queue = queueTo(fake);
    queue.add(images(6));
    await until(queue, ({ flow }) => flow.state === 'held' && flow.reason === 'unreachable');
    await fake.stop();
    const back = await startFake((request, response, name) => {
      if (request.method === 'POST') result(response, name);
      else status(response, true);
    }, fake.port);
    expect((await idle(queue)).counts).toMatchObject({ done: 6, failed: 0 });
    expect(new Set(back.received).size).toBe(6);
  });

  it('gives up an image that breaks the connection time and again', async () => {
    const fake = await startFake((request, response, name) => {
      if (request.method === 'GET') status(response, true);
      else if (name === '1.jpg') response.destroy();
      else result(response, name);
    });
    const queue = queueTo(fake);
    queue.add(images(3));
    const done = await idle(queue);
    expect(states(done)).toEqual(['done', 'failed', 'done']);
    expect(fake.received.filter((name) => name === '1.jpg')).toHaveLength(3);
  });

  it('holds everything while no model is loaded, and fails nothing', async () => {
    let loaded = false;
    const fake = await startFake((request, response, name) => {
      if (request.method === 'GET') status(response, loaded);
      else if (loaded) result(response, name);
      else problem(response, 503, 'model_not_loaded');
    });
    const queue = queueTo(fake);
    queue.add(images(4));
    const held = await until(queue, ({ flow }) => flow.state === 'held' && flow.reason === 'no_model');
    expect(held.counts.failed).toBe(0);
    loaded = true;
    expect((await idle(queue)).counts.done).toBe(4);
  });

  it('names a file that has vanished instead of waiting for the console', async () => {
    const fake = await startFake((_, response) => response.destroy());
    const gone = new File(['x'], 'gone.jpg');
    gone.slice = () => {
      const blob = new Blob();
      blob.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
      return blob;
    };
    const queue = queueTo(fake);
    queue.add([{ file: gone, path: 'gone.jpg' }]);
    const done = await idle(queue);
    expect(done.items[0]?.status).toMatchObject({ state: 'failed', problem: { title: 'The file cannot be read' } });
  });

  it('empties the list and brings it back', async () => {
    const fake = await startFake((_, response, name) => result(response, name));
    const queue = queueTo(fake);
    queue.add(images(2));
    await idle(queue);
    const cleared = queue.clear();
    expect(queue.get().items).toEqual([]);
    queue.add([image('new.jpg')]);
    queue.restore(cleared);
    expect(states(await idle(queue))).toEqual(['done', 'done', 'done']);
    expect(queue.get().items.map(({ id }) => id)).toEqual([1, 2, 3]);
  });
});

function status(response: ServerResponse, loaded: boolean): void {
  const input = { name: 'images', dtype: 'float32', height: 64, width: 64, dynamic: false, size_source: 'shape' };
  const model = {
    id: 'abcdef012345',
    name: 'test',
    version: '1',
    path: '/m.onnx',
    size_bytes: 1,
    sha256: 'ab',
    layout: 'yolox',
    layout_source: 'shape',
    layout_reason: '',
    preprocess: 'yolox',
    input,
    output: { name: 'output', dtype: 'float32', shape: [1, 1, 6] },
    classes: ['bus'],
    classes_source: 'default',
    embedding: null,
    metadata: {},
    licence: null,
  };
  response.setHeader('content-type', 'application/json').end(
    JSON.stringify({
      version: '0',
      uptime_s: 1,
      data_folder: '/d',
      model: loaded ? model : null,
      provider: null,
      parallelism: null,
      run_ms: null,
      loading: null,
      load_error: null,
      queue_length: 0,
      queue_limit: 64,
      images_per_s: 0,
      checks: [],
      drift: { state: 'collecting_reference', dataset_drift: null, drift_share: null },
      history: { count: 0, bytes: 0 },
    }),
  );
}
