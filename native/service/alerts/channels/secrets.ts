import type { KeyObject } from 'node:crypto';
import { chmodSync, copyFileSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { VigilError } from '../../../contract/errors.ts';
import { Sealed, seal, unseal } from './sealed.ts';

/** Where secrets are kept, and those that are. */
export interface Secrets {
  get(name: string): string | null;
  /** Null forgets it. Throws `data_folder_unusable`, and then nothing has changed. */
  put(name: string, value: string | null): void;
  /** `system`: encrypted with a key of the system's store; `file`: as plain text that the owner alone can read. */
  keptBy(): 'system' | 'file';
  /** Why those that were kept cannot be read, and what to do; null where all is well. */
  problem(): string | null;
}

/** What a shell knows of the system's key store: a key of 32 bytes, or why there is none (null where nobody asked it). */
export type SecretsKeeper = { kept_by: 'system'; key: KeyObject } | { kept_by: 'file'; reason: string | null };

export const IN_PLAIN_FILE: SecretsKeeper = { kept_by: 'file', reason: null };

const Kept = z.record(z.string(), z.string());
type Kept = z.infer<typeof Kept>;

/** What lies in the data folder. */
type Found =
  | { state: 'none' }
  | { state: 'plain' | 'sealed'; kept: Kept }
  | { state: 'unreadable'; isFile: boolean; reason: string };

/**
 * Secrets in `channel-secrets.json` of the data folder, encrypted where there is a key; a plain file is encrypted then, at
 * once. A file that others could read is closed to them. One that cannot be understood or decrypted is not read and stays
 * until something is put, and lies beside the new one then; a link is not followed. `onTrouble` is told in sentences.
 */
export function openSecrets(dataFolder: string, keeper: SecretsKeeper, onTrouble: (reason: string) => void): Secrets {
  const file = join(dataFolder, 'channel-secrets.json');
  const key = keeper.kept_by === 'system' ? keeper.key : null;
  let found = read(file, keeper, onTrouble);
  let keptBy = keeper.kept_by;
  if (found.state === 'unreadable') onTrouble(found.reason);
  if (found.state === 'plain' && key !== null) {
    try {
      write(file, found.kept, key);
    } catch (error) {
      keptBy = 'file';
      onTrouble(`${VigilError.from(error).message} Until then the secrets stay in it as plain text.`);
    }
  }
  let kept: Kept = 'kept' in found ? found.kept : {};
  return {
    get: (name) => kept[name] ?? null,
    put(name, value) {
      const { [name]: _, ...others } = kept;
      const next = value === null ? others : { ...others, [name]: value };
      write(file, next, key, found.state === 'unreadable' && found.isFile);
      kept = next;
      keptBy = keeper.kept_by;
      found = { state: 'none' };
    },
    keptBy: () => keptBy,
    problem: () => (found.state === 'unreadable' ? found.reason : null),
  };
}

function read(file: string, keeper: SecretsKeeper, onTrouble: (reason: string) => void): Found {
  const unreadable = (reason: string, isFile = true): Found => ({ state: 'unreadable', isFile, reason });
  const restate = 'State them again: the file is then set aside';
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return { state: 'none' };
    const cannot = `The secrets in ${file} cannot be read`;
    if (!stat.isFile()) return unreadable(`${cannot}: it is a link or no file. State them again.`, false);
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
      chmodSync(file, 0o600);
      onTrouble(`${file} could be read by others until now. It is closed to them; better make new keys.`);
    }
    const content = parse(readFileSync(file, 'utf8'));
    const plain = Kept.safeParse(content);
    if (plain.success) return { state: 'plain', kept: plain.data };
    const sealed = Sealed.safeParse(content);
    if (!sealed.success)
      return unreadable(`${cannot}: its content is damaged, or written by a newer Vigil. ${restate}.`);
    if (keeper.kept_by === 'file') {
      const why = keeper.reason ?? 'Only the desktop window can ask it for that key.';
      return unreadable(
        `${cannot}: they are encrypted with a key that the key store of the system keeps. ${why} Open Vigil's window where they were stated, or state them again here: the file is then set aside.`,
      );
    }
    const text = unseal(sealed.data, keeper.key);
    const kept = Kept.safeParse(parse(text ?? ''));
    if (kept.success) return { state: 'sealed', kept: kept.data };
    return unreadable(
      `${cannot}: they were encrypted with another key, on another machine or before the key was lost, or the file was changed. ${restate}.`,
    );
  } catch (error) {
    return unreadable(`The secrets in ${file} cannot be read: ${(error as Error).message}. ${restate}.`);
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

/** With `keepOld` what lies there is copied beside before it is replaced. Without a secret there is no file. */
function write(file: string, content: Kept, key: KeyObject | null, keepOld = false): void {
  const draft = `${file}.${process.pid}`;
  const text = JSON.stringify(content);
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, `${key === null ? text : JSON.stringify(seal(text, key))}\n`, { mode: 0o600, flag: 'wx' });
    if (keepOld) copyFileSync(file, `${file}.unreadable-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`);
    if (text === '{}') rmSync(file, { force: true });
    else renameSync(draft, file);
  } catch (error) {
    throw new VigilError(
      'data_folder_unusable',
      `Secrets cannot be written to ${file}: ${(error as Error).message}. Nothing was changed. Free it or choose another data folder.`,
      { cause: error },
    );
  } finally {
    discard(draft);
  }
}

/** What is in its way is not Vigil's to remove. */
function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {}
}
