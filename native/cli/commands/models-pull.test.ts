import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileServer, serve, startFileServer } from '../../downloads/testing/file-server.ts';
import { entry, runVigil } from '../testing/run-vigil.ts';

const CONTENT = Buffer.alloc(400_000, 'weights ');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
let folder = '';
let server: FileServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-models-pull-'));
  server = await startFileServer(serve(CONTENT, { etag: '"v1"' }));
  const model = {
    ...{ name: 'bolts', title: 'Bolts', url: server.url, size_bytes: CONTENT.length, sha256: SHA256 },
    ...{ licence: 'MIT', layout: 'yolox', input_size: [416, 640], note: 'For tests.' },
  };
  writeFileSync(join(folder, 'catalogue.json'), JSON.stringify({ models: [model] }));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (...parts: string[]) => join(folder, ...parts);
const args = (...more: string[]) => [
  ...['models', 'pull', ...more],
  ...['--catalogue', at('catalogue.json'), '--data-dir', at('data')],
];
const pull = (...more: string[]) => runVigil(args(...more));

describe('vigil models pull', () => {
  it('puts the model among those of the console, with its sidecar, and says how to load it', async () => {
    const ended = await pull('bolts');
    const path = at('data/models/bolts.onnx');
    expect(ended).toMatchObject({ status: 0, stdout: `${path}\n` });
    expect(ended.stderr).toMatch(/^100 % {2}0\.4 of 0\.4 MiB/m);
    expect(ended.stderr).toContain(`Bolts, licence MIT; load it with: vigil models load '${path}'\n`);
    expect(readdirSync(at('data/models')).sort()).toEqual(['bolts.onnx', 'bolts.vigil.json']);
    expect(readFileSync(path).equals(CONTENT)).toBe(true);

    const again = await pull('bolts');
    expect(again).toMatchObject({ status: 0, stdout: `${path}\n` });
    expect(again.stderr).toContain('it was there already, with the right checksum\n');
    expect(server.ranges).toHaveLength(1);
  });

  it('lists the catalogue and what is there', async () => {
    const none = await pull();
    expect(none).toMatchObject({ status: 0, stderr: expect.stringContaining('vigil models pull NAME') });
    expect(none.stdout).toMatch(/^bolts {2}0\.4 MiB {2}640x416 {2}MIT {6}no {4}For tests\.$/m);
    mkdirSync(at('data/models'), { recursive: true });
    writeFileSync(at('data/models/bolts.onnx.part'), CONTENT.subarray(0, 100_000));
    expect((await pull()).stdout).toMatch(/ 25 % +For tests\.$/m);
    await pull('bolts');
    const list = JSON.parse((await pull('--json')).stdout);
    expect(list).toMatchObject({
      folder: at('data/models'),
      models: [{ name: 'bolts', state: 'present', path: at('data/models/bolts.onnx'), licence: 'MIT' }],
    });
  });

  it('answers in JSON and takes a folder of its own', async () => {
    const ended = await pull('bolts', '--json', '--to', at('elsewhere'));
    expect(JSON.parse(ended.stdout)).toEqual({
      ...{ name: 'bolts', title: 'Bolts', size_bytes: CONTENT.length, sha256: SHA256, licence: 'MIT' },
      ...{ present: false, resumed_from: 0, path: at('elsewhere/bolts.onnx') },
      ...{ sidecar: at('elsewhere/bolts.vigil.json'), sidecar_kept: false },
    });
  });

  it('leaves what came in when Ctrl-C ends it, and goes on from there', async () => {
    server.turns.splice(0, 1, serve(CONTENT, { etag: '"v1"', stallAfter: 300_000 }));
    const child = spawn(process.execPath, [entry, ...args('bolts')], { stdio: ['ignore', 'ignore', 'pipe'] });
    const said = text(child.stderr);
    const part = at('data/models/bolts.onnx.part');
    await expect.poll(() => sizeOf(part), { timeout: 30_000 }).toBe(300_000);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([3, null]);
    expect(await said).toMatch(/^vigil: The download failed: It was broken off\. 300000 of 400000 bytes are kept: /m);
    expect(readdirSync(at('data/models')).sort()).toEqual(['bolts.onnx.part', 'bolts.onnx.part.json']);

    server.turns.splice(0, 1, serve(CONTENT, { etag: '"v1"' }));
    const ended = await pull('bolts', '--json');
    expect(JSON.parse(ended.stdout)).toMatchObject({ present: false, resumed_from: 300_000 });
    expect(server.ranges.at(-1)).toBe('bytes=300000-');
  });

  it('refuses another file than the one announced', async () => {
    server.turns.splice(0, 1, serve(Buffer.alloc(CONTENT.length, 'poison')));
    const ended = await pull('bolts', '--json');
    expect(ended.status).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({ code: 'checksum_mismatch' });
    expect(readdirSync(at('data/models'))).toEqual([]);
  });

  it('names what the catalogue has instead', async () => {
    const ended = await pull('nuts');
    expect(ended).toMatchObject({ status: 3, stdout: '' });
    expect(ended.stderr).toBe('vigil: There is no such model: The catalogue has no "nuts". Its models: bolts.\n');
  });
});

function sizeOf(path: string): number {
  try {
    return readFileSync(path).length;
  } catch {
    return 0;
  }
}
