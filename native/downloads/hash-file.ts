import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

export type Found = 'absent' | 'same' | 'other';

/** SHA-256 of a file in 64 hex digits, read in pieces. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Whether the file of that size and SHA-256 lies there. Rejects where it is there and cannot be read. */
export async function findFile(path: string, wanted: { size_bytes: number; sha256: string }): Promise<Found> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return 'absent';
  if (!found.isFile() || found.size !== wanted.size_bytes) return 'other';
  return (await hashFile(path)) === wanted.sha256 ? 'same' : 'other';
}
