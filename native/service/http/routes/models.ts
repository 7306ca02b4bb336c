import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { isAbsolute } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { VigilError } from '../../../contract/errors.ts';
import type { LoadModelBody, RegisteredModel } from '../../../contract/http/models.ts';
import type { Store } from '../../../store/types.ts';
import type { LoadRequest } from '../../detection/types.ts';
import { statedSidecar } from '../../lifecycle/remembered-model.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { readCardNotes } from './card-notes.ts';

export function modelHandlers(deps: AppDeps): Pick<Handlers, 'listModels' | 'loadModel' | 'modelCard' | 'providers'> {
  const { store, detection } = deps;
  return {
    listModels() {
      const card = detection.status().active?.card;
      const starter = deps.models.starter();
      return {
        active: card === undefined ? null : { id: card.id, name: card.name, version: card.version },
        models: store.listModels(),
        starter: starter === null ? null : { path: starter },
        runs: store.listModelRuns(100),
      };
    },

    loadModel: async ({ body }) => deps.models.load(await toLoadRequest(body, store)),

    async modelCard({ params }) {
      return { notes: await readCardNotes(knownModel(params.id, store).path) };
    },

    providers() {
      const { active, built_in, runtime } = detection.status();
      return {
        order: [...deps.settings().providers],
        built_in,
        active: active?.provider ?? null,
        parallelism: active?.parallelism ?? null,
        runtime,
      };
    },
  };
}

async function toLoadRequest(body: LoadModelBody, store: Store): Promise<LoadRequest> {
  if ('path' in body) {
    if (!isAbsolute(body.path) || body.path.includes('\0')) {
      throw new VigilError(
        'invalid_parameter',
        'path: must be the absolute path of a file on the machine of the console.',
      );
    }
    return { path: body.path, sidecar: body.sidecar ?? null };
  }
  const model = knownModel(body.id, store);
  await requireUnchanged(model);
  return { path: model.path, sidecar: body.sidecar ?? statedSidecar(store, model.id) };
}

function knownModel(id: string, store: Store): RegisteredModel {
  const model = store.getModel(id);
  if (model !== null) return model;
  throw new VigilError('model_not_found', `No model ${id} was ever loaded. GET /v1/models lists those that were.`);
}

/** An id is the hash of a file, so another file in its place is another model. */
async function requireUnchanged(model: { id: string; path: string }): Promise<void> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(model.path), hash);
  } catch (error) {
    throw new VigilError(
      'model_not_found',
      `The file of model ${model.id} cannot be read: ${(error as Error).message}.`,
      {
        cause: error,
      },
    );
  }
  if (hash.digest('hex').startsWith(model.id)) return;
  throw new VigilError('model_not_found', `${model.path} holds another model by now. Load it by its path.`);
}
