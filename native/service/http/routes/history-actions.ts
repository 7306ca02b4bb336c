import { VigilError } from '../../../contract/errors.ts';
import { MOST_COUNTED } from '../../../contract/http/history-actions.ts';
import { sendOriginal } from '../../originals/send.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { exportHandler } from '../export/handler.ts';
import { deleteSelected, stepByStep } from './step-by-step.ts';

type HistoryActions =
  | 'getImage'
  | 'pinInference'
  | 'pinInferences'
  | 'countInferences'
  | 'facets'
  | 'deleteInferences'
  | 'restoreInferences'
  | 'exportInferences';

export function historyActionHandlers(deps: AppDeps): Pick<Handlers, HistoryActions> {
  const { store, news } = deps;
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

    async pinInferences({ body }) {
      return { count: await stepByStep(store.pinMany(body.ids, body.pinned)) };
    },

    async countInferences({ query }) {
      const count = await stepByStep(store.countUpTo(query, MOST_COUNTED + 1));
      return { count: Math.min(count, MOST_COUNTED), exact: count <= MOST_COUNTED };
    },

    facets: () => store.facets(),

    deleteInferences: ({ body }) => deleteSelected(deps, body),

    async restoreInferences({ body }) {
      const count = await stepByStep(store.restore(body.deletion_id, Date.now()));
      news.job({ kind: 'restoration', id: null, state: 'finished', done: count, total: count });
      return { count };
    },

    exportInferences: exportHandler(deps),
  };
}
