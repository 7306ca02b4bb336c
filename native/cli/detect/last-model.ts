import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { VigilError } from '../../contract/errors.ts';
import { ModelList } from '../../contract/http/models.ts';
import type { LoadRequest } from '../../service/detection/types.ts';
import { rememberedModel } from '../../service/lifecycle/remembered-model.ts';
import { type ConsoleOptions, findConsole } from '../console/locate.ts';
import { dataFolder } from '../data-folder.ts';
import { starterModel } from '../starter-model.ts';
import { printable, say } from '../terminal.ts';

/**
 * The model that the data folder's console uses, or used last; where there is none, or its file is gone, the starter, which
 * is said. Throws `model_not_loaded` where there is none of these.
 */
export async function lastModel(options: ConsoleOptions): Promise<LoadRequest> {
  const folder = dataFolder(options.dataDir);
  const last = (await modelInUse(options)) ?? (await modelUsedLast(folder));
  const starter = starterModel();
  if (last !== null && (starter === null || existsSync(last.path))) return last;
  if (starter === null) {
    throw new VigilError(
      'model_not_loaded',
      `No model was ever loaded with the data folder ${folder}. Name one with --model FILE.onnx.`,
    );
  }
  const why = last === null ? 'none was ever loaded' : `the last one is gone (${printable(last.path)})`;
  say(`using the starter model: --model names none and ${why}`);
  return { path: starter, sidecar: null };
}

/** A running console holds its history, so it is asked instead. */
async function modelInUse(options: ConsoleOptions): Promise<LoadRequest | null> {
  const client = findConsole(options);
  if (client === null) return null;
  try {
    const { active, models } = await client.request('/v1/models', ModelList);
    const path = models.find(({ id }) => id === active?.id)?.path;
    return path === undefined ? null : { path, sidecar: null };
  } catch (error) {
    if (error instanceof VigilError && error.code === 'console_unreachable') return null;
    throw error;
  }
}

async function modelUsedLast(folder: string): Promise<LoadRequest | null> {
  // Opening would begin a new history.
  if (!existsSync(join(folder, 'history.db'))) return null;
  const { openStore } = await import('../../store/open.ts');
  const store = openStore(folder);
  try {
    return rememberedModel(store);
  } finally {
    store.close();
  }
}
