import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { VigilError } from '../contract/errors.ts';

const REASONS: Record<string, string> = {
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of its path is a file',
  ENOENT: 'no folder can be made there',
  EACCES: 'this user may not read and write there',
  EPERM: 'this user may not read and write there',
  EROFS: 'its disk is mounted read-only',
  ENOSPC: 'its disk is full',
  ENAMETOOLONG: 'its path is too long',
};

/** Makes the data folder, for this user alone, where it is absent. Throws `data_folder_unusable`. */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    throw new VigilError(
      'data_folder_unusable',
      `The data folder ${folder} cannot be used: ${REASONS[code] ?? `it cannot be made (${code})`}. ` +
        'Correct that, or choose another folder with --data-dir.',
      { cause: thrown },
    );
  }
}

/** Not `mkdirSync` with `recursive`: it never returns where an existing parent answers ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(folder);
  if (!existsSync(parent)) makeFolder(parent);
  mkdirSync(folder, { mode: 0o700 });
}
