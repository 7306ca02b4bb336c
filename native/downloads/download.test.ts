import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { download } from './download.ts';
import {
  CONTENT,
  cut,
  downloadsUnderTest,
  PATIENCE,
  SIZE,
  sha256,
  V1,
  wanted,
} from './testing/downloads-under-test.ts';
import { answer, serve, startFileServer, type Turn } from './testing/file-server.ts';

const test = downloadsUnderTest();

describe('a download', () => {
  it('brings the file to its place and tells how far it is', async () => {
    const told: number[] = [];
    const done = await test.from([serve(CONTENT, V1)], { onProgress: (bytes) => told.push(bytes) });
    expect(done).toEqual({ present: false, resumed_from: 0 });
    test.expectWhole();
    expect(told.at(-1)).toBe(SIZE);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it('asks nobody where the file is there already', async () => {
    mkdirSync(test.folder);
    writeFileSync(test.target, CONTENT);
    expect(await test.from([answer(500)])).toEqual({ present: true, resumed_from: 0 });
    expect(test.server.ranges).toEqual([]);
  });

  it('leaves another file of that name alone', async () => {
    mkdirSync(test.folder);
    writeFileSync(test.target, 'mine');
    await expect(test.from([serve(CONTENT)])).rejects.toMatchObject({ code: 'checksum_mismatch' });
    expect([readFileSync(test.target, 'utf8'), test.files()]).toEqual(['mine', ['model.onnx']]);
  });

  it('follows a redirect, with the range', async () => {
    const redirect: Turn = (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end();
    expect(await test.from([cut(50_000), redirect, serve(CONTENT, V1)])).toMatchObject({ present: false });
    expect(test.server.ranges).toEqual(['', 'bytes=50000-', 'bytes=50000-']);
    test.expectWhole();
  });

  it('waits as long as it is told to and no longer than a user would', async () => {
    const waits: number[] = [];
    const abort = new AbortController();
    const late = answer(503, { 'retry-after': '3600' });
    const asked = test.from([late], {
      signal: abort.signal,
      onRetry(_, waitMs) {
        waits.push(waitMs);
        abort.abort();
      },
    });
    await expect(asked).rejects.toMatchObject({ code: 'download_failed' });
    expect(waits).toEqual([30_000]);
  });
});

describe('a file that is not the one wanted', () => {
  it('is refused for one wrong byte and not kept', async () => {
    const corrupt = Buffer.from(CONTENT);
    corrupt[100_000] = (corrupt[100_000] as number) ^ 1;
    await expect(test.from([serve(corrupt, V1)])).rejects.toMatchObject({
      code: 'checksum_mismatch',
      message: expect.stringContaining(sha256(corrupt)),
    });
    expect(test.files()).toEqual([]);
    expect(test.server.ranges).toHaveLength(1);
  });

  it('is fetched anew once, where it came in pieces, and then refused', async () => {
    const corrupt = Buffer.from(CONTENT);
    corrupt[150_000] = (corrupt[150_000] as number) ^ 1;
    await expect(test.from([cut(50_000), serve(corrupt, V1)])).rejects.toMatchObject({ code: 'checksum_mismatch' });
    expect(test.server.ranges).toEqual(['', 'bytes=50000-', '']);
    expect(test.files()).toEqual([]);
  });

  it.each([SIZE - 1, SIZE + 1])(
    'is refused before it comes where the server says that it has %i bytes',
    async (size) => {
      await expect(test.from([serve(Buffer.alloc(size), V1)])).rejects.toMatchObject({
        code: 'checksum_mismatch',
        message: expect.stringContaining(`has ${size} bytes and the catalogue says ${SIZE}`),
      });
      expect(test.files()).toEqual([]);
    },
  );

  it('is refused as soon as more comes than there should be', async () => {
    const endless: Turn = (_request, response) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' });
      const send = () => response.write(Buffer.alloc(64_000), (error) => error == null && setImmediate(send));
      send();
    };
    await expect(test.from([endless])).rejects.toMatchObject({ code: 'checksum_mismatch' });
    expect(test.files()).toEqual([]);
  });

  it('that ends early without a length is asked for again', async () => {
    const short: Turn = (_request, response) => {
      response.writeHead(200, { etag: '"v1"' });
      response.end(CONTENT.subarray(0, 50_000));
    };
    const reasons: string[] = [];
    await test.from([short, serve(CONTENT, V1)], { onRetry: (reason) => reasons.push(reason) });
    expect(reasons).toEqual(['it ended after 50000 of 200000 bytes']);
    test.expectWhole();
  });

  it('whose length is a lie is asked for again, and refused when it stays one', async () => {
    const lying: Turn = (_request, response, breakAt) => {
      response.writeHead(200, { 'content-length': SIZE, etag: '"v1"' });
      response.write(CONTENT.subarray(0, 1_000));
      breakAt(1_000);
    };
    await expect(test.from([lying])).rejects.toMatchObject({ code: 'download_failed' });
    expect(test.server.ranges).toEqual(['', 'bytes=1000-', 'bytes=1000-']);
    expect(test.part().length).toBe(1_000);
  });
});

describe('a server', () => {
  it.each([404, 410, 400, 403, 401])('that answers %i is asked once', async (status) => {
    await expect(test.from([answer(status)])).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringContaining(`answers ${status}. `),
    });
    expect(test.server.ranges).toHaveLength(1);
    expect(test.files()).toEqual([]);
  });

  it.each([429, 500, 502, 503, 504, 408])('that answers %i is asked again', async (status) => {
    await test.from([answer(status), serve(CONTENT, V1)]);
    expect(test.server.ranges).toHaveLength(2);
    test.expectWhole();
  });

  it('that is not there is asked a few times', async () => {
    const reasons: string[] = [];
    const gone = await startFileServer(answer(200));
    await gone.close();
    const asked = download(wanted(gone.url), {
      patience: PATIENCE,
      target: test.target,
      onRetry: (reason) => reasons.push(reason),
    });
    await expect(asked).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringMatching(/ECONNREFUSED.*3 times in a row\. Nothing came in\.$/),
    });
    expect(reasons).toHaveLength(2);
  });
});

describe('the folder', () => {
  it('that cannot be written is named', async () => {
    writeFileSync(test.folder, 'a file where the folder should be');
    await expect(test.from([serve(CONTENT)])).rejects.toMatchObject({
      code: 'storage_failed',
      message: expect.stringContaining('--to'),
    });
  });

  it('takes one download of a file at a time', async () => {
    const abort = new AbortController();
    const arrived = Promise.withResolvers<void>();
    const first = test.from([serve(CONTENT, { stallAfter: 1_000 })], {
      signal: abort.signal,
      onProgress: () => arrived.resolve(),
    });
    await arrived.promise;
    await expect(download(wanted(test.server.url), { patience: PATIENCE, target: test.target })).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringContaining(`Process ${process.pid} is fetching`),
    });
    abort.abort();
    await expect(first).rejects.toThrow('broken off');
    expect(test.files()).toEqual(['model.onnx.part', 'model.onnx.part.json']);
  });

  it('is not locked by a process that is gone', async () => {
    mkdirSync(test.folder);
    writeFileSync(`${test.target}.part.lock`, '999999999\n');
    await test.from([serve(CONTENT, V1)]);
    test.expectWhole();
  });
});
