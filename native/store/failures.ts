import { VigilError } from '../contract/errors.ts';

/** SQLite's extended result code of anything thrown, null when SQLite did not throw it. */
export function sqliteCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return null;
  return thrown.code.startsWith('SQLITE_') ? thrown.code : null;
}

/** The file itself is broken, as opposed to the disk, the permissions or a lock. */
export function isDamage(thrown: unknown): boolean {
  const code = sqliteCode(thrown);
  return code !== null && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
}

/** Mistakes of ours, never of the disk: they must surface as they are. */
const OUR_MISTAKES = /^SQLITE_(ERROR|CONSTRAINT|MISMATCH|MISUSE|RANGE|TOOBIG|SCHEMA|ABORT|INTERNAL)/;

/** One sentence of cause and one of remedy for what SQLite threw; null when neither disk nor file is to blame. */
export function explainFailure(thrown: unknown, folder: string): string | null {
  const code = sqliteCode(thrown);
  if (code === null || OUR_MISTAKES.test(code)) return null;
  if (isDamage(thrown)) {
    return `history.db in ${folder} is damaged (${code}). Restart Vigil: it sets the file aside and begins a new one.`;
  }
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') {
    return `The disk that holds ${folder} is full (${code}). Free some space or lower the retention.`;
  }
  if (/^SQLITE_(READONLY|PERM|AUTH)/.test(code)) {
    return `history.db in ${folder} cannot be written (${code}). Check its permissions and that the disk is not mounted read-only.`;
  }
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return `Another program keeps history.db in ${folder} locked (${code}). Close it.`;
  }
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return `A file in ${folder} cannot be opened (${code}). Check that the folder still exists and its permissions.`;
  }
  if (code.startsWith('SQLITE_NOMEM')) {
    return `There is not enough memory to use history.db in ${folder} (${code}). Close other programs.`;
  }
  return `The disk that holds ${folder} failed (${code}). Check that it is connected, healthy and has room.`;
}

/** Runs every access to the database, so that no SQLite error leaves the store untold. */
export interface Guard {
  read<T>(access: () => T): T;
  /** Also remembers whether storing works. Only for what really writes: success clears `lastWriteError`. */
  write<T>(access: () => T): T;
  lastWriteError(): string | null;
}

export interface GuardEvents {
  written(): void;
  damaged(): void;
}

export function createGuard(folder: string, events: GuardEvents): Guard {
  let writeError: string | null = null;

  function translate(thrown: unknown, outlook = ''): unknown {
    const detail = explainFailure(thrown, folder);
    if (detail === null) return thrown;
    if (isDamage(thrown)) events.damaged();
    return new VigilError('storage_failed', detail + outlook, { cause: thrown });
  }

  return {
    read(access) {
      try {
        return access();
      } catch (thrown) {
        throw translate(thrown);
      }
    },
    write(access) {
      try {
        const result = access();
        writeError = null;
        events.written();
        return result;
      } catch (thrown) {
        const error = translate(thrown, isDamage(thrown) ? '' : ' Storing goes on by itself then.');
        if (error instanceof VigilError && error.code === 'storage_failed') writeError = error.message;
        throw error;
      }
    },
    lastWriteError: () => writeError,
  };
}
