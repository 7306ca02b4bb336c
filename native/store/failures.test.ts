import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { explainFailure } from './failures.ts';
import { openStore } from './open.ts';
import { loadSqlite } from './runtime.ts';
import { beginRun, candidates, inference, query, START, temporaryFolders } from './testing/records.ts';
import type { Store } from './types.ts';

const folders = temporaryFolders();
afterEach(() => folders.remove());

const fullDisk = expect.objectContaining({ code: 'storage_failed', message: expect.stringContaining('full') });

/** Records until the store refuses; answers the ids that were taken. */
function fill(store: Store, run: number): number[] {
  const ids: number[] = [];
  expect(() => {
    for (let i = 0; i < 5_000; i++) ids.push(store.recordInference(inference(run, { candidates: candidates(100) })));
  }).toThrow(fullDisk);
  return ids;
}

function expectReadable(store: Store, ids: number[]): void {
  expect(ids.length).toBeGreaterThan(10);
  for (const id of ids) expect(store.getCandidates(id)).not.toBeNull();
  expect(store.listInferences(query({ limit: 500 })).items.length).toBe(Math.min(500, ids.length));
  expect(store.listModelRuns(1)[0]?.images).toBe(ids.length);
}

describe('a limit on the pages of the database', () => {
  it('refuses with a sentence, stays readable, and stores again after retention', () => {
    const store = openStore(folders.make(), { maxPages: 300 });
    const run = beginRun(store);
    const ids = fill(store, run);
    expect(store.lastWriteError()).toMatch(/full.*Free some space/);
    expectReadable(store, ids);
    // Reading says nothing about writing, and neither does a step that finds nothing to delete.
    store.applyRetention({ max_age_days: 15, max_bytes: 1e9 }, START);
    expect(store.lastWriteError()).not.toBeNull();
    store.applyRetention({ max_age_days: 1, max_bytes: 1e9 }, START + 10 * 86_400_000);
    store.recordInference(inference(run));
    expect(store.lastWriteError()).toBeNull();
    store.close();
  });
});

/** A real file system of the given size, null where this user may not mount one. */
function mountSmallDisk(megabytes: number): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'vigil-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
}

function unmount(folder: string): void {
  execFileSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true });
}

const probe = mountSmallDisk(1);
if (probe !== null) unmount(probe);

describe.skipIf(probe === null)('a real full disk', () => {
  it('refuses with a sentence, stays readable, and stores again once there is room', async () => {
    const disk = mountSmallDisk(4) ?? '';
    try {
      writeFileSync(join(disk, 'film.mp4'), new Uint8Array(2 * 1024 * 1024));
      let store = openStore(join(disk, 'data'), { checkpoints: { intervalMs: 50, pollMs: 10 } });
      const run = beginRun(store);
      const ids = fill(store, run);
      expect(store.lastWriteError()).toMatch(/full.*Free some space/);
      expectReadable(store, ids);
      rmSync(join(disk, 'film.mp4'));
      ids.push(store.recordInference(inference(run, { candidates: candidates(100) })));
      expect(store.lastWriteError()).toBeNull();
      store.close();

      const free = statfsSync(disk);
      writeFileSync(join(disk, 'rest'), new Uint8Array(free.bavail * free.bsize));
      expect(() => openStore(join(disk, 'data'))).toThrow(
        expect.objectContaining({ code: 'data_folder_unusable', message: expect.stringContaining('full') }),
      );
      rmSync(join(disk, 'rest'));
      store = openStore(join(disk, 'data'));
      expect(store.recovery).toBeNull();
      expectReadable(store, ids);
      store.close();
    } finally {
      unmount(disk);
    }
  });

  it('leaves nothing behind that a later start would take for damage', () => {
    const disk = mountSmallDisk(1) ?? '';
    try {
      const free = statfsSync(disk);
      writeFileSync(join(disk, 'film.mp4'), new Uint8Array(free.bavail * free.bsize - 4_096));
      expect(() => openStore(disk)).toThrow(expect.objectContaining({ code: 'data_folder_unusable' }));
      rmSync(join(disk, 'film.mp4'));
      const store = openStore(disk);
      expect(store.recovery).toBeNull();
      store.close();
    } finally {
      unmount(disk);
    }
  });

  it('a disk that turns read-only is said at work and at the start', () => {
    const disk = mountSmallDisk(4) ?? '';
    try {
      const store = openStore(disk);
      store.recordInference(inference(beginRun(store)));
      store.close();
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      expect(() => openStore(disk)).toThrow(
        expect.objectContaining({ code: 'data_folder_unusable', message: expect.stringContaining(disk) }),
      );
    } finally {
      unmount(disk);
    }
  });
});

describe('a stranger who keeps the database locked', () => {
  it('costs an error that says so, and nothing else', () => {
    const store = openStore(folders.make());
    const stranger = new (loadSqlite())(store.path);
    stranger.exec('BEGIN IMMEDIATE');
    expect(() => store.putSetting('a', 'b')).toThrow(
      expect.objectContaining({ code: 'storage_failed', message: expect.stringContaining('Another program') }),
    );
    expect(store.getSetting('a')).toBeNull();
    stranger.close();
    store.putSetting('a', 'b');
    expect(store.lastWriteError()).toBeNull();
    store.close();
  });
});

describe('the sentence for a failure', () => {
  const failure = (code: string) => new (loadSqlite().SqliteError)('whatever', code);

  it.each([
    ['SQLITE_FULL', /is full/],
    ['SQLITE_IOERR_SHMSIZE', /is full/],
    ['SQLITE_READONLY', /permissions/],
    ['SQLITE_IOERR_WRITE', /disk that holds .* failed/],
    ['SQLITE_CORRUPT_INDEX', /damaged.*Restart/],
    ['SQLITE_NOTADB', /damaged.*Restart/],
    ['SQLITE_BUSY_SNAPSHOT', /Another program/],
    ['SQLITE_CANTOPEN', /cannot be opened/],
    ['SQLITE_NOMEM', /memory/],
  ])('%s names folder, code and remedy', (code, sentence) => {
    const detail = explainFailure(failure(code), '/data/vigil');
    expect(detail).toMatch(sentence);
    expect(detail).toContain('/data/vigil');
    expect(detail).toContain(code);
  });

  it.each([failure('SQLITE_CONSTRAINT_NOTNULL'), failure('SQLITE_ERROR'), new TypeError('no'), 'text', null])(
    'is not made up for %s',
    (thrown) => {
      expect(explainFailure(thrown, '/data/vigil')).toBeNull();
    },
  );
});
