import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DeleteResponse, HistorySelection } from '../../../contract/http/history-actions.ts';
import { UNDO_MS } from '../../../store/deletions.ts';
import type { AppDeps } from '../deps.ts';

/** Takes results out of sight, and says until when they can be brought back. Throws `storage_failed`. */
export async function deleteSelected(
  { store, news }: Pick<AppDeps, 'store' | 'news'>,
  selection: HistorySelection,
): Promise<DeleteResponse> {
  const at = Date.now();
  const deletion = await stepByStep(store.softDelete(selection, at));
  const { count } = deletion;
  news.job({ kind: 'deletion', id: null, state: 'finished', done: count, total: count });
  return { ...deletion, undo_until: new Date(at + UNDO_MS).toISOString() };
}

/** Does all steps of a longer change of history, with other requests answered in between. */
export async function stepByStep<Result>(steps: Generator<unknown, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
