import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from './open.ts';
import { beginRun, candidates, inference, query, temporaryFolders, walkPages } from './testing/records.ts';

const folders = temporaryFolders();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  folders.remove();
});

function start(task: 'write' | 'hold' | 'once', folder: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/child.ts'), task, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  return { child, lines, exited: once(child, 'exit'), allRead: once(reader, 'close') };
}

const refusedAsInUse = expect.objectContaining({ code: 'data_folder_in_use' });

describe('SIGKILL of the process', () => {
  it('loses no result that was answered, with everything it had', async () => {
    const folder = folders.make();
    const { child, lines, exited, allRead } = start('write', folder);
    await expect.poll(() => lines.length, { timeout: 30_000 }).toBeGreaterThan(200);
    child.kill('SIGKILL');
    await Promise.all([exited, allRead]);

    const store = openStore(folder);
    const kept = new Set(walkPages(store, query({ limit: 500, class: 'bus' })));
    expect(lines.map(Number).filter((id) => !kept.has(id))).toEqual([]);
    expect(store.getCandidates(Number(lines.at(-1)))).toEqual(candidates(50));
    expect(store.recovery).toBeNull();
    const [run] = store.listModelRuns(1);
    expect(run?.images).toBe(kept.size);
    expect(run?.ended_at).not.toBeNull();
    store.close();
  });
});

describe('the lock of the data folder', () => {
  it('keeps a second console out, names the first, and goes with it on SIGKILL', async () => {
    const folder = folders.make();
    const { child, lines, exited } = start('hold', folder);
    await expect.poll(() => lines, { timeout: 30_000 }).toEqual(['ready']);
    expect(() => openStore(folder)).toThrow(
      expect.objectContaining({
        code: 'data_folder_in_use',
        message: expect.stringMatching(new RegExp(`process ${child.pid}.*${folder}`)),
      }),
    );
    child.kill('SIGKILL');
    await exited;
    const store = openStore(folder);
    expect(store.getSetting('anything')).toBeNull();
    store.close();
  });

  it('holds within one process too, until the store is closed', () => {
    const folder = folders.make();
    const first = openStore(folder);
    expect(() => openStore(folder)).toThrow(refusedAsInUse);
    // The refused attempt has taken nothing away from the first.
    expect(() => openStore(folder)).toThrow(refusedAsInUse);
    first.recordInference(inference(beginRun(first)));
    first.close();
    openStore(folder).close();
  });

  it('survives being refused by this process in the face of another', async () => {
    const folder = folders.make();
    const store = openStore(folder);
    expect(() => openStore(folder)).toThrow(refusedAsInUse);
    const { child, lines, exited, allRead } = start('once', folder);
    await Promise.all([exited, allRead]);
    expect(lines[0]).toMatch(/^data_folder_in_use: Another console \(process \d+\)/);
    expect(child.exitCode).toBe(1);
    store.close();
  });
});

describe('a closed store', () => {
  it('keeps no thread, so that the process ends by itself', async () => {
    const { child, lines, exited, allRead } = start('once', folders.make());
    await Promise.all([exited, allRead]);
    expect(lines).toEqual(['1']);
    expect(child.exitCode).toBe(0);
  });
});
