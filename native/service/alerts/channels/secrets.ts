import { chmodSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { VigilError } from '../../../contract/errors.ts';

/** Where secrets are kept: a file here, or what the system offers for it. */
export interface Secrets {
  get(name: string): string | null;
  /** Null forgets it. Throws `data_folder_unusable`, and then nothing has changed. */
  put(name: string, value: string | null): void;
}

const Kept = z.record(z.string(), z.string());

/**
 * Secrets in the file `channel-secrets.json` of the data folder, which its owner alone can read. A file that others could
 * read is closed to them; one that cannot be understood, or is a link, is not read, and is replaced at the next `put`.
 */
export function openSecrets(dataFolder: string, onUnusable: (reason: string) => void): Secrets {
  const file = join(dataFolder, 'channel-secrets.json');
  let kept = read(file, onUnusable);
  return {
    get: (name) => kept[name] ?? null,
    put(name, value) {
      const { [name]: _, ...others } = kept;
      const next = value === null ? others : { ...others, [name]: value };
      write(file, next);
      kept = next;
    },
  };
}

function read(file: string, onUnusable: (reason: string) => void): Record<string, string> {
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return {};
    if (!stat.isFile()) throw new Error('it is a link or no file');
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
      chmodSync(file, 0o600);
      onUnusable(`${file} could be read by others until now. It is closed to them; better make new keys.`);
    }
    const parsed = Kept.safeParse(parse(readFileSync(file, 'utf8')));
    if (!parsed.success) throw new Error('its content is damaged');
    return parsed.data;
  } catch (error) {
    onUnusable(`The secrets in ${file} cannot be read: ${(error as Error).message}. State them again.`);
    return {};
  }
}

/** The error of JSON.parse would repeat what it read. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function write(file: string, content: Record<string, string>): void {
  const draft = `${file}.${process.pid}`;
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, `${JSON.stringify(content)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new VigilError(
      'data_folder_unusable',
      `Secrets cannot be written to ${file}: ${(error as Error).message}. Nothing was changed. Free it or choose another data folder.`,
      { cause: error },
    );
  }
}
