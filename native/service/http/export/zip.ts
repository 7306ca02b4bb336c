import { crc32, deflateRawSync } from 'node:zlib';
import { Zip, ZipDeflate, type ZipInputFile, ZipPassThrough } from 'fflate';
import { VigilError } from '../../../contract/errors.ts';

/** A small text at once, a long one piece by piece, or a picture, which is stored as it is: it is compressed already. */
export type ArchiveEntry =
  | { kind: 'text'; name: string; text: string }
  | { kind: 'document'; name: string; content: AsyncIterable<Uint8Array> }
  | { kind: 'picture'; name: string; content: AsyncIterable<Uint8Array> };

/** Without ZIP64, which the writer does not know and old readers neither. */
const MAX_ENTRIES = 65_535;
const MAX_BYTES = 2 ** 32 - 1;
/** Of an entry in bytes beside its content: two headers with the name, and the trailer with length and checksum. */
const OVERHEAD_BYTES = 92;

/** Throws `invalid_parameter` for what is known beforehand not to fit. */
export function requireFits(entries: number, bytes: number): void {
  if (entries > MAX_ENTRIES) {
    throw tooLarge(`${entries} files, and a ZIP holds at most ${MAX_ENTRIES}`);
  }
  if (bytes + entries * OVERHEAD_BYTES > MAX_BYTES) {
    throw tooLarge(`pictures of ${Math.ceil(bytes / 2 ** 20)} MiB, and a ZIP holds less than 4 GiB`);
  }
}

/**
 * The bytes of an archive, made as they are asked for: nothing is read ahead of a slow receiver. Throws when it grows over
 * what a ZIP holds, rather than end in a broken one.
 */
export async function* writeZip(entries: AsyncIterable<ArchiveEntry>, at: Date): AsyncGenerator<Uint8Array, void> {
  const ready: Uint8Array[] = [];
  let total = 0;
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    total += chunk.length;
    ready.push(chunk);
  });
  let count = 0;
  for await (const entry of entries) {
    requireFits(++count, total);
    if (entry.kind === 'text') {
      addText(zip, entry, at);
      yield* ready.splice(0);
      continue;
    }
    const file = entry.kind === 'document' ? new ZipDeflate(entry.name) : new ZipPassThrough(entry.name);
    file.mtime = at;
    zip.add(file);
    let size = 0;
    for await (const chunk of entry.content) {
      size += chunk.length;
      requireFits(count, Math.max(size, total));
      file.push(chunk);
      yield* ready.splice(0);
    }
    file.push(new Uint8Array(), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}

/** Deflated in one go by zlib: the writer's own stream takes ten times as long to begin as a label file takes altogether. */
function addText(zip: Zip, { name, text }: { name: string; text: string }, mtime: Date): void {
  const bytes = Buffer.from(text);
  const file: ZipInputFile = { filename: name, mtime, compression: 8, size: bytes.length, crc: crc32(bytes) };
  zip.add(file);
  file.ondata?.(null, deflateRawSync(bytes), true);
}

function tooLarge(what: string): VigilError {
  return new VigilError(
    'invalid_parameter',
    `The export would have ${what}. Narrow the selection, or leave the pictures out.`,
  );
}
