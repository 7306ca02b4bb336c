import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const HEADER_BYTES = 100;
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

/**
 * What is wrong with the 100-byte header of a database file, null when nothing is. SQLite itself answers some of these
 * with "read-only" or a generic error, which would be blamed on the disk.
 * Fields: https://www.sqlite.org/fileformat2.html#the_database_header
 */
export function headerProblem(header: Buffer): string | null {
  if (!header.subarray(0, MAGIC.length).equals(MAGIC)) return 'the file is not a SQLite database';
  const pageSize = pageSizeOf(header);
  const valid =
    pageSize >= 512 &&
    (pageSize & (pageSize - 1)) === 0 &&
    [1, 2].includes(header.readUInt8(18)) &&
    [1, 2].includes(header.readUInt8(19)) &&
    header.subarray(21, 24).equals(Buffer.from([64, 32, 32])) &&
    header.readUInt32BE(44) <= 4 &&
    header.readUInt32BE(56) <= 3;
  return valid ? null : 'the header of the file is malformed';
}

function pageSizeOf(header: Buffer): number {
  const field = header.readUInt16BE(16);
  return field === 1 ? 65_536 : field;
}

/**
 * As `headerProblem`, read from disk, and whether the file was cut; null when there is no file. Call only while no
 * connection of this process is open: closing any descriptor of the file drops SQLite's locks
 * (https://www.sqlite.org/howtocorrupt.html, section 2.2).
 */
export function fileProblem(file: string): string | null {
  if (!existsSync(file)) return null;
  const { size } = statSync(file);
  if (size < 512) return `the file is only ${size} bytes long`;
  const header = readHead(file, HEADER_BYTES);
  const problem = headerProblem(header);
  if (problem !== null) return problem;
  // SQLite would read zeros there. A log has the whole page still, as after a checkpoint that found the disk full.
  const cut = size % pageSizeOf(header) !== 0 && fileSize(`${file}-wal`) === 0;
  return cut ? 'the file ends in the middle of a page' : null;
}

/** SQLite takes a write-ahead log with a broken header for an empty one, in silence. */
export function walProblem(file: string): string | null {
  const wal = `${file}-wal`;
  if (fileSize(wal) === 0) return null;
  const head = readHead(wal, 4);
  const known = head.length === 4 && (head.readUInt32BE(0) & 0xff_ff_ff_fe) >>> 0 === 0x37_7f_06_82;
  return known ? null : 'the write-ahead log was unreadable, so the last results before the stop may be missing';
}

/** Moves the given files of one database to `history.corrupt-<UTC time>.db...`; answers the first new path. */
export function setAside(file: string, now: Date, suffixes: readonly string[] = ['', '-wal', '-shm']): string {
  const stamp = now.toISOString().replaceAll(/[-:.]/g, '');
  const target = `${file.replace(/\.db$/, '')}.corrupt-${stamp}.db`;
  for (const suffix of suffixes) {
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  }
  return target + (suffixes[0] ?? '');
}

/** In bytes, 0 where there is no file. */
export function fileSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function readHead(file: string, length: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}
