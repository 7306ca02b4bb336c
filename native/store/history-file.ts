import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { VigilError } from '../contract/errors.ts';
import { configure, connect } from './connection.ts';
import { fileProblem, setAside, walProblem } from './damage.ts';
import { explainFailure, isDamage } from './failures.ts';
import { migrate, refuseForeign } from './migrate.ts';
import type { Connection, Sqlite } from './runtime.ts';
import type { Recovery } from './types.ts';

/** A file up to this size is read through at every start, which takes about a tenth of a second. */
const CHECK_BYTES = 64 * 1024 * 1024;

export interface OpenedHistory {
  db: Connection;
  recovery: Recovery | null;
}

/** Present after SQLite found damage in mid-work: the next start then reads the file through, whatever its size. */
export function suspectMark(file: string): string {
  return `${file}.suspect`;
}

/**
 * Opens the history, begins a new one where there is none or where it is damaged, and brings its schema up to date. The
 * folder must be locked. Throws `data_folder_unusable`.
 */
export function openHistory(sqlite: Sqlite, file: string, maxPages: number | undefined): OpenedHistory {
  try {
    return recoverAndOpen(sqlite, file, maxPages);
  } catch (thrown) {
    const detail = explainFailure(thrown, dirname(file)) ?? describeFileError(thrown, file);
    throw detail === null ? thrown : new VigilError('data_folder_unusable', detail, { cause: thrown });
  }
}

function recoverAndOpen(sqlite: Sqlite, file: string, maxPages: number | undefined): OpenedHistory {
  const mark = suspectMark(file);
  let recovery: Recovery | null = null;
  const startAnew = (reason: string) => {
    recovery = { set_aside: setAside(file, new Date()), reason };
    rmSync(mark, { force: true });
  };

  const problem = fileProblem(file);
  if (problem !== null) startAnew(problem);
  const walReason = problem === null ? walProblem(file) : null;
  if (walReason !== null) recovery = { set_aside: setAside(file, new Date(), ['-wal', '-shm']), reason: walReason };

  const suspicious = walReason !== null || existsSync(mark);
  try {
    const db = open(sqlite, file, maxPages, suspicious);
    rmSync(mark, { force: true });
    return { db, recovery };
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
    startAnew(thrown instanceof Error ? thrown.message : String(thrown));
    return { db: open(sqlite, file, maxPages, false), recovery };
  }
}

function open(sqlite: Sqlite, file: string, maxPages: number | undefined, suspicious: boolean): Connection {
  // Made before SQLite does, since the log files take over its permissions.
  closeSync(openSync(file, 'a', 0o600));
  const size = statSync(file).size;
  const db = connect(sqlite, file);
  try {
    if (size > 0 && (suspicious || size <= CHECK_BYTES)) readThrough(sqlite, db);
    refuseForeign(db);
    configure(db, { maxPages });
    migrate(db);
    // Says now, not at the first result, that the file may not be written.
    db.transaction(() => undefined).immediate();
    return db;
  } catch (thrown) {
    db.close();
    // Nothing came of a new file, for instance on a full disk: not to be taken for a damaged one later.
    if (statSync(file).size === 0) rmSync(file);
    throw thrown;
  }
}

function readThrough(sqlite: Sqlite, db: Connection): void {
  const found = String(db.pragma('quick_check(1)', { simple: true }));
  if (found !== 'ok') throw new sqlite.SqliteError(found.replaceAll(/\s+/g, ' ').trim(), 'SQLITE_CORRUPT');
}

function describeFileError(thrown: unknown, file: string): string | null {
  if (!(thrown instanceof Error) || !('syscall' in thrown)) return null;
  return `${file} cannot be used (${thrown.message}). Check its permissions, or choose another folder with --data-dir.`;
}
