import { readFileSync, statSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { CHECKPOINT_TIMING } from './checkpoint-job.ts';
import { createCheckpointer } from './checkpointer.ts';
import { configure, connect } from './connection.ts';
import { openStore } from './open.ts';
import { loadSqlite } from './runtime.ts';
import { beginRun, candidates, inference, temporaryFolders } from './testing/records.ts';

const folders = temporaryFolders();
afterEach(() => folders.remove());

const KB = 1024;
/** For whatever machine this is; the conditions come true in milliseconds. */
const patient = { timeout: 30_000 };
const walBytes = (path: string) => statSync(`${path}-wal`).size;

describe('checkpoints', () => {
  it('come by themselves some time after a single write', async () => {
    const store = openStore(folders.make(), { checkpoints: { intervalMs: 50, pollMs: 10 } });
    store.putSetting('marker', 'text-that-shows-in-the-file');
    await expect.poll(() => readFileSync(store.path, 'latin1'), patient).toContain('text-that-shows-in-the-file');
    store.close();
  });

  it('come by the size of the log, which is used again instead of growing', async () => {
    const store = openStore(folders.make(), { checkpoints: { walBytes: 256 * KB, intervalMs: 600_000, pollMs: 5 } });
    const run = beginRun(store);
    const observer = connect(loadSqlite(), store.path);
    const pagesInLog = () => observer.prepare<[], { log: number }>('PRAGMA wal_checkpoint(NOOP)').get()?.log;
    const record = () => store.recordInference(inference(run, { candidates: candidates(300) }));
    // A checkpoint in the midst of the writing may leave less than it takes to begin the next, so writing goes on.
    const pagesAfterOneMore = () => {
      record();
      return pagesInLog();
    };
    const sizes: number[] = [];
    for (let round = 0; round < 6; round++) {
      for (let i = 0; i < 60; i++) record();
      sizes.push(walBytes(store.path));
      await expect.poll(pagesAfterOneMore, patient).toBeLessThan(60);
    }
    observer.close();
    expect(sizes.at(-1)).toBeLessThan(2 * (sizes[0] ?? 0));
    store.close();
  });

  it('cut a log that has grown large', async () => {
    const checkpoints = { walBytes: 2_048 * KB, intervalMs: 600_000, pollMs: 5, truncateBytes: 1_024 * KB };
    const store = openStore(folders.make(), { checkpoints });
    const run = beginRun(store);
    // A little beyond: the thread counts pages, and in the file each has a header besides.
    do store.recordInference(inference(run, { candidates: candidates(1_000) }));
    while (walBytes(store.path) < 2_100 * KB);
    await expect.poll(() => walBytes(store.path), patient).toBeLessThan(1_024 * KB);
    store.close();
  });

  it('happen a last time at closing, before the file is handed on', () => {
    const store = openStore(folders.make());
    store.putSetting('marker', 'text-that-shows-in-the-file');
    expect(readFileSync(store.path, 'latin1')).not.toContain('text-that-shows-in-the-file');
    store.close();
    expect(readFileSync(store.path, 'latin1')).toContain('text-that-shows-in-the-file');
    expect(statSync(`${store.path}-wal`, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('are done by the store itself where their thread does not come to it', async () => {
    const store = openStore(folders.make(), {
      checkpoints: { intervalMs: 600_000, walBytes: Number.MAX_SAFE_INTEGER },
    });
    const run = beginRun(store);
    const before = statSync(store.path).size;
    for (let i = 0; i < 1_500; i++) store.recordInference(inference(run, { candidates: candidates(1_000) }));
    expect(statSync(store.path).size).toBeGreaterThan(before + 10_000 * KB);
    expect(walBytes(store.path)).toBeLessThan(100_000 * KB);
    store.close();
  });

  it('harm nobody where the file cannot be opened', async () => {
    const checkpointer = createCheckpointer(folders.make(), CHECKPOINT_TIMING);
    for (let turn = 0; turn < 50; turn++) {
      checkpointer.written();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    checkpointer.close();
  });

  it('survive closing at any moment of their thread', async () => {
    const file = `${folders.make()}/history.db`;
    const db = connect(loadSqlite(), file);
    configure(db);
    db.exec('CREATE TABLE t (x)');
    for (let turns = 0; turns <= 440; turns += 40) {
      const checkpointer = createCheckpointer(file, { ...CHECKPOINT_TIMING, intervalMs: 1, pollMs: 1 });
      for (let turn = 0; turn < turns; turn++) {
        db.exec('INSERT INTO t VALUES (randomblob(500))');
        checkpointer.written();
        await new Promise((resolve) => setImmediate(resolve));
      }
      checkpointer.close();
    }
    expect(db.pragma('quick_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(2_640);
    db.close();
  });
});
