import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { VigilError } from '../../../contract/errors.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { type KeptModel, keepModelFile, modelTooLarge, removeUnfinished } from './model-folder.ts';

/** POST /v1/models/upload. A file that does not load, or does not come in completely, is not kept. */
export function uploadHandlers(deps: AppDeps): Pick<Handlers, 'uploadModel'> {
  const folder = join(deps.dataFolder, 'models');
  // The data folder is ours alone while this console runs: whatever is unfinished now will never be finished.
  const swept = removeUnfinished(folder);
  return {
    async uploadModel({ query }, request) {
      await swept;
      const kept = await receive(request, folder, query.name, deps.maxModelBytes);
      try {
        return await deps.models.load({ path: kept.path, sidecar: null });
      } catch (error) {
        if (kept.isNew) await rm(kept.path, { force: true }).catch(() => undefined);
        throw error;
      }
    },
  };
}

async function receive(request: FastifyRequest, folder: string, name: string, maxBytes: number): Promise<KeptModel> {
  try {
    // Told before the upload rather than after it.
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw modelTooLarge(maxBytes);
    return await keepModelFile(folder, name, request.raw, maxBytes);
  } catch (error) {
    if (request.raw.destroyed && !request.raw.complete && !(error instanceof VigilError)) {
      throw new VigilError('request_cancelled', 'The connection was closed during the upload.', { cause: error });
    }
    throw error;
  } finally {
    // What is left of a refused file flows away, or the caller would wait forever to finish sending it.
    request.raw.resume();
  }
}
