import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sidecar } from '../contract/model.ts';
import { sidecarPath } from '../contract/model-files.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { type Downloaded, type DownloadOptions, download } from './download.ts';
import { findFile } from './hash-file.ts';
import { onDisk, partPath } from './part-file.ts';

/** What lies in the folder of a model of the catalogue. */
export type ModelState =
  | { state: 'absent' }
  /** Broken off after so many bytes. */
  | { state: 'partial'; bytes: number }
  | { state: 'present' }
  /** A file of that name with another content. */
  | { state: 'other' };

export interface PulledModel extends Downloaded {
  path: string;
  sidecar: string;
  /** A sidecar lay there already and was left as it is. */
  sidecar_kept: boolean;
}

export const modelPath = (folder: string, { name }: CatalogueEntry): string => join(folder, `${name}.onnx`);

export async function modelState(folder: string, entry: CatalogueEntry): Promise<ModelState> {
  const path = modelPath(folder, entry);
  const found = await onDisk(path, () => findFile(path, entry));
  if (found !== 'absent') return { state: found === 'same' ? 'present' : 'other' };
  const part = await stat(partPath(path)).catch(() => null);
  return part === null || part.size === 0 ? { state: 'absent' } : { state: 'partial', bytes: part.size };
}

/**
 * Fetches a model of the catalogue into a folder, and writes what the catalogue says of it into a sidecar beside it.
 * Throws as `download` does.
 */
export async function pullModel(
  folder: string,
  entry: CatalogueEntry,
  options: Omit<DownloadOptions, 'target'> = {},
): Promise<PulledModel> {
  const path = modelPath(folder, entry);
  const downloaded = await download(entry, { ...options, target: path });
  const sidecar = sidecarPath(path);
  const { title, layout, input_size, licence } = entry;
  const content: Sidecar = { name: title, layout, input_size, licence };
  const isWritten = await onDisk(sidecar, () => writeNew(sidecar, `${JSON.stringify(content, null, 2)}\n`));
  return { ...downloaded, path, sidecar, sidecar_kept: !isWritten };
}

/** Never writes over what a user may have changed. */
async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
