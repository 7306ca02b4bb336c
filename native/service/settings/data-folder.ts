import type { Dirent } from 'node:fs';
import { lstat, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** How long a measurement is answered again: reading a folder of many pictures takes a while. */
const FRESH_MS = 10_000;

export interface DataFolderSize {
  path: string;
  /** Of all files in it, links not followed. */
  bytes: number;
  /** What the disk still has for this user. */
  free_bytes: number;
}

/** Answers how large the data folder is, measured at most every ten seconds. */
export function measureDataFolder(path: string, clock: () => number = Date.now): () => Promise<DataFolderSize> {
  let last: { at: number; size: Promise<DataFolderSize> } | null = null;
  return () => {
    const now = clock();
    if (last === null || now - last.at >= FRESH_MS) last = { at: now, size: measure(path) };
    return last.size;
  };
}

async function measure(path: string): Promise<DataFolderSize> {
  const [bytes, disk] = await Promise.all([bytesIn(path), statfs(path).catch(() => null)]);
  return { path, bytes, free_bytes: disk === null ? 0 : disk.bavail * disk.bsize };
}

async function bytesIn(folder: string): Promise<number> {
  // What vanishes while it is looked at, or may not be read, counts as nothing.
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await bytesIn(path);
    else bytes += (await lstat(path).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
