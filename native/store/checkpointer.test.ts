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
const walBytes = (path: string) => statSync(`${path}-wal`).size;

describe('checkpoints', () => {
  it('come by themselves some time after a single write', async () => {
    const store = openStore(folders.make(), { checkpoints: { intervalMs: 50, pollMs: 10 } });
    store.putSetting('marker', 'text-that-shows-in-the-file');
    await expect.poll(() => readFileSync(store.path, 'latin1')).toContain('text-that-shows-in-the-file');
    store.close();
  });

  it('come by the size of the log, which is used again instead of growing', async () => {
    const store = openStore(folders.make(), { checkpoints: { walBytes: 256 * KB, intervalMs: 600_000, pollMs: 5 } });
    const run = beginRun(store);
    for (let round = 0; round < 6; round++) {
      const before = statSync(store.path).size;
      for (let i = 0; i < 60; i++) store.recordInference(inference(run, { candidates: candidates(300) }));
      await expect.poll(() => statSync(store.path).size).toBeGreaterThan(before);
    }
    expect(walBytes(store.path)).toBeLessThan(4_096 * KB);
    store.close();
  });

  it('cut a log that has grown large', async () => {
    const checkpoints = { walBytes: 2_048 * KB, intervalMs: 600_000, pollMs: 5, truncateBytes: 1_024 * KB };
    const store = openStore(folders.make(), { checkpoints });
    const run = beginRun(store);
    do store.recordInference(inference(run, { candidates: candidates(1_000) }));
    while (walBytes(store.path) < 2_048 * KB);
    await expect.poll(() => walBytes(store.path)).toBeLessThan(1_024 * KB);
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

  it('are reported as lost where their thread cannot open the file', async () => {
    let lost = 0;
    const checkpointer = createCheckpointer(folders.make(), CHECKPOINT_TIMING, () => lost++);
    checkpointer.written();
    await expect.poll(() => lost).toBe(1);
    checkpointer.written();
    checkpointer.close();
  });

  it('survive closing at any moment of their thread', async () => {
    const file = `${folders.make()}/history.db`;
    const db = connect(loadSqlite(), file);
    configure(db);
    db.exec('CREATE TABLE t (x)');
    for (let wait = 0; wait < 12; wait++) {
      let lost = 0;
      const checkpointer = createCheckpointer(file, { ...CHECKPOINT_TIMING, intervalMs: 1, pollMs: 1 }, () => lost++);
      for (let turn = 0; turn < wait * 40; turn++) {
        db.exec('INSERT INTO t VALUES (randomblob(500))');
        checkpointer.written();
        await new Promise((resolve) => setImmediate(resolve));
      }
      checkpointer.close();
      expect(lost).toBe(0);
    }
    expect(db.pragma('quick_check', { simple: true })).toBe('ok');
    db.close();
  });
});
