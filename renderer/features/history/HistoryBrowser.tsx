import { useCallback, useRef, useState } from 'react';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { toastProblem } from '../../components/undo-toast.tsx';
import { BrowserHeader, useListView } from './BrowserHeader.tsx';
import { listChoices, type OpenExport } from './export-choice.ts';
import { FilterBar } from './FilterBar.tsx';
import { firstSentence } from './first-sentence.ts';
import { Gallery } from './Gallery.tsx';
import { useHistoryActions } from './history-actions.ts';
import { isFiltering, NO_FILTER, type ViewFilter, writeFilter } from './history-filter.ts';
import type { HistoryList } from './history-list.ts';
import { EmptyList, ListSkeleton } from './ListPlaceholder.tsx';
import type { MatchCount } from './match-count.ts';
import { NewResults } from './NewResults.tsx';
import { ResultTable } from './ResultTable.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { isSelected } from './selection.ts';
import { useActiveResult } from './use-active-result.ts';
import { useBrowserCommands } from './use-browser-commands.ts';
import { focusedResult, listHandlers, useListKeys } from './use-list-keys.ts';
import { useListSelection } from './use-list-selection.ts';

interface HistoryBrowserProps {
  list: HistoryList;
  match: MatchCount;
  /** The oldest result of the whole history; null where there is none, or none known. */
  oldest: string | null;
  filter: ViewFilter;
  onFilter: (filter: ViewFilter) => void;
  /** The result that is open over the list, as it stands in the address; null while the list itself is looked at. */
  openId: string | null;
  onOpen: (id: number) => void;
  hrefOf: (id: number) => string;
  onExport: OpenExport;
}

/** The list of results with its filters, selection and actions. */
export function HistoryBrowser(props: HistoryBrowserProps) {
  const { list, match, oldest, filter, onFilter, openId, onOpen, hrefOf, onExport } = props;
  const listView = useListView();
  const { remove, pin, undo } = useHistoryActions();
  const chosen = useListSelection(list, writeFilter(filter));
  const active = useActiveResult(list.ids, openId);
  const [layout, setLayout] = useState({ columns: 1, pageRows: 1 });
  const searchField = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const toTop = useCallback(() => void area.current?.querySelector('.history-scroller')?.scrollTo({ top: 0 }), []);

  const search = () => searchField.current?.select();
  const exportThese = () =>
    onExport(listChoices(list, match, chosen.selection.kind === 'all_matching' ? 'all_matching' : chosen.ids));
  // The keys act on the selection, and without one on the result that has the focus.
  const meant = () => {
    const focused = focusedResult();
    return chosen.count !== 0 ? chosen.ids : focused === null ? [] : [focused];
  };
  const pinMeant = () => {
    const ids = new Set(meant());
    if (chosen.count !== null) void pin(list.rows.filter(({ id }) => ids.has(id)));
  };
  const removeMeant = () => {
    const ids = meant();
    if (ids.length === 0) return;
    void remove(chosen.count === 0 ? { ids } : chosen.target, ids);
    chosen.clear();
    active.refocus();
  };
  useListKeys(openId === null, {
    search,
    selectLoaded: chosen.selectLoaded,
    clear: chosen.clear,
    pin: pinMeant,
    remove: removeMeant,
    undo: () => void undo(),
    toggleBoxes: listView.toggleBoxes,
    enter: active.refocus,
  });
  useBrowserCommands({
    search,
    reset: () => onFilter(NO_FILTER),
    showGallery: () => listView.setView('gallery'),
    showTable: () => listView.setView('table'),
    selectMatching: chosen.selectMatching,
    exportThese,
    undo: () => void undo(),
    refresh: () => list.refresh().then(toTop, toastProblem),
  });
  const handlers = listHandlers({
    activeAt: active.at,
    layout: { ...layout, count: list.ids.length },
    ids: list.ids,
    selecting: chosen.count !== 0,
    open: onOpen,
    activate: active.activate,
    moveTo: active.moveTo,
    toggle: chosen.toggle,
    extendTo: chosen.extendTo,
  });

  const sentence =
    list.state === 'ready'
      ? firstSentence({
          filter,
          match,
          oldest,
          selected: chosen.count,
          now: Date.now(),
        })
      : list.state === 'failed'
        ? 'History cannot be read'
        : 'Reading history';
  const view = {
    list,
    activeAt: active.at,
    focusRequest: active.focusRequest,
    onLayout: setLayout,
    selection: chosen.selection,
    hrefOf,
  };
  const isEmpty = list.state === 'ready' && list.rows.length === 0 && !list.hasMore;
  return (
    <div className="page page-fixed history-browser" inert={openId !== null}>
      <BrowserHeader {...listView} sentence={sentence} canExport={list.rows.length > 0} onExport={exportThese} />
      <FilterBar filter={filter} onChange={onFilter} searchField={searchField} />
      <div ref={area} className="history-area" {...handlers}>
        {list.state === 'loading' && <ListSkeleton view={listView.view} />}
        {list.state === 'failed' && <ProblemNote error={list.error} onRetry={list.retry} />}
        {isEmpty && <EmptyList filtering={isFiltering(filter)} onReset={() => onFilter(NO_FILTER)} />}
        {list.state === 'ready' &&
          !isEmpty &&
          (listView.view === 'gallery' ? (
            <Gallery {...view} showBoxes={listView.showBoxes} />
          ) : (
            <ResultTable {...view} />
          ))}
        <NewResults filter={filter} list={list} onShown={toTop} />
        {chosen.count !== 0 && (
          <SelectionBar
            selected={chosen.count}
            match={match}
            pinned={list.rows.every((row) => row.pinned || !isSelected(chosen.selection, row.id))}
            onSelectAll={chosen.selectMatching}
            onPin={pinMeant}
            onExport={exportThese}
            onDelete={removeMeant}
            onClear={chosen.clear}
          />
        )}
      </div>
    </div>
  );
}
