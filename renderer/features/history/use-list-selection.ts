import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ActionTarget } from './history-actions.ts';
import type { HistoryList } from './history-list.ts';
import {
  ALL_MATCHING,
  extendTo,
  isSelected,
  NOTHING_SELECTED,
  type Selection,
  selectLoaded,
  toggle,
} from './selection.ts';

export interface ListSelection {
  selection: Selection;
  /** null: all that match. */
  count: number | null;
  /** The loaded results of the selection. */
  ids: readonly number[];
  /** The selection as an action takes it. */
  target: ActionTarget;
  toggle: (id: number) => void;
  extendTo: (id: number) => void;
  selectLoaded: () => void;
  selectMatching: () => void;
  clear: () => void;
}

/** What is selected in a list; another filter begins with nothing. */
export function useListSelection(list: HistoryList, filterKey: string): ListSelection {
  const [state, setState] = useState({ filterKey, selection: NOTHING_SELECTED });
  const selection = state.filterKey === filterKey ? state.selection : NOTHING_SELECTED;
  const change = useCallback(
    (next: (before: Selection) => Selection) =>
      setState((before) => ({
        filterKey,
        selection: next(before.filterKey === filterKey ? before.selection : NOTHING_SELECTED),
      })),
    [filterKey],
  );

  // What is no longer in the list, deleted here or gone with a refresh, is not selected either.
  const loaded = list.ids;
  const ready = list.state === 'ready';
  useEffect(() => {
    if (!ready) return;
    change((before) => {
      if (before.kind === 'all_matching') return before;
      const here = new Set(loaded);
      const kept = [...before.ids].filter((id) => here.has(id));
      return kept.length === before.ids.size ? before : { ...before, ids: new Set(kept) };
    });
  }, [change, loaded, ready]);

  const ids = useMemo(() => loaded.filter((id) => isSelected(selection, id)), [loaded, selection]);
  const all = selection.kind === 'all_matching' || (ids.length === loaded.length && !list.hasMore && ids.length > 0);
  return {
    selection,
    count: selection.kind === 'all_matching' ? null : selection.ids.size,
    ids,
    target: all ? { filter: list.apiFilter } : { ids },
    toggle: useCallback((id) => change((before) => toggle(before, id, loaded)), [change, loaded]),
    extendTo: useCallback((id) => change((before) => extendTo(before, id, loaded)), [change, loaded]),
    selectLoaded: useCallback(() => change(() => selectLoaded(loaded)), [change, loaded]),
    selectMatching: useCallback(() => change(() => ALL_MATCHING), [change]),
    clear: useCallback(() => change(() => NOTHING_SELECTED), [change]),
  };
}
