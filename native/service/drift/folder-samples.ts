import { readdir, readFile } from 'node:fs/promises';
import { extname, isAbsolute, join } from 'node:path';
import { VigilError } from '../../contract/errors.ts';
import type { DriftSample } from '../../store/drift-types.ts';
import { detectImage, dropPicture, type ImageDeps } from '../http/detect/one-image.ts';
import { completeQuery } from '../http/detect/query.ts';
import { columnsOf } from './features.ts';

const IMAGES = new Set(['.jpg', '.jpeg', '.png', '.webp', '.bmp', '.tif', '.tiff', '.gif', '.avif', '.heic']);
/** As many as `detect` has under way for one form. */
const AT_ONCE = 2;

/**
 * Images of a folder on this machine as samples: at most `limit` of them, evenly spread over the folder by name, each
 * detected on under the thresholds in force and not kept. One that fails is left out.
 *
 * Throws `invalid_parameter` where the folder cannot be read, and what stops every image alike (`model_not_loaded`, what `signal` is aborted with).
 */
export async function folderSamples(
  deps: ImageDeps,
  path: string,
  limit: number,
  signal: AbortSignal,
): Promise<DriftSample[]> {
  if (!isAbsolute(path)) {
    throw new VigilError('invalid_parameter', `path: ${JSON.stringify(path)} is not absolute; give the whole path.`);
  }
  const names = spread(await imageNames(path), limit);
  const samples: (DriftSample | null)[] = names.map(() => null);
  let next = 0;
  async function work(): Promise<void> {
    for (let index = next++; index < names.length; index = next++) {
      samples[index] = await sampleOf(deps, path, names[index] as string, signal);
      signal.throwIfAborted();
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const good = samples.filter((sample) => sample !== null);
  return good.map((sample, index) => ({ ...sample, seq: index - good.length }));
}

async function imageNames(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && IMAGES.has(extname(entry.name).toLowerCase()))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new VigilError('invalid_parameter', `path: the folder ${path} cannot be read: ${reason}.`, { cause: error });
  }
}

function spread(names: readonly string[], limit: number): readonly string[] {
  if (names.length <= limit) return names;
  return Array.from({ length: limit }, (_, k) => names[Math.floor((k * names.length) / limit)] as string);
}

async function sampleOf(
  deps: ImageDeps,
  folder: string,
  name: string,
  signal: AbortSignal,
): Promise<DriftSample | null> {
  const query = completeQuery({ save: false, candidates: false }, deps.settings().thresholds);
  const context = { name, requestId: crypto.randomUUID(), query, since: performance.now() };
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await readFile(join(folder, name)));
  } catch {
    return null;
  }
  const done = await detectImage(deps, bytes, context, signal);
  dropPicture(done);
  if ('failure' in done) {
    if (done.failure.code === 'model_not_loaded' || done.failure.code === 'queue_full') throw done.failure;
    return null;
  }
  const { embedding } = done.outcome.result;
  return { seq: 0, id: name, at: Date.now(), features: columnsOf(done.result.features), embedding };
}
