import { randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VigilError } from '../../contract/errors.ts';

const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const SHORTEST_GIVEN = 16;

export interface Token {
  value: string;
  /** The file it stands in; null when it was given. */
  file: string | null;
}

/**
 * The token of a data folder: 32 random bytes as base64url in the file `token`, readable by its owner alone. An
 * existing one is kept, so that scripts go on working, unless it is not of that form. Throws `data_folder_unusable`.
 */
export function readOrCreateToken(dataFolder: string): Token {
  const file = join(dataFolder, 'token');
  try {
    const existing = readToken(file);
    if (existing !== null) return { value: existing, file };
    const value = randomBytes(TOKEN_BYTES).toString('base64url');
    const draft = `${file}.${process.pid}`;
    rmSync(draft, { force: true });
    writeFileSync(draft, `${value}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
    return { value, file };
  } catch (error) {
    throw new VigilError(
      'data_folder_unusable',
      `The token file ${file} cannot be read or written: ${(error as Error).message}. Free it or choose another data folder.`,
      { cause: error },
    );
  }
}

function readToken(file: string): string | null {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  // A link could point to a file that somebody else knows.
  if (stat === undefined || !stat.isFile()) return null;
  // What others could read until now is no secret any more. Windows has no such bits; the folder is the user's own there.
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) return null;
  const text = readFileSync(file, 'utf8').trim();
  return TOKEN.test(text) ? text : null;
}

/** A token chosen by the user. Throws `invalid_parameter` when it is too weak or cannot stand in a header. */
export function acceptToken(value: string): Token {
  if (value.length < SHORTEST_GIVEN || !/^[\x21-\x7e]+$/.test(value)) {
    throw new VigilError(
      'invalid_parameter',
      `The given token is unusable: it needs at least ${SHORTEST_GIVEN} printable ASCII characters without spaces. Leave it out to have one made.`,
    );
  }
  return { value, file: null };
}
