import { crc32 } from 'node:zlib';
import { VigilError } from '../contract/errors.ts';

/** The last result of a page: the next one begins below it in (at, id) order. */
export interface Position {
  /** Milliseconds since 1970. */
  at: number;
  id: number;
}

const BYTES = 20;

/** Opaque to callers: `at f64 | id f64 | CRC-32 of both`, big endian, in base64url. */
export function encodeCursor({ at, id }: Position): string {
  const bytes = Buffer.alloc(BYTES);
  bytes.writeDoubleBE(at, 0);
  bytes.writeDoubleBE(id, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 16)), 16);
  return bytes.toString('base64url');
}

/** Throws `invalid_parameter` on text that `encodeCursor` did not make. */
export function decodeCursor(text: string): Position {
  const bytes = Buffer.from(text, 'base64url');
  // Node skips characters outside the alphabet, so only text that comes back the same is taken.
  const intact =
    bytes.length === BYTES &&
    bytes.toString('base64url') === text &&
    crc32(bytes.subarray(0, 16)) === bytes.readUInt32BE(16);
  if (!intact) {
    throw new VigilError(
      'invalid_parameter',
      'The cursor is not one that this history handed out. Leave it away to begin with the newest result.',
    );
  }
  return { at: bytes.readDoubleBE(0), id: bytes.readDoubleBE(8) };
}
