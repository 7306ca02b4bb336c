import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { headerProblem } from './damage.ts';
import { suspectMark } from './history-file.ts';
import { openStore } from './open.ts';
import { loadSqlite } from './runtime.ts';
import { beginRun, candidates, inference, query, temporaryFolders } from './testing/records.ts';
import type { Store } from './types.ts';

const folders = temporaryFolders();
afterEach(() => folders.remove());

/** A folder with a closed history of 200 results; answers where its database lies. */
function history(): string {
  const store = openStore(folders.make());
  const run = beginRun(store);
  for (let i = 0; i < 200; i++) store.recordInference(inference(run, { candidates: candidates(100) }));
  store.close();
  return store.path;
}

function overwrite(file: string, position: number, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, position);
  closeSync(descriptor);
}

function reopen(file: string): Store {
  return openStore(join(file, '..'));
}

const garbage = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 73 + 41) % 256);

describe('a damaged history', () => {
  it.each<[string, (file: string) => void, RegExp]>([
    ['garbage', (file) => writeFileSync(file, garbage(50_000)), /not a SQLite database/],
    ['text', (file) => writeFileSync(file, 'no database'), /only 11 bytes/],
    ['emptied', (file) => truncateSync(file, 0), /only 0 bytes/],
    ['cut in half', (file) => truncateSync(file, 20 * 4_096), /malformed/],
    ['cut in mid-page', (file) => truncateSync(file, statSync(file).size - 1_000), /middle of a page/],
    ['a zeroed header', (file) => overwrite(file, 0, new Uint8Array(100)), /not a SQLite database/],
    ['a broken header field', (file) => overwrite(file, 18, Uint8Array.of(9, 9)), /header of the file is malformed/],
    ['a zeroed schema', (file) => overwrite(file, 100, new Uint8Array(3_996)), /./],
    ['garbage in the middle', (file) => overwrite(file, 40 * 4_096, garbage(8 * 4_096)), /./],
  ])('%s: is set aside, said, and a new one begun', (_, damage, reason) => {
    const file = history();
    damage(file);
    const broken = readFileSync(file);
    let store = reopen(file);
    expect(store.recovery?.reason).toMatch(reason);
    expect(store.recovery?.set_aside).toMatch(/history\.corrupt-\d{8}T\d{9}Z\.db$/);
    expect(readFileSync(store.recovery?.set_aside ?? '').equals(broken)).toBe(true);
    expect(store.listInferences(query()).items).toEqual([]);
    const id = store.recordInference(inference(beginRun(store)));
    store.close();

    store = reopen(file);
    expect(store.recovery).toBeNull();
    expect(store.getInference(id)?.name).toBe('bus.jpg');
    store.close();
  });

  it('a garbage log costs the log and not the history', () => {
    const file = history();
    writeFileSync(`${file}-wal`, garbage(20_000));
    const store = reopen(file);
    expect(store.recovery?.reason).toMatch(/write-ahead log/);
    expect(readFileSync(store.recovery?.set_aside ?? '')).toEqual(Buffer.from(garbage(20_000)));
    expect(store.listInferences(query({ limit: 500 })).items).toHaveLength(200);
    store.close();
  });

  it('that shows only at work is told, and set aside at the next start', () => {
    const file = history();
    const store = reopen(file);
    // Behind SQLite's back, with a descriptor that stays open, since closing it would drop SQLite's locks.
    const descriptor = openSync(file, 'r+');
    const half = Math.floor(statSync(file).size / 8_192) * 4_096;
    writeSync(descriptor, garbage(half), 0, half, half);
    // Makes the store read the pages anew instead of from its cache.
    const other = new (loadSqlite())(file);
    other.pragma(`user_version = ${Number(other.pragma('user_version', { simple: true }))}`);
    other.close();
    const readAll = () => {
      for (let id = 1; id <= 200; id++) store.getCandidates(id);
    };
    expect(readAll).toThrow(
      expect.objectContaining({ code: 'storage_failed', message: expect.stringContaining('Restart Vigil') }),
    );
    expect(existsSync(suspectMark(file))).toBe(true);
    store.close();
    closeSync(descriptor);

    const next = reopen(file);
    expect(next.recovery?.set_aside).toContain('history.corrupt-');
    expect(existsSync(suspectMark(file))).toBe(false);
    next.close();
  });

  it('a mark on a healthy file is lifted', () => {
    const file = history();
    writeFileSync(suspectMark(file), '');
    const store = reopen(file);
    expect(store.recovery).toBeNull();
    expect(store.listInferences(query()).items).toHaveLength(50);
    store.close();
    expect(existsSync(suspectMark(file))).toBe(false);
  });
});

describe('a healthy file that is not ours to touch', () => {
  it('of a newer schema is refused and left as it is', () => {
    const file = history();
    const db = new (loadSqlite())(file);
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(file);
    expect(() => reopen(file)).toThrow(
      expect.objectContaining({
        code: 'data_folder_unusable',
        message: expect.stringMatching(/newer Vigil.*schema 99/),
      }),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(join(file, '..')).filter((name) => name.includes('corrupt'))).toEqual([]);
  });

  it('of another program is refused and left as it is', () => {
    const folder = join(folders.make(), 'data');
    mkdirSync(folder);
    const file = join(folder, 'history.db');
    const db = new (loadSqlite())(file);
    db.exec('CREATE TABLE urls (url TEXT); PRAGMA user_version = 1');
    db.close();
    expect(() => openStore(folder)).toThrow(
      expect.objectContaining({ code: 'data_folder_unusable', message: expect.stringContaining('another program') }),
    );
    const again = new (loadSqlite())(file);
    expect(again.prepare('SELECT count(*) FROM urls').pluck().get()).toBe(0);
    again.close();
  });
});

describe('the header of a database', () => {
  const healthy = () => readFileSync(history()).subarray(0, 100);

  it('is taken as SQLite writes it', () => {
    expect(headerProblem(healthy())).toBeNull();
  });

  it.each([
    ['page size 0', 16, [0, 0]],
    ['page size 3000', 16, [0x0b, 0xb8]],
    ['write version', 18, [3]],
    ['read version', 19, [0]],
    ['payload fractions', 21, [64, 32, 31]],
    ['schema format', 44, [0, 0, 0, 5]],
    ['text encoding', 56, [0, 0, 0, 4]],
  ])('is refused with a wrong %s', (_, position, bytes) => {
    const header = healthy();
    header.set(bytes, position);
    expect(headerProblem(header)).toMatch(/header/);
  });
});
