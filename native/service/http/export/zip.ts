import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { VigilError } from '../../../contract/errors.ts';

export interface ArchiveEntry {
  name: string;
  /** Deflated or stored as it is, as for pictures, which are compressed already. */
  deflate: boolean;
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

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
  for await (const { name, deflate, content } of entries) {
    requireFits(++count, total);
    const file = deflate ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name);
    file.mtime = at;
    zip.add(file);
    let size = 0;
    for await (const chunk of content) {
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

function tooLarge(what: string): VigilError {
  return new VigilError(
    'invalid_parameter',
    `The export would have ${what}. Narrow the selection, or leave the pictures out.`,
  );
}
