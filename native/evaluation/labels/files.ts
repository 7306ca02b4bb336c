import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { VigilError } from '../../contract/errors.ts';
import { IMAGE_EXTENSIONS } from '../../contract/image-files.ts';

/** More than anyone labels by hand; a folder like `/` is refused before it fills the memory. */
const MAX_FILES = 1_000_000;
/** Read at once; more would only wait for the disk. */
const AT_ONCE = 32;

/** A file of a folder: `path` below the folder with slashes on every system. */
export interface FoundFile {
  path: string;
  /** As the folder was given, joined. */
  full: string;
}

/** Images of a folder and its folders, sorted by path, hidden ones left out. Throws `invalid_parameter` where there is none. */
export async function imagesIn(folder: string): Promise<FoundFile[]> {
  const images = await filesIn(folder, 'images', (name) => IMAGE_EXTENSIONS.has(extname(name).toLowerCase()));
  if (images.length > 0) return images;
  throw new VigilError(
    'invalid_parameter',
    `The folder ${folder} has no images (${[...IMAGE_EXTENSIONS].join(' ')}), nor have its folders.`,
  );
}

/** Files of a folder and its folders whose name is wanted, sorted by path. Throws `invalid_parameter`. */
export async function filesIn(
  folder: string,
  ofWhat: string,
  isWanted: (name: string) => boolean,
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  try {
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
      if (entry.isDirectory() || entry.name.startsWith('.') || !isWanted(entry.name)) continue;
      const full = join(entry.parentPath, entry.name);
      found.push({ path: relative(folder, full).split(sep).join('/'), full });
    }
  } catch (error) {
    throw unreadable(`The folder of ${ofWhat}`, folder, error);
  }
  if (found.length > MAX_FILES) {
    throw new VigilError(
      'invalid_parameter',
      `${folder} has ${found.length} files; name the folder of ${ofWhat} alone.`,
    );
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The text of a file of at most so many bytes. Throws `invalid_parameter`. */
export async function readText(file: string, maxBytes: number): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size <= maxBytes) return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable('The file', file, error);
  }
  throw new VigilError('invalid_parameter', `${file} is larger than ${Math.round(maxBytes / 2 ** 20)} MiB.`);
}

/** Does work for all items, some at a time. Rejects with the first error. */
export async function forEachAtOnce<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

export function unreadable(what: string, path: string, error: unknown): VigilError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const reason =
    code === 'ENOENT'
      ? 'is not there'
      : code === 'EACCES'
        ? 'may not be read'
        : code === 'ENOTDIR'
          ? 'is no folder'
          : `cannot be read (${(error as Error).message})`;
  return new VigilError('invalid_parameter', `${what} ${path} ${reason}.`, { cause: error });
}
