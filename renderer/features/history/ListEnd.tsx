import type { ReactNode } from 'react';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import type { HistoryList } from './history-list.ts';

/** What stands below the last loaded row: the shape of what comes, or why it does not come. */
export function ListEnd({ list, top, children }: { list: HistoryList; top: number; children: ReactNode }) {
  if (!list.hasMore) return null;
  return (
    <div className="history-end" style={{ transform: `translateY(${top}px)` }}>
      {list.moreError === null ? children : <ProblemNote error={list.moreError} onRetry={list.loadMore} />}
    </div>
  );
}
