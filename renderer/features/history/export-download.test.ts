import { describe, expect, test } from 'vitest';
import { type DownloadProgress, fileNameOf, readDownload } from './export-download.ts';

describe('the name of a download', () => {
  test.each([
    ['attachment; filename="history.json"', 'history.json'],
    ['attachment; filename=history.csv', 'history.csv'],
    ['attachment; filename="a \\"b\\".zip"', 'a "b".zip'],
    ['attachment; filename="x.zip"; filename*=UTF-8\'\'Gr%C3%B6%C3%9Fe.zip', 'Größe.zip'],
    ['attachment; filename="x.zip"; filename*=UTF-8\'\'%E0%A4%A', 'x.zip'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment', 'fallback'],
    [null, 'fallback'],
  ])('%s is %s', (disposition, name) => {
    expect(fileNameOf(disposition, 'fallback')).toBe(name);
  });
});

describe('reading a download', () => {
  const stream = (pieces: string[]) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    });

  test('tells how much has come and puts the pieces together', async () => {
    const told: DownloadProgress[] = [];
    const headers = {
      'content-length': '6',
      'content-disposition': 'attachment; filename="a.csv"',
      'content-type': 'text/csv',
    };
    const { name, blob } = await readDownload(new Response(stream(['abc', 'def']), { headers }), 'x', (progress) => {
      told.push(progress);
    });
    expect(told).toEqual([
      { received: 3, total: 6 },
      { received: 6, total: 6 },
    ]);
    expect(name).toBe('a.csv');
    expect(blob.type).toBe('text/csv');
    expect(await blob.text()).toBe('abcdef');
  });

  test('has no total where the service states none', async () => {
    const told: DownloadProgress[] = [];
    await readDownload(new Response(stream(['abc'])), 'x', (progress) => told.push(progress));
    expect(told).toEqual([{ received: 3, total: null }]);
  });
});
