import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync, renameSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { VigilError } from '../../../contract/errors.ts';

const UNFINISHED = '.part';
/** `name.onnx.0123abcd.part`; what `vigil models pull` broke off is `name.onnx.part` and goes on another time. */
const IS_UNFINISHED = /\.[0-9a-f]{8}\.part$/;

export interface KeptModel {
  /** Absolute path. */
  path: string;
  /** False where the very same file had been there before. */
  isNew: boolean;
}

/**
 * Writes an uploaded model into the folder of models, which is made where it is absent: first beside its place, then,
 * once all of it is on the disk, into it. Another file of that name stays, and this one is called `name (2).onnx`. Where
 * the source ends early nothing is left.
 *
 * The source is left open, so that an answer can still go to whoever sends it. Throws `model_too_large`,
 * `storage_failed`, and whatever the source fails with.
 */
export async function keepModelFile(
  folder: string,
  name: string,
  source: Readable,
  maxBytes: number,
): Promise<KeptModel> {
  const draft = join(folder, `${name}.${randomBytes(4).toString('hex')}${UNFINISHED}`);
  const onDisk = async <T>(access: () => T | Promise<T>): Promise<T> => {
    try {
      return await access();
    } catch (error) {
      throw storageFailed(error, folder);
    }
  };
  try {
    await onDisk(() => mkdir(folder, { recursive: true, mode: 0o700 }));
    const hash = createHash('sha256');
    let size = 0;
    {
      await using file = await onDisk(() => open(draft, 'wx', 0o600));
      for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > maxBytes) throw modelTooLarge(maxBytes);
        hash.update(chunk);
        await onDisk(() => file.writeFile(chunk));
      }
      await onDisk(() => file.sync());
    }
    const sha256 = hash.digest('hex');
    return await onDisk(() => place(folder, name, draft, { size, sha256 }));
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** Removes what uploads left that a crash or a power cut ended. Only before the first upload. */
export async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const unfinished = names.filter((name) => IS_UNFINISHED.test(name));
  await Promise.all(unfinished.map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)));
}

export function modelTooLarge(maxBytes: number): VigilError {
  const limit = maxBytes >= 2 ** 20 ? `${Math.floor(maxBytes / 2 ** 20)} MiB` : `${maxBytes} bytes`;
  return new VigilError(
    'model_too_large',
    `The model file is larger than ${limit}. Copy it to the machine of the console and load it by its path.`,
  );
}

async function place(
  folder: string,
  name: string,
  draft: string,
  uploaded: { size: number; sha256: string },
): Promise<KeptModel> {
  const stem = name.replace(/\.onnx$/, '');
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : `${stem} (${number}).onnx`);
    // Nothing may come between the look and the move: both at once, so that no other upload takes the name.
    if (!existsSync(path)) {
      renameSync(draft, path);
      await syncFolder(folder);
      return { path, isNew: true };
    }
    if (await isSameFile(path, uploaded)) return { path, isNew: false };
  }
}

async function isSameFile(path: string, { size, sha256 }: { size: number; sha256: string }): Promise<boolean> {
  const found = await stat(path);
  if (!found.isFile() || found.size !== size) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256;
}

/** Makes the new name outlive a power cut; where folders cannot be opened (Windows) the file system sees to it. */
async function syncFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder);
    await handle.sync();
  } catch {}
}

function storageFailed(error: unknown, folder: string): VigilError {
  return new VigilError(
    'storage_failed',
    `The model could not be written into ${folder}: ${(error as Error).message}. Free some space or mend its permissions, and upload it again.`,
    { cause: error },
  );
}
