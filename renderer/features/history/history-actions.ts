import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { HistoryItem } from '../../../native/contract/http/history.ts';
import { type Answer, call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { plural } from '../../components/format.ts';
import { toast, toastProblem, toastWithUndo } from '../../components/undo-toast.tsx';
import type { ApiFilter } from './history-filter.ts';
import { LIST_KEY, type ListData } from './history-list.ts';
import { hideResults, showResults } from './list-edits.ts';

/** What the service takes as the results of one action. */
export type ActionTarget = { ids: readonly number[] } | { filter: ApiFilter };

/** The service takes at most so many numbers at once. */
export const MOST_IDS = 10_000;
const UNDO_SECONDS = 12;

export const itemKey = (id: number) => [...KEYS.history, 'item', id] as const;

type Deletion = Answer<'deleteInferences'>;

/** What takes the last deletion back, while the service still can. */
let lastDeletion: { until: number; undo: () => Promise<void> } | null = null;

async function deleteTarget(target: ActionTarget): Promise<Deletion[]> {
  if ('filter' in target) return [await call('deleteInferences', { json: target })];
  const deletions: Deletion[] = [];
  for (let at = 0; at < target.ids.length; at += MOST_IDS) {
    deletions.push(await call('deleteInferences', { json: { ids: target.ids.slice(at, at + MOST_IDS) } }));
  }
  return deletions;
}

function showPinned(client: QueryClient, ids: ReadonlySet<number>, pinned: boolean): void {
  client.setQueriesData<ListData>({ queryKey: LIST_KEY }, (data) =>
    data === undefined
      ? data
      : {
          ...data,
          pages: data.pages.map((page) =>
            page.rows.some(({ id }) => ids.has(id))
              ? { ...page, rows: page.rows.map((row) => (ids.has(row.id) ? { ...row, pinned } : row)) }
              : page,
          ),
        },
  );
  for (const id of ids) {
    client.setQueryData<HistoryItem>(itemKey(id), (item) => (item === undefined ? item : { ...item, pinned }));
  }
}

/** Shown at once, and taken back in what is seen where the console refuses. Answers how many were otherwise. */
async function pinMany(client: QueryClient, ids: readonly number[], pinned: boolean): Promise<number> {
  let count = 0;
  for (let at = 0; at < ids.length; at += MOST_IDS) {
    const some = ids.slice(at, at + MOST_IDS);
    showPinned(client, new Set(some), pinned);
    try {
      count += (await call('pinInferences', { json: { ids: some, pinned } })).count;
    } catch (error) {
      showPinned(client, new Set(some), !pinned);
      throw error;
    }
  }
  return count;
}

export interface Deleted {
  deletions: readonly Deletion[];
  /** Numbers that were on screen and have disappeared. */
  loaded: readonly number[];
  /** More than what was on screen may have gone, so lists are loaded again. */
  byFilter: boolean;
  /** Said in place of "3 results deleted". */
  words?: (count: number) => string;
}

/** Brings every list in step with a deletion that is done, says it, and offers to take it back. */
export async function offerUndo(client: QueryClient, deleted: Deleted): Promise<void> {
  const { deletions, loaded, byFilter, words = (count) => `${plural(count, 'result')} deleted` } = deleted;
  const loadAgain = async () => {
    // Lists that are not on screen may hold what was deleted; they are loaded again when they are shown.
    client.removeQueries({ queryKey: LIST_KEY, type: 'inactive' });
    if (byFilter) await client.resetQueries({ queryKey: LIST_KEY });
    void client.invalidateQueries({ queryKey: KEYS.facets });
    void client.invalidateQueries({ queryKey: KEYS.latest });
  };
  await loadAgain();
  const count = deletions.reduce((sum, deletion) => sum + deletion.count, 0);
  let undone = false;
  const undo = async () => {
    if (undone) return;
    for (const { deletion_id } of deletions) await call('restoreInferences', { json: { deletion_id } });
    for (const id of loaded) client.removeQueries({ queryKey: itemKey(id) });
    undone = true;
    if (lastDeletion?.undo === undo) lastDeletion = null;
    showResults(loaded);
    await loadAgain();
  };
  const until = Math.min(...deletions.map((deletion) => Date.parse(deletion.undo_until)));
  lastDeletion = { until, undo };
  toastWithUndo(words(count), undo, UNDO_SECONDS);
}

export interface HistoryActions {
  /**
   * Deletes at once in what is seen, then in the service, and offers to take it back. `loaded` are the numbers that
   * disappear from view. Never rejects: a refusal is said and everything stands where it stood.
   */
  remove: (target: ActionTarget, loaded: readonly number[]) => Promise<void>;
  /** Takes the last deletion of this window back, also after its toast has gone; says so when there is none. */
  undo: () => Promise<void>;
  /** Pins those that are not pinned; where all are, takes the pins away. Never rejects either. */
  pin: (results: readonly { id: number; pinned: boolean }[]) => Promise<void>;
}

export function useHistoryActions(): HistoryActions {
  const client = useQueryClient();
  return useMemo(() => {
    return {
      async remove(target, loaded) {
        hideResults(loaded);
        try {
          const deletions = await deleteTarget(target);
          await offerUndo(client, { deletions, loaded, byFilter: 'filter' in target });
        } catch (error) {
          showResults(loaded);
          toastProblem(error);
        }
      },

      async undo() {
        const last = lastDeletion;
        if (last === null || last.until < Date.now()) return toast('There is no deletion to take back');
        try {
          await last.undo();
          toast('The last deletion is taken back');
        } catch (error) {
          toastProblem(error);
        }
      },

      async pin(results) {
        const pinned = !results.every((result) => result.pinned);
        const ids = results.filter((result) => result.pinned !== pinned).map(({ id }) => id);
        try {
          const count = await pinMany(client, ids, pinned);
          if (ids.length <= 1) return;
          const words = `${plural(count, 'result')} ${pinned ? 'pinned' : 'no longer pinned'}`;
          toastWithUndo(words, async () => void (await pinMany(client, ids, !pinned)), UNDO_SECONDS);
        } catch (error) {
          toastProblem(error);
        }
      },
    };
  }, [client]);
}
