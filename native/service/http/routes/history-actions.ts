import { setImmediate as nextTurn } from 'node:timers/promises';
import { VigilError } from '../../../contract/errors.ts';
import { UNDO_MS } from '../../../store/deletions.ts';
import { sendOriginal } from '../../originals/send.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { exportHandler } from '../export/handler.ts';

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

    async deleteInferences({ body }) {
      const at = Date.now();
      const deletion = await stepByStep(store.softDelete(body, at));
      return { ...deletion, undo_until: new Date(at + UNDO_MS).toISOString() };
    },

    async restoreInferences({ body }) {
      return { count: await stepByStep(store.restore(body.deletion_id, Date.now())) };
    },

    exportInferences: exportHandler(deps),
  };
}

/** Does all steps of a longer change of history, with other requests answered in between. */
async function stepByStep<Result>(steps: Generator<unknown, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
