import { VigilError } from '../../../contract/errors.ts';
import { sendOriginal } from '../../originals/send.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { exportHandler } from '../export/handler.ts';
import { deleteSelected, stepByStep } from './step-by-step.ts';

type HistoryActions =
  | 'getImage'
  | 'pinInference'
  | 'facets'
  | 'deleteInferences'
  | 'restoreInferences'
  | 'exportInferences';

export function historyActionHandlers(deps: AppDeps): Pick<Handlers, HistoryActions> {
  const { store } = deps;
  const inference = (id: number) => {
    const found = store.getInference(id);
    if (found !== null) return found;
    throw new VigilError('not_found', `There is no result ${id}, or it was deleted or removed by retention.`);
  };
  return {
    getImage: ({ params }, request, reply) => sendOriginal(store, inference(params.id), request, reply),

    pinInference({ params, body }) {
      store.setPinned(params.id, body.pinned);
      return inference(params.id);
    },

    facets: () => store.facets(),

    deleteInferences: ({ body }) => deleteSelected(store, body),

    async restoreInferences({ body }) {
      return { count: await stepByStep(store.restore(body.deletion_id, Date.now())) };
    },

    exportInferences: exportHandler(deps),
  };
}
