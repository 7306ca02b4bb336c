import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { VigilError } from '../../../contract/errors.ts';
import type { AppDeps } from '../deps.ts';
import { FORM, type Handlers, mediaTypeOf } from '../endpoint.ts';
import { type KeptModel, keepModelFile, modelTooLarge, removeUnfinished } from './model-folder.ts';
import { MAX_FIELD_BYTES, type ReceivedForm, receiveForm } from './receive-form.ts';

/** What a form may hold beside the model: its sidecar, and the lines between the parts. */
const MAX_BESIDE_BYTES = MAX_FIELD_BYTES + 4_096;

/**
 * POST /v1/models/upload, the file as the body or in a form. One that does not load, or does not come in completely, is
 * not kept.
 */
export function uploadHandlers(deps: AppDeps): Pick<Handlers, 'uploadModel'> {
  const folder = join(deps.dataFolder, 'models');
  // The data folder is ours alone while this console runs: whatever is unfinished now will never be finished.
  const swept = removeUnfinished(folder);
  return {
    async uploadModel({ query }, request) {
      await swept;
      const { kept, sidecar } = await receive(request, folder, query.name, deps.maxModelBytes);
      try {
        return await deps.models.load({ path: kept.path, sidecar });
      } catch (error) {
        await discard(kept);
        throw error;
      }
    },
  };
}

/** What was there before stays. */
async function discard({ path, isNew }: KeptModel): Promise<void> {
  if (isNew) await rm(path, { force: true }).catch(() => undefined);
}

async function receive(request: FastifyRequest, folder: string, name: string, maxBytes: number): Promise<ReceivedForm> {
  const isForm = mediaTypeOf(request) === FORM;
  try {
    // Told before the upload rather than after it.
    const most = maxBytes + (isForm ? MAX_BESIDE_BYTES : 0);
    if (Number(request.headers['content-length'] ?? 0) > most) throw modelTooLarge(maxBytes);
    const keep = (source: Readable) => keepModelFile(folder, name, source, maxBytes);
    if (isForm) return await receiveForm(request, keep, discard);
    return { kept: await keep(request.raw), sidecar: null };
  } catch (error) {
    if (request.raw.destroyed && !request.raw.complete && !(error instanceof VigilError)) {
      throw new VigilError('request_cancelled', 'The connection was closed during the upload.', { cause: error });
    }
    throw error;
  } finally {
    // What is left of a refused file flows away, or the caller would wait forever to finish sending it.
    request.raw.unpipe();
    request.raw.resume();
  }
}
