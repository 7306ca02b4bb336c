import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CatalogueEntry, findEntry, readCatalogue } from './catalogue.ts';
import { answer, type FileServer, startFileServer, type Turn } from './testing/file-server.ts';

const ENTRY: CatalogueEntry = {
  name: 'bolts-2',
  title: 'Bolts',
  url: 'https://models.example/bolts.onnx',
  size_bytes: 10,
  sha256: '0'.repeat(64),
  licence: 'MIT',
  layout: 'yolox',
  input_size: [416, 416],
  note: '',
};
let folder: string;
let file: string;
let server: FileServer | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-catalogue-'));
  file = join(folder, 'catalogue.json');
  server = null;
});
afterEach(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});
const reading = (content: unknown) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readCatalogue(file);
};
const sending =
  (body: string): Turn =>
  (_request, response) =>
    response.end(body);

describe('the catalogue that comes with Vigil', () => {
  it('names YOLOX in three sizes, each from its makers’ release under the licence they give', async () => {
    const { models } = await readCatalogue(join(import.meta.dirname, '../../models/catalogue.json'));
    expect(models.map(({ name }) => name)).toEqual(['yolox-nano', 'yolox-tiny', 'yolox-s']);
    for (const { url, licence, layout } of models) {
      expect(url).toMatch(
        /^https:\/\/github\.com\/Megvii-BaseDetection\/YOLOX\/releases\/download\/0\.1\.1rc0\/\w+\.onnx$/,
      );
      expect([licence, layout]).toEqual(['Apache-2.0', 'yolox']);
    }
  });
});

describe('a catalogue', () => {
  it('is read from a file and from an address', async () => {
    expect(await reading({ models: [ENTRY] })).toEqual({ models: [ENTRY] });
    server = await startFileServer(sending(JSON.stringify({ models: [ENTRY] })));
    expect(await readCatalogue(server.url)).toEqual({ models: [ENTRY] });
  });

  it.each([
    ['a name that is a path', { name: '../../evil' }, 'models[0].name'],
    ['a name with a folder', { name: 'a/b' }, 'models[0].name'],
    ['a name with capitals', { name: 'A' }, 'models[0].name'],
    ['a name that ends with a dot', { name: 'a.' }, 'models[0].name'],
    ['an address that is none', { url: 'file:///etc/passwd' }, 'models[0].url'],
    ['a checksum that is none', { sha256: 'c789' }, 'models[0].sha256'],
    ['a file of no bytes', { size_bytes: 0 }, 'models[0].size_bytes'],
    ['an unknown layout', { layout: 'ssd' }, 'models[0].layout'],
    ['an unknown field', { mirror: 'x' }, 'models[0]'],
  ])('with %s is refused by its field', async (_, change, field) => {
    await expect(reading({ models: [{ ...ENTRY, ...change }] })).rejects.toMatchObject({
      code: 'invalid_parameter',
      message: expect.stringContaining(`${field}: `),
    });
  });

  it('with a name twice, that is no JSON or that is not there is refused', async () => {
    await expect(reading({ models: [ENTRY, ENTRY] })).rejects.toThrow('names a model twice');
    await expect(reading('models:')).rejects.toThrow('is not JSON');
    await expect(readCatalogue(join(folder, 'absent'))).rejects.toMatchObject({ code: 'invalid_parameter' });
  });

  it.each([
    ['answers 404', answer(404), 10_000, 'the server answers 404'],
    ['sends no end of it', sending('x'.repeat(1_100_000)), 10_000, 'larger than 1 MiB'],
    ['says nothing', () => undefined, 100, 'aborted due to timeout'],
  ] as const)('at an address that %s is refused', async (_, turn, limitMs, reason) => {
    server = await startFileServer(turn as Turn);
    await expect(readCatalogue(server.url, limitMs)).rejects.toMatchObject({
      code: 'download_failed',
      message: expect.stringContaining(reason),
    });
  });

  it('tells its names to who asks for another', () => {
    expect(findEntry({ models: [ENTRY] }, 'bolts-2')).toBe(ENTRY);
    expect(() => findEntry({ models: [ENTRY] }, 'nuts')).toThrow('The catalogue has no "nuts". Its models: bolts-2.');
    expect(() => findEntry({ models: [] }, 'nuts')).toThrow('none');
  });
});
