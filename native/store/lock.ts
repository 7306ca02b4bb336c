import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VigilError } from '../contract/errors.ts';
import { explainFailure, isDamage, sqliteCode } from './failures.ts';
import type { Connection, Sqlite } from './runtime.ts';

export interface FolderLock {
  release(): void;
}

/**
 * Takes the data folder for this process. The lock is SQLite's own on an empty file beside the history: the operating
 * system drops it with the process, whatever ends that, so there is no stale lock to clean up.
 *
 * Throws `data_folder_in_use` when another console, or another store in this process, has it.
 */
export function lockFolder(sqlite: Sqlite, folder: string): FolderLock {
  const file = join(folder, 'console.lock.db');
  const pidFile = join(folder, 'console.pid');
  const connection = acquire(sqlite, file, folder, pidFile);
  // The number is only for the message to whoever comes second.
  try {
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  } catch {}
  return {
    release() {
      rmSync(pidFile, { force: true });
      connection.close();
    },
  };
}

function acquire(sqlite: Sqlite, file: string, folder: string, pidFile: string): Connection {
  try {
    return hold(sqlite, file);
  } catch (thrown) {
    if (sqliteCode(thrown)?.startsWith('SQLITE_BUSY')) throw inUse(folder, pidFile);
    if (!isDamage(thrown)) throw unusable(thrown, folder);
  }
  // Nobody holds it, or the answer would have been "busy"; whatever was written into it is not ours.
  rmSync(file, { force: true });
  try {
    return hold(sqlite, file);
  } catch (thrown) {
    throw unusable(thrown, folder);
  }
}

function hold(sqlite: Sqlite, file: string): Connection {
  const connection = new sqlite(file, { timeout: 0 });
  try {
    connection.pragma('journal_mode = MEMORY');
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (thrown) {
    connection.close();
    throw thrown;
  }
}

function inUse(folder: string, pidFile: string): VigilError {
  let holder = 'Another console';
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    if (pid > 0) holder = `Another console (process ${pid})`;
  } catch {}
  return new VigilError(
    'data_folder_in_use',
    `${holder} uses the data folder ${folder}. Stop it, or choose another folder with --data-dir.`,
  );
}

function unusable(thrown: unknown, folder: string): unknown {
  const detail = explainFailure(thrown, folder);
  return detail === null ? thrown : new VigilError('data_folder_unusable', detail, { cause: thrown });
}
