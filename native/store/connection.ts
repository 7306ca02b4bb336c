import type { Connection, Sqlite } from './runtime.ts';

/**
 * How long a call waits for another connection's write. That is over in milliseconds; a crowded machine may stop the thread
 * that makes it for a second and more, and a result that is not kept is lost.
 */
const BUSY_TIMEOUT_MS = 5_000;
/**
 * Checkpoints are the work of a thread of their own. Only where it cannot keep up, because writes come faster than the
 * disk takes them, or does not run, does the connection step in here, at 64 MiB, and slow the writer down.
 */
const BACKSTOP_PAGES = 16_384;
const CACHE_KIB = 32 * 1024;

/** Opens the file and changes nothing in it. */
export function connect(sqlite: Sqlite, file: string): Connection {
  return new sqlite(file, { timeout: BUSY_TIMEOUT_MS });
}

/**
 * Sets a connection up for the history. WAL with `synchronous = NORMAL` writes without an fsync: what was committed
 * survives the end of the process at once, and a power cut up to the last checkpoint.
 */
export function configure(db: Connection, options: { maxPages?: number | undefined } = {}): void {
  // Only settable before the first page is written, so before WAL, which writes it.
  if (db.pragma('page_count', { simple: true }) === 0) db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma(`wal_autocheckpoint = ${BACKSTOP_PAGES}`);
  if (options.maxPages !== undefined) db.pragma(`max_page_count = ${options.maxPages}`);
}
