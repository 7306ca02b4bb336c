import './history.css';
import { useCallback, useMemo, useState } from 'react';
import { useLocation, useRoute, useSearch } from 'wouter';
import { ExportDialog } from './ExportDialog.tsx';
import type { OpenExport } from './export-choice.ts';
import { HistoryBrowser } from './HistoryBrowser.tsx';
import { readFilter, type ViewFilter, writeFilter } from './history-filter.ts';
import { useHistoryList } from './history-list.ts';
import { useFacets, useMatchCount } from './match-count.ts';
import { ResultPage } from './ResultPage.tsx';

const withQuery = (path: string, query: string) => (query === '' ? path : `${path}?${query}`);

/** Says of an address in the browser's history that going back leads to the list. */
const FROM_LIST = { fromHistoryList: true };

const cameFromList = () => (history.state as { fromHistoryList?: unknown } | null)?.fromHistoryList === true;

/** All results that are kept, and over them the one whose number stands in the address. */
export function HistoryPage() {
  const [, navigate] = useLocation();
  const [isOpen, params] = useRoute('/history/:id');
  const search = useSearch();
  const query = writeFilter(readFilter(search));
  const filter = useMemo(() => readFilter(query), [query]);
  const list = useHistoryList(filter);
  const facets = useFacets().data;
  const match = useMatchCount(filter, facets, list);
  const [exporting, setExporting] = useState<Parameters<OpenExport> | null>(null);
  const openExport: OpenExport = useCallback((...asked) => setExporting(asked), []);
  const openId = isOpen ? (params?.id ?? '') : null;

  const onFilter = useCallback(
    (next: ViewFilter) => {
      // While one types, the words replace each other; every other change can be gone back from.
      const typing = filter.q !== '' && writeFilter({ ...filter, q: '' }) === writeFilter({ ...next, q: '' });
      navigate(withQuery('/history', writeFilter(next)), { replace: typing });
    },
    [navigate, filter],
  );
  const hrefOf = useCallback((id: number) => withQuery(`/history/${id}`, query), [query]);
  const open = useCallback((id: number) => navigate(hrefOf(id), { state: FROM_LIST }), [navigate, hrefOf]);
  const step = useCallback(
    (id: number) => navigate(hrefOf(id), { replace: true, state: history.state }),
    [navigate, hrefOf],
  );
  const close = useCallback(() => {
    if (cameFromList()) history.back();
    else navigate(withQuery('/history', query));
  }, [navigate, query]);

  return (
    <div className="history-page">
      <HistoryBrowser
        list={list}
        match={match}
        oldest={facets?.oldest ?? null}
        filter={filter}
        onFilter={onFilter}
        openId={openId}
        onOpen={open}
        hrefOf={hrefOf}
        onExport={openExport}
      />
      {openId !== null && (
        <ResultPage id={openId} list={list} match={match} onStep={step} onClose={close} onExport={openExport} />
      )}
      {exporting !== null && (
        <ExportDialog choices={exporting[0]} thresholds={exporting[1] ?? null} onClose={() => setExporting(null)} />
      )}
    </div>
  );
}
