import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { VigilError } from '../contract/errors.ts';
import { attempt } from './attempt.ts';
import { findFile, hashFile } from './hash-file.ts';
import { lockTarget } from './lock.ts';
import { onDisk, PartFile, partPath } from './part-file.ts';

export interface WantedFile {
  url: string;
  size_bytes: number;
  /** 64 hex digits. */
  sha256: string;
}

export interface DownloadOptions {
  /** Absolute path; its folder is made where it is absent. */
  target: string;
  signal?: AbortSignal;
  /** Bytes of the file that are here, from this and earlier attempts. */
  onProgress?: (bytes: number) => void;
  onRetry?: (reason: string, waitMs: number) => void;
  patience?: Partial<Patience>;
}

export interface Patience {
  /** How long a server may be silent. */
  stallMs: number;
  /** Requests in a row that bring nothing worth mentioning. */
  attempts: number;
  /** Before the second request; doubles with each one more. */
  backoffMs: number;
}

export interface Downloaded {
  /** It lay there already. */
  present: boolean;
  /** Bytes that were here from an earlier command; 0 where none were. */
  resumed_from: number;
}

const PATIENCE: Patience = { stallMs: 30_000, attempts: 5, backoffMs: 500 };
/** However long a server asks to wait. */
const LONGEST_WAIT_MS = 30_000;
/** A request that brought this share of the file was no failure, so a bad line can carry a large file in many pieces. */
const WORTH_MENTIONING = 0.01;
const NOTHING_KNOWN = { etag: null, last_modified: null };

/**
 * Fetches a file whose size and SHA-256 are known. It comes to its place only when it is whole and right; until then it is
 * `<target>.part`, and a later call goes on from there.
 *
 * Throws `download_failed` (the part stays), `checksum_mismatch` (nothing stays, or another file is in its place and
 * does), `storage_failed`.
 */
export async function download(wanted: WantedFile, options: DownloadOptions): Promise<Downloaded> {
  const { target } = options;
  if (await isPresent(target, wanted)) return { present: true, resumed_from: 0 };
  await onDisk(target, () => mkdir(dirname(target), { recursive: true, mode: 0o700 }));
  await using _lock = await lockTarget(target);
  await using part = await PartFile.open(target, wanted);
  if (part.bytes > wanted.size_bytes) await part.begin(NOTHING_KNOWN);
  const resumed_from = part.bytes;
  try {
    await fill(part, wanted, options);
    await verify(part, wanted, options);
  } catch (error) {
    if (error instanceof VigilError && error.code === 'checksum_mismatch') await part.discard();
    if (options.signal?.aborted) throw brokenOff(part, wanted, 'It was broken off.', error);
    throw error;
  }
  await part.place();
  return { present: false, resumed_from };
}

async function isPresent(target: string, wanted: WantedFile): Promise<boolean> {
  const found = await onDisk(target, () => findFile(target, wanted));
  if (found !== 'other') return found === 'same';
  throw new VigilError(
    'checksum_mismatch',
    `${target} is there and is another file. It stays as it is: move it away, or choose another folder with --to.`,
  );
}

/** Asks until as many bytes are here as there should be. */
async function fill(part: PartFile, wanted: WantedFile, options: DownloadOptions): Promise<void> {
  const { stallMs, attempts, backoffMs } = { ...PATIENCE, ...options.patience };
  const { url, size_bytes: size } = wanted;
  const signal = options.signal ?? new AbortController().signal;
  const onProgress = options.onProgress ?? (() => undefined);
  let failures = 0;
  while (part.bytes < size) {
    signal.throwIfAborted();
    const before = part.bytes;
    const outcome = await attempt({ url, size, part, stallMs, signal, onProgress });
    if (outcome.kind === 'complete') return;
    failures = part.bytes - before >= size * WORTH_MENTIONING ? 1 : failures + 1;
    if (outcome.kind === 'start_over') await part.begin(NOTHING_KNOWN);
    if (failures >= attempts) {
      throw brokenOff(part, wanted, `${url} does not deliver: ${outcome.reason}, ${attempts} times in a row.`);
    }
    const asked = outcome.kind === 'later' ? outcome.waitMs : null;
    const waitMs = Math.min(asked ?? backoffMs * 2 ** (failures - 1), LONGEST_WAIT_MS);
    options.onRetry?.(outcome.reason, waitMs);
    await wait(waitMs, undefined, { signal });
  }
}

/** Checks what is on the disk, which is what will be loaded. */
async function verify(part: PartFile, wanted: WantedFile, options: DownloadOptions): Promise<void> {
  const hash = () => onDisk(options.target, () => hashFile(partPath(options.target)));
  let found = await hash();
  if (found !== wanted.sha256 && part.isPatched) {
    // Pieces of two versions, or a part that was damaged meanwhile: the whole file may still be right.
    await part.begin(NOTHING_KNOWN);
    options.onRetry?.('the pieces do not make the file, all of it is fetched anew', 0);
    await fill(part, wanted, options);
    found = await hash();
  }
  if (found !== wanted.sha256) throw wrongContent(wanted, found);
}

function wrongContent({ url, sha256 }: WantedFile, found: string): VigilError {
  return new VigilError(
    'checksum_mismatch',
    `${url} has the SHA-256 ${found} and the catalogue says ${sha256}. Nothing of it was kept: it was damaged on the way, or is another file by now.`,
  );
}

function brokenOff(part: PartFile, { size_bytes }: WantedFile, reason: string, cause?: unknown): VigilError {
  const kept =
    part.bytes === 0
      ? 'Nothing came in.'
      : `${part.bytes} of ${size_bytes} bytes are kept: the same command goes on from there.`;
  return new VigilError('download_failed', `${reason} ${kept}`, { cause });
}
