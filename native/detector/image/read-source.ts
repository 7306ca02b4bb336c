import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { VigilError } from '../../contract/errors.ts';
import type { ImageSource } from '../../contract/messages.ts';

/** Whole figures: rounded ones would say that 64 is more than 64. */
const figure = (count: number) => count.toLocaleString('en');

/**
 * The encoded bytes of a source, not empty and within the limit.
 *
 * Throws VigilError `invalid_parameter` for a path that cannot be read, `image_too_large`, `image_unreadable` (empty).
 */
export function readSource(source: ImageSource, maxBytes: number): Uint8Array {
  if (source.type === 'bytes') {
    refuseSize(source.bytes.byteLength, maxBytes);
    return source.bytes;
  }
  const { path } = source;
  // In one go: while models run, each step of an asynchronous read would wait for a whole run to end.
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const found = fstatSync(file);
    if (!found.isFile()) throw new VigilError('invalid_parameter', `${path} is not a file. Name an image file.`);
    refuseSize(found.size, maxBytes);
    return readFileSync(file);
  } catch (cause) {
    throw cause instanceof VigilError ? cause : unreadablePath(path, cause);
  } finally {
    if (file !== null) closeSync(file);
  }
}

function refuseSize(length: number, maxBytes: number): void {
  if (length > maxBytes) {
    throw new VigilError(
      'image_too_large',
      `The file has ${figure(length)} bytes; the limit is ${figure(maxBytes)}. Send a smaller file or raise the limit.`,
    );
  }
  if (length > 0) return;
  throw new VigilError('image_unreadable', 'The file is empty: it has no bytes. Send the whole image.');
}

function unreadablePath(path: string, cause: unknown): VigilError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  const why =
    code === 'ENOENT'
      ? 'does not exist'
      : code === 'EACCES'
        ? 'may not be read by this user'
        : `cannot be read (${code})`;
  return new VigilError('invalid_parameter', `${path} ${why}. Name an image file that can be read.`, { cause });
}
