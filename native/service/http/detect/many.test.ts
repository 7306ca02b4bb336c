import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { VigilError } from '../../../contract/errors.ts';
import type { ImageFailure, ImageResult } from '../../../contract/http/detect.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { answered, form, type Part, post, postRaw, problem } from '../testing/detect-request.ts';
import { outcome } from '../testing/scripted-detection.ts';

let app: AppUnderTest;
afterEach(() => app.close());

describe('many images', () => {
  it('are answered in the order they were sent, whatever the order they were done in, four at a time', async () => {
    app = await startApp();
    const waiting: (() => void)[] = [];
    let most = 0;
    app.detection.onDetect = async (job) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        most = Math.max(most, waiting.length);
        // The last to come is the first to be done, once four are there or none is left to come.
        if (waiting.length === 4 || app.detection.jobs.length === 9) for (const go of waiting.splice(0).reverse()) go();
      });
      const bytes = job.image.type === 'bytes' ? job.image.bytes : new Uint8Array();
      return outcome({ result: { ...outcome().result, width: Number(Buffer.from(bytes).toString()) } });
    };
    const names = Array.from({ length: 9 }, (_, i) => `${i} & 写 (1) #%20.jpg`);
    const response = await post(
      app,
      form(names.map((name, i) => [i % 2 === 0 ? 'file' : 'image', String(i + 1), name])),
    );
    const images = (await answered(response)).images as ImageResult[];
    expect(images.map(({ width, name, inference_id }) => [width, name, inference_id])).toEqual(
      names.map((name, i) => [i + 1, name, i + 1]),
    );
    expect(most).toBe(4);
  });

  it('stand beside those that fail', async () => {
    app = await startApp();
    app.detection.onDetect = async (job) => {
      if (job.image.type === 'bytes' && Buffer.from(job.image.bytes).toString() === 'bad') {
        throw new VigilError('image_unreadable', 'It is no image.');
      }
      return outcome();
    };
    const response = await post(
      app,
      form([
        ['file', 'bad', 'bad.jpg'],
        ['file', 'good'],
      ]),
    );
    const { images } = await answered(response);
    expect(images[0]).toEqual({ name: 'bad.jpg', error: { code: 'image_unreadable', detail: 'It is no image.' } });
    expect((images[1] as ImageResult).inference_id).toBe(1);
  });

  it('that all fail answer with the first one’s status and lose no detail', async () => {
    app = await startApp();
    const codes = ['image_unreadable', 'inference_timeout'] as const;
    app.detection.onDetect = async () => {
      throw new VigilError(codes[app.detection.jobs.length - 1] ?? 'internal', 'Because.');
    };
    const answer = await problem(
      await post(
        app,
        form([
          ['file', 'a'],
          ['file', 'b'],
        ]),
      ),
    );
    expect(answer).toMatchObject({ status: 400, code: 'image_unreadable' });
    expect((answer['images'] as ImageFailure[]).map(({ error }) => error.code)).toEqual(codes);
  });

  it.each([
    [
      'a field',
      () => {
        const data = form([['file', 'a']]);
        data.append('conf', '0.5');
        return data;
      },
      '"conf"',
    ],
    [
      'a part of another name',
      () =>
        form([
          ['file', 'a'],
          ['photo', 'b'],
        ]),
      '"photo"',
    ],
    ['nothing', () => form([]), 'no image'],
    ['too many', () => form(Array.from({ length: 257 }, () => ['file', 'x'] as Part)), 'limit'],
  ])('come to nothing in a form with %s', async (_what, make, detail) => {
    app = await startApp();
    const answer = await problem(await post(app, make()));
    expect(answer).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(answer.detail).toContain(detail);
    expect(app.store.listInferences({ limit: 10 }).items).toEqual([]);
  });

  it.each([
    ['without a boundary', 'multipart/form-data', 'x'],
    [
      'that ends early',
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
    ],
    ['that is no form', 'multipart/form-data; boundary=b', 'no form'],
  ])('come to nothing in a form %s', async (_what, type, body) => {
    app = await startApp();
    const answer = await problem(await post(app, body, '', { 'content-type': type }));
    expect(answer).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(app.store.listInferences({ limit: 10 }).items).toEqual([]);
  });
});

describe('a caller that leaves', () => {
  const head = (type: string, length: number) =>
    `POST /v1/yolo/detect HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;
  const part = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nphoto\r\n';
  const statuses = async () =>
    (await (await fetch(`${app.url}/metrics`)).text()).match(/detect\/",method="POST",status="499"\} (\d+)/)?.[1];

  it('while its image waits takes it out of the queue', async () => {
    app = await startApp();
    app.detection.hang(new VigilError('request_cancelled', 'Gone.'));
    const socket = connect(app.port, '127.0.0.1');
    socket.write(`${head('image/jpeg', 5)}photo`);
    await expect.poll(() => app.detection.jobs.length).toBe(1);
    const signal = app.detection.jobs[0]?.signal;
    expect(signal?.aborted).toBe(false);
    socket.destroy();
    await expect.poll(() => signal?.aborted).toBe(true);
    await expect.poll(statuses).toBe('1');
  });

  it('in the middle of the upload leaves nothing behind, though its first image is done', async () => {
    app = await startApp();
    const socket = connect(app.port, '127.0.0.1');
    socket.write(`${head('multipart/form-data; boundary=b', 10_000)}${part}${part}`);
    await expect.poll(() => app.detection.jobs.length).toBe(1);
    socket.destroy();
    await expect.poll(() => app.detection.jobs[0]?.signal?.aborted).toBe(true);
    await expect.poll(statuses).toBe('1');
    expect(app.store.listInferences({ limit: 10 }).items).toEqual([]);
  });

  it('in the middle of a raw body reaches no detector', async () => {
    app = await startApp();
    const socket = connect(app.port, '127.0.0.1');
    socket.write(`${head('image/jpeg', 10_000)}pho`);
    socket.end();
    await expect.poll(statuses).toBe('1');
    expect(app.detection.jobs).toHaveLength(0);
  });

  it('with a form that goes wrong is told at once, and what waits of it leaves the queue', async () => {
    app = await startApp();
    app.detection.hang(new VigilError('request_cancelled', 'Gone.'));
    const response = await post(
      app,
      form([
        ['file', 'a'],
        ['photo', 'b'],
      ]),
    );
    expect((await problem(response)).code).toBe('invalid_request');
    expect(app.detection.jobs[0]?.signal?.aborted).toBe(true);
  });

  it('only after sending all of a refused body still reads why, and may ask again', async () => {
    app = await startApp();
    const body = Buffer.concat([
      Buffer.from(part.replace('name="file"', 'name="photo"')),
      Buffer.alloc(8_000_000, part),
      Buffer.from('--b--\r\n'),
    ]);
    const socket = connect(app.port, '127.0.0.1');
    socket.write(head('multipart/form-data; boundary=b', body.length));
    await new Promise((resolve) => socket.write(body, resolve));
    socket.write(`GET /health/live HTTP/1.1\r\nHost: 127.0.0.1:${app.port}\r\nConnection: close\r\n\r\n`);
    let answers = '';
    for await (const chunk of socket.setEncoding('utf8')) answers += chunk;
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200']);
  });

  it('after its answer aborts nothing', async () => {
    app = await startApp();
    expect((await postRaw(app)).status).toBe(200);
    expect(app.detection.jobs[0]?.signal?.aborted).toBe(false);
  });
});
