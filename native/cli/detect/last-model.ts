import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { VigilError } from '../../contract/errors.ts';
import { ModelList } from '../../contract/http/models.ts';
import { Sidecar } from '../../contract/model.ts';
import type { LoadRequest } from '../../service/detection/types.ts';
import { type ConsoleOptions, findConsole } from '../console/locate.ts';
import { dataFolder } from '../data-folder.ts';

/** The model that the data folder's console uses, or used last. Throws `model_not_loaded` where there never was one. */
export async function lastModel(options: ConsoleOptions): Promise<LoadRequest> {
  const model = (await modelInUse(options)) ?? (await modelUsedLast(dataFolder(options.dataDir)));
  if (model !== null) return model;
  throw new VigilError(
    'model_not_loaded',
    `No model was ever loaded with the data folder ${dataFolder(options.dataDir)}. Name one with --model FILE.onnx.`,
  );
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
    const path = store.getSetting('model.path');
    const sidecar = Sidecar.nullable().safeParse(JSON.parse(store.getSetting('model.sidecar') ?? 'null'));
    return path === null ? null : { path, sidecar: sidecar.data ?? null };
  } finally {
    store.close();
  }
}
