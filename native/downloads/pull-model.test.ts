import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Sidecar } from '../contract/model.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { modelState, pullModel } from './pull-model.ts';
import { type FileServer, serve, startFileServer } from './testing/file-server.ts';

const CONTENT = Buffer.from('a model');
let folder: string;
let server: FileServer;
let entry: CatalogueEntry;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-pull-'));
  server = await startFileServer(serve(CONTENT));
  entry = {
    name: 'bolts',
    title: 'Bolts and nuts',
    url: server.url,
    size_bytes: CONTENT.length,
    sha256: createHash('sha256').update(CONTENT).digest('hex'),
    licence: 'MIT',
    layout: 'yolox',
    input_size: [416, 640],
    note: '',
  };
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
const at = (name: string) => join(folder, name);

it('brings the model and a sidecar that Vigil reads', async () => {
  expect(await pullModel(folder, entry)).toEqual({
    ...{ present: false, resumed_from: 0, sidecar_kept: false },
    path: at('bolts.onnx'),
    sidecar: at('bolts.vigil.json'),
  });
  expect(readFileSync(at('bolts.onnx')).equals(CONTENT)).toBe(true);
  expect(Sidecar.parse(JSON.parse(readFileSync(at('bolts.vigil.json'), 'utf8')))).toEqual({
    ...{ name: 'Bolts and nuts', layout: 'yolox', input_size: [416, 640], licence: 'MIT' },
  });
});

it('leaves a sidecar that is there', async () => {
  writeFileSync(at('bolts.vigil.json'), '{"name":"mine"}');
  expect(await pullModel(folder, entry)).toMatchObject({ sidecar_kept: true });
  expect(readFileSync(at('bolts.vigil.json'), 'utf8')).toBe('{"name":"mine"}');
});

it('writes none for a model that it refuses', async () => {
  await expect(pullModel(folder, { ...entry, sha256: '0'.repeat(64) })).rejects.toMatchObject({
    code: 'checksum_mismatch',
  });
  expect(existsSync(at('bolts.vigil.json'))).toBe(false);
});

it('tells what is there', async () => {
  expect(await modelState(folder, entry)).toEqual({ state: 'absent' });
  writeFileSync(at('bolts.onnx.part'), 'a m');
  expect(await modelState(folder, entry)).toEqual({ state: 'partial', bytes: 3 });
  writeFileSync(at('bolts.onnx'), 'another');
  expect(await modelState(folder, entry)).toEqual({ state: 'other' });
  writeFileSync(at('bolts.onnx'), CONTENT);
  expect(await modelState(folder, entry)).toEqual({ state: 'present' });
});
