import { type FileHandle, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { VigilError } from '../contract/errors.ts';

/** What a server calls this version of a file, to ask for more of that very version (RFC 9110, section 8.8). */
export interface Validator {
  /** Strong ones alone: a weak one does not promise the same bytes. */
  etag: string | null;
  last_modified: string | null;
}

export interface Source {
  url: string;
  /** Of the whole file, 64 hex digits. */
  sha256: string;
}

const Memory = z.object({
  url: z.string(),
  sha256: z.string(),
  etag: z.string().nullable(),
  last_modified: z.string().nullable(),
});

export const partPath = (target: string): string => `${target}.part`;
const memoryPath = (target: string): string => `${target}.part.json`;

/**
 * What has come in of a file so far, beside the place it is meant for: `<file>.part`, and `<file>.part.json` that says
 * where from. Both outlive a crash, so that the next attempt goes on where this one ended.
 *
 * Every method throws `storage_failed` where the disk refuses.
 */
export class PartFile {
  readonly #target: string;
  readonly #source: Source;
  readonly #file: FileHandle;
  #bytes: number;
  #validator: Validator | null;
  #isPatched: boolean;

  private constructor(target: string, source: Source, file: FileHandle, bytes: number, validator: Validator | null) {
    this.#target = target;
    this.#source = source;
    this.#file = file;
    this.#bytes = bytes;
    this.#validator = validator;
    this.#isPatched = bytes > 0;
  }

  /** Opens what is there of this very content, or begins anew: a part of another content is of no use. */
  static async open(target: string, source: Source): Promise<PartFile> {
    return onDisk(target, async () => {
      const memory = await readMemory(target);
      const file = await open(partPath(target), 'a+', 0o600).then(async (made) => {
        await made.close();
        // Appending would ignore positions; the file is there by now.
        return open(partPath(target), 'r+');
      });
      const isOfUse = memory?.sha256 === source.sha256;
      if (!isOfUse) await file.truncate(0);
      const { size } = await file.stat();
      // Bytes are known by their checksum, versions by the address that named them.
      const validator = isOfUse && memory.url === source.url ? memory : null;
      return new PartFile(target, source, file, size, validator);
    });
  }

  get bytes(): number {
    return this.#bytes;
  }

  get validator(): Validator | null {
    return this.#validator;
  }

  /** Whether its bytes came with more than one answer, which may have been of different versions. */
  get isPatched(): boolean {
    return this.#isPatched;
  }

  /** Forgets what came in, and notes the version that comes in now. */
  async begin(validator: Validator): Promise<void> {
    await onDisk(this.#target, async () => {
      await this.#file.truncate(0);
      await writeFile(memoryPath(this.#target), JSON.stringify({ ...this.#source, ...pick(validator) }), {
        mode: 0o600,
      });
    });
    this.#bytes = 0;
    this.#isPatched = false;
    this.#validator = validator;
  }

  async append(chunk: Uint8Array): Promise<void> {
    await onDisk(this.#target, async () => {
      for (let at = 0; at < chunk.length; ) {
        const { bytesWritten } = await this.#file.write(chunk, at, chunk.length - at, this.#bytes + at);
        at += bytesWritten;
      }
    });
    this.#bytes += chunk.length;
  }

  /** More will be added to what is here by another answer. */
  continue(): void {
    this.#isPatched = true;
  }

  /** Puts it in its place, so that it outlives a power cut. */
  async place(): Promise<void> {
    await onDisk(this.#target, async () => {
      await this.#file.sync();
      await this.#file.close();
      await rename(partPath(this.#target), this.#target);
      await rm(memoryPath(this.#target), { force: true });
      await syncFolder(dirname(this.#target));
    });
  }

  /** Removes it: its bytes are wrong. */
  async discard(): Promise<void> {
    await this.#file.close();
    await rm(partPath(this.#target), { force: true });
    await rm(memoryPath(this.#target), { force: true });
  }

  /** Leaves it for another time. Nothing is left where nothing came in. */
  async [Symbol.asyncDispose](): Promise<void> {
    // Closing twice is no error of Node.js; what was placed or discarded is gone already.
    await this.#file.close().catch(() => undefined);
    if (this.#bytes > 0) return;
    await rm(partPath(this.#target), { force: true });
    await rm(memoryPath(this.#target), { force: true });
  }
}

const pick = ({ etag, last_modified }: Validator): Validator => ({ etag, last_modified });

async function readMemory(target: string): Promise<z.infer<typeof Memory> | null> {
  try {
    return Memory.parse(JSON.parse(await readFile(memoryPath(target), 'utf8')));
  } catch {
    // Absent, or cut off by a crash: then nobody knows what the part is a part of.
    return null;
  }
}

/** Makes the new name outlive a power cut; where folders cannot be opened (Windows) the file system sees to it. */
async function syncFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder);
    await handle.sync();
  } catch {}
}

/** Runs what touches the disk; says what to do where it fails. */
export async function onDisk<T>(target: string, access: () => Promise<T>): Promise<T> {
  try {
    return await access();
  } catch (cause) {
    throw new VigilError(
      'storage_failed',
      `${target} cannot be written: ${(cause as Error).message}. Free some space, mend the permissions, or choose another folder with --to.`,
      { cause },
    );
  }
}
