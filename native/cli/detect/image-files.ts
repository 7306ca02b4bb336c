import { constants, type Dirent, type Stats } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { type ErrorData, VigilError } from '../../contract/errors.ts';
import { IMAGE_EXTENSIONS } from '../../contract/image-files.ts';

/** One image to detect on, or what stands in its way. `name` is as the user wrote it, `path` absolute. */
export type ImageFile = { name: string; path: string } | { name: string; error: ErrorData };

/**
 * The images that files and folders stand for: files in the order given, each folder's images sorted by name, those of
 * its folders too where `recursive`. Hidden files in folders are passed over. Never rejects: what cannot be read is in
 * the list with its error.
 */
export async function findImageFiles(paths: readonly string[], recursive: boolean): Promise<ImageFile[]> {
  const found: ImageFile[] = [];
  for (const path of paths) found.push(...(await expand(path, recursive)));
  return found;
}

async function expand(path: string, recursive: boolean): Promise<ImageFile[]> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return await imagesOf(path, recursive);
    await access(path, constants.R_OK);
    return [fileOf(path, stats)];
  } catch (error) {
    return [{ name: path, error: unreadable(error) }];
  }
}

function fileOf(path: string, stats: Stats): ImageFile {
  if (stats.isFile()) return { name: path, path: resolve(path) };
  return { name: path, error: { code: 'image_unreadable', detail: 'It is neither a file nor a folder.' } };
}

async function imagesOf(folder: string, recursive: boolean): Promise<ImageFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive });
  const paths = entries
    .filter((entry) => isImage(entry))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (paths.length > 0) return paths.map((path) => ({ name: path, path: resolve(path) }));
  const hint = recursive ? '' : '; --recursive looks into its folders too';
  const detail = `The folder has no images (${[...IMAGE_EXTENSIONS].join(' ')})${hint}.`;
  return [{ name: folder, error: { code: 'image_unreadable', detail } }];
}

const isImage = (entry: Dirent) =>
  (entry.isFile() || entry.isSymbolicLink()) &&
  !entry.name.startsWith('.') &&
  IMAGE_EXTENSIONS.has(extname(entry.name).toLowerCase());

function unreadable(error: unknown): ErrorData {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return { code: 'image_unreadable', detail: 'There is no such file or folder.' };
  if (code === 'EACCES') return { code: 'image_unreadable', detail: 'Reading it is not permitted.' };
  return { code: 'image_unreadable', detail: VigilError.from(error).message };
}
