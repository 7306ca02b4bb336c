import './result.css';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import type { FeedbackBody } from '../../../native/contract/http/feedback.ts';
import type { HistoryItem } from '../../../native/contract/http/history.ts';
import { ApiProblem, call } from '../../api/client.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { choiceOf, type OpenExport } from './export-choice.ts';
import { answeredIndex, pressVerdict } from './feedback.ts';
import { itemKey, useHistoryActions } from './history-actions.ts';
import { type HistoryList, untilReachable } from './history-list.ts';
import { isNewer, toRow } from './history-row.ts';
import type { MatchCount } from './match-count.ts';
import { ResultHeader } from './ResultHeader.tsx';
import { ResultView } from './ResultView.tsx';
import { useFeedback } from './use-feedback.ts';
import { useResultKeys } from './use-result-keys.ts';
import { useResultView } from './use-result-view.ts';

interface ResultPageProps {
  /** As it stands in the address. */
  id: string;
  list: HistoryList;
  match: MatchCount;
  onStep: (id: number) => void;
  onClose: () => void;
  onExport: OpenExport;
}

/** A result that was opened by its address is looked for in this many results of the list. */
const MOST_SEARCHED = 3_000;

/** The results before and after one in the list; the list loads on where it ends here or has not come so far yet. */
function useNeighbours(id: number, item: HistoryItem | undefined, list: HistoryList) {
  const { rows, ids, hasMore, loadingMore, moreError, loadMore } = list;
  const at = ids.indexOf(id);
  const last = rows.at(-1);
  const isAhead = item !== undefined && last !== undefined && isNewer(last, { at: item.at, id });
  const wanted = at === -1 ? isAhead && rows.length < MOST_SEARCHED : at >= ids.length - 2;
  useEffect(() => {
    if (wanted && hasMore && !loadingMore && moreError === null) loadMore();
  }, [wanted, hasMore, loadingMore, moreError, loadMore]);
  return { at, before: ids[at - 1] ?? null, after: at === -1 ? null : (ids[at + 1] ?? null) };
}

function Absent({ children }: { children: ReactNode }) {
  return <div className="history-result-absent">{children}</div>;
}

/** One result at its own address, over the list that it was opened from. */
export function ResultPage({ id: address, list, match, onStep, onClose, onExport }: ResultPageProps) {
  const id = /^[1-9]\d{0,14}$/.test(address) ? Number(address) : 0;
  const {
    data: item,
    error,
    refetch,
  } = useQuery({
    queryKey: itemKey(id),
    queryFn: ({ signal }) => call('getInference', { params: { id }, signal }),
    enabled: id !== 0,
    staleTime: 60_000,
    refetchInterval: untilReachable,
  });
  const { at, before, after } = useNeighbours(id, item, list);
  const actions = useHistoryActions();
  const view = useResultView(item);
  const page = useRef<HTMLElement>(null);
  useEffect(() => page.current?.focus({ preventScroll: true }), []);

  const row = item === undefined ? undefined : toRow(item);
  const removed = id === 0 || (error instanceof ApiProblem && error.code === 'not_found');
  const handlers = {
    close: onClose,
    before: before === null ? null : () => onStep(before),
    after: after === null ? null : () => onStep(after),
    pin: row === undefined ? null : () => void actions.pin([row]),
    export: row === undefined ? null : () => onExport([choiceOf(`Result ${row.id}, ${row.name}`, [row])], view.chosen),
    remove:
      row === undefined
        ? null
        : () => {
            void actions.remove({ ids: [row.id] }, [row.id]);
            const next = after ?? before;
            if (next === null) onClose();
            else onStep(next);
          },
  };
  const feedback = useFeedback();
  const say = (said: FeedbackBody) => void feedback(id, said);
  const selected = view.shown.find((detection) => detection.id === view.selected);
  // Of the detection that is selected, else of the whole.
  const judge = (verdict: 'right' | 'wrong') => {
    if (item === undefined) return;
    const index = selected === undefined ? null : answeredIndex(item, selected);
    if (selected === undefined || index !== null) say(pressVerdict(item.feedback, verdict, index));
  };
  useResultKeys({ ...handlers, judge, isHolding: () => view.selected !== null });

  return (
    <section ref={page} className="page page-fixed history-result" aria-label="Result" tabIndex={-1}>
      <ResultHeader
        row={row}
        title={removed ? `There is no result ${address}` : view.sentence}
        place={at === -1 ? null : { at, of: match.exact ? match.count : null }}
        {...handlers}
      />
      {removed ? (
        <Absent>
          <EmptyState
            title="It is not in history"
            text="It was deleted, or retention has removed it. Ctrl+Z in the list brings back what was deleted last, for ten minutes."
          >
            <Button onClick={onClose}>Back to history</Button>
          </EmptyState>
        </Absent>
      ) : item !== undefined ? (
        <ResultView item={item} view={view} say={say} />
      ) : error !== null ? (
        <Absent>
          <ProblemNote error={error} onRetry={() => void refetch()} />
        </Absent>
      ) : (
        <div className="history-result-body" role="status" aria-busy="true" aria-label="Loading the result">
          <Skeleton animate={false} />
          <Skeleton animate={false} />
        </div>
      )}
    </section>
  );
}
