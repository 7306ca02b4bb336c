import { mkdirSync, writeFileSync } from 'node:fs';
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
import { answer, serve, type Turn } from './testing/file-server.ts';

const test = downloadsUnderTest();

describe('a download that breaks off', () => {
  it('goes on from there by itself', async () => {
    await test.from([cut(50_000), cut(70_000), serve(CONTENT, V1)]);
    expect(test.server.ranges).toEqual(['', 'bytes=50000-', 'bytes=120000-']);
    expect(test.server.conditions).toEqual(['', '"v1"', '"v1"']);
    test.expectWhole();
  });

  it('keeps what came in when it gives up, and the next one goes on', async () => {
    const error = await test.from([cut(50_000), answer(503)]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'download_failed',
      message: expect.stringMatching(/503, 3 times in a row\. 50000 of 200000 bytes are kept/),
    });
    expect(test.part().equals(CONTENT.subarray(0, 50_000))).toBe(true);
    test.server.turns.splice(0, 1, serve(CONTENT, V1));
    const url = test.server.url;
    expect(await download(wanted(url), { patience: PATIENCE, target: test.target })).toEqual({
      present: false,
      resumed_from: 50_000,
    });
    expect(test.server.ranges.at(-1)).toBe('bytes=50000-');
    test.expectWhole();
  });

  it('counts only requests that bring next to nothing', async () => {
    const pieces = Array.from({ length: 8 }, () => cut(20_000));
    await test.from([...pieces, serve(CONTENT, V1)]);
    test.expectWhole();
  });

  it('leaves nothing where nothing came', async () => {
    await expect(test.from([answer(503)])).rejects.toMatchObject({
      message: expect.stringContaining('Nothing came in.'),
    });
    expect(test.files()).toEqual([]);
  });

  it('leaves a part that can go on when the user breaks it off', async () => {
    const abort = new AbortController();
    const asked = test.from([serve(CONTENT, { ...V1, stallAfter: 60_000 })], {
      signal: abort.signal,
      onProgress: (bytes) => bytes >= 60_000 && abort.abort(),
    });
    await expect(asked).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringMatching(/^It was broken off\. 60000 of 200000 bytes are kept/),
    });
    expect(test.files()).toEqual(['model.onnx.part', 'model.onnx.part.json']);
    expect(test.part().equals(CONTENT.subarray(0, 60_000))).toBe(true);
  });

  it('does not wait for ever for a silent server', async () => {
    const reasons: string[] = [];
    await test.from([serve(CONTENT, { ...V1, stallAfter: 60_000 }), () => undefined, serve(CONTENT, V1)], {
      patience: { backoffMs: 1, attempts: 3, stallMs: 1_000 },
      onRetry: (reason) => reasons.push(reason),
    });
    expect(reasons).toEqual(['nothing came for 1 s', 'nothing came for 1 s']);
    expect(test.server.ranges).toEqual(['', 'bytes=60000-', 'bytes=60000-']);
    test.expectWhole();
  });

  it('starts over where the server sends all of it again', async () => {
    await test.from([cut(50_000), serve(CONTENT, { ...V1, ignoreRange: true })]);
    expect(test.server.ranges).toEqual(['', 'bytes=50000-']);
    test.expectWhole();
  });

  it('starts over where the file changed on the server and back', async () => {
    await test.from([cut(50_000), serve(CONTENT, { etag: '"v2"' })]);
    expect(test.server.conditions).toEqual(['', '"v1"']);
    test.expectWhole();
  });

  it('starts over where a server without If-Range sends the rest of another version', async () => {
    const other = Buffer.from(CONTENT).reverse();
    await test.from([cut(50_000), serve(other, { etag: '"v2"', ignoreIfRange: true }), serve(CONTENT, V1)]);
    expect(test.server.ranges).toEqual(['', 'bytes=50000-', '']);
    test.expectWhole();
  });

  it('asks by date where there is no strong tag', async () => {
    const lastModified = 'Wed, 18 Aug 2021 03:00:00 GMT';
    const weak = { etag: 'W/"v1"', lastModified };
    await test.from([cut(50_000, weak), serve(CONTENT, weak)]);
    expect(test.server.conditions).toEqual(['', lastModified]);
    test.expectWhole();
  });

  it.each([
    ['another range', { 'content-range': `bytes 0-${SIZE - 1}/${SIZE}` }],
    ['a range it does not name', {}],
    ['the range with another length', { 'content-range': `bytes 50000-${SIZE - 1}/${SIZE}`, 'content-length': '9' }],
  ])('starts over where the server answers 206 with %s', async (_, headers) => {
    const wrong: Turn = (_request, response) =>
      response.writeHead(206, headers as Record<string, string>).end('x'.repeat(9));
    await test.from([cut(50_000), wrong, serve(CONTENT, V1)]);
    expect(test.server.ranges).toEqual(['', 'bytes=50000-', '']);
    test.expectWhole();
  });

  it('starts over where the server has less by now', async () => {
    await test.from([cut(50_000), answer(416, { 'content-range': 'bytes */100' }), serve(CONTENT, V1)]);
    expect(test.server.ranges).toEqual(['', 'bytes=50000-', '']);
    test.expectWhole();
  });

  it('gives up on a server that sends nothing but wrong parts', async () => {
    const wrong: Turn = (_request, response) => response.writeHead(206).end('x');
    await expect(test.from([cut(50_000), wrong])).rejects.toMatchObject({ code: 'download_failed' });
  });
});

describe('a part of before', () => {
  const leave = (bytes: Uint8Array, memory: object | string) => {
    mkdirSync(test.folder);
    writeFileSync(`${test.target}.part`, bytes);
    writeFileSync(`${test.target}.part.json`, typeof memory === 'string' ? memory : JSON.stringify(memory));
  };
  const memory = { url: 'http://elsewhere.example/a', sha256: sha256(CONTENT), etag: '"v1"', last_modified: null };

  it('that is whole needs no server', async () => {
    leave(CONTENT, memory);
    expect(await test.from([answer(500)])).toEqual({ present: false, resumed_from: SIZE });
    test.expectWhole();
  });

  it('of the same content goes on at another address', async () => {
    leave(CONTENT.subarray(0, 1_000), memory);
    await test.from([serve(CONTENT, { etag: '"other"' })]);
    expect([test.server.ranges, test.server.conditions]).toEqual([['bytes=1000-'], ['']]);
    test.expectWhole();
  });

  it.each([
    ['of another content', { ...memory, sha256: '0'.repeat(64) }],
    ['that nobody knows', '{"url": "cut o'],
  ])('%s is not used', async (_, left) => {
    leave(CONTENT.subarray(0, 1_000), left);
    await test.from([serve(CONTENT, V1)]);
    expect(test.server.ranges).toEqual(['']);
    test.expectWhole();
  });

  it('that is too long is not used', async () => {
    leave(Buffer.alloc(SIZE + 1), memory);
    await test.from([serve(CONTENT, V1)]);
    expect(test.server.ranges).toEqual(['']);
    test.expectWhole();
  });

  it('with wrong bytes does not spoil the file', async () => {
    leave(Buffer.alloc(1_000), memory);
    const reasons: string[] = [];
    await test.from([serve(CONTENT, V1)], { onRetry: (reason) => reasons.push(reason) });
    expect(reasons).toEqual([expect.stringContaining('the pieces do not make the file')]);
    expect(test.server.ranges).toEqual(['bytes=1000-', '']);
    test.expectWhole();
  });
});
