import type { Readable } from 'node:stream';
import { VigilError } from '../../../contract/errors.ts';

export type ImageBytes = { ok: true; bytes: Uint8Array<ArrayBuffer> } | { ok: false; error: VigilError };

/** Reads one image into memory. A longer one than `maxBytes` is read to its end but not kept. `length` where it is known. */
export async function readImage(source: Readable, maxBytes: number, length: number | null): Promise<ImageBytes> {
  if (length !== null && length > maxBytes) return tooLarge(maxBytes);
  const chunks: Buffer<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer<ArrayBuffer>>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  // A part of a form ends at its limit and says so.
  if (size > maxBytes || ('truncated' in source && source.truncated === true)) return tooLarge(maxBytes);
  return { ok: true, bytes: chunks.length === 1 ? (chunks[0] as Buffer<ArrayBuffer>) : Buffer.concat(chunks, size) };
}

function tooLarge(maxBytes: number): ImageBytes {
  const limit = maxBytes >= 2 ** 20 ? `${Math.floor(maxBytes / 2 ** 20)} MiB` : `${maxBytes} bytes`;
  const detail = `The image is larger than ${limit}. Send a smaller one, or raise the limit of the console.`;
  return { ok: false, error: new VigilError('image_too_large', detail) };
}
