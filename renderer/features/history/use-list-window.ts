import { defaultRangeExtractor, type Range, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { rowsFor } from './grid-geometry.ts';
import type { HistoryList } from './history-list.ts';

/** What gallery and table are given alike. */
export interface ListViewProps {
  list: HistoryList;
  /** Position of the result that the keyboard is at; -1 for none. */
  activeAt: number;
  /** A moment at which the active result is to take the focus; counts up. */
  focusRequest: number;
  /** How the arrows move here, told whenever it changes. */
  onLayout: (layout: { columns: number; pageRows: number }) => void;
}

interface ListWindowOptions extends ListViewProps {
  scroller: RefObject<HTMLElement | null>;
  columns: number;
  /** CSS pixels. */
  rowHeight: number;
  /** Height of what sticks to the top of the scroller. */
  head: number;
}

/** More is loaded when this many screens are left below. */
const SCREENS_AHEAD = 4;
/** Below the last row: room for the actions of a selection. */
const ROOM_BELOW = 72;

interface ListWindow {
  items: VirtualItem[];
  /** Height of all loaded rows and what stands below them. */
  height: number;
  /** Where the row after the last loaded one stands. */
  end: number;
}

/** The rows in sight of a list with rows of one height: scrolling, loading ahead, and the focus that must stay in it. */
export function useListWindow(options: ListWindowOptions): ListWindow {
  const { list, scroller, columns, rowHeight, head, activeAt, focusRequest, onLayout } = options;
  const count = rowsFor(list.rows.length, columns);
  const activeRow = activeAt === -1 ? -1 : Math.floor(activeAt / columns);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    scrollMargin: head,
    scrollPaddingStart: head + 8,
    scrollPaddingEnd: ROOM_BELOW,
    useFlushSync: false,
    // The row with the focus stays, wherever one has scrolled to: an element that goes away loses the focus.
    rangeExtractor: useCallback(
      (range: Range) => {
        const rows = defaultRangeExtractor(range);
        return activeRow === -1 || activeRow >= range.count || rows.includes(activeRow)
          ? rows
          : [...rows, activeRow].sort((a, b) => a - b);
      },
      [activeRow],
    ),
  });

  useLayoutEffect(() => {
    if (rowHeight > 0) virtualizer.measure();
  }, [virtualizer, rowHeight]);

  const screen = virtualizer.scrollRect?.height ?? 0;
  const pageRows = Math.max(1, Math.floor((screen - head) / rowHeight) - 1);
  useEffect(() => onLayout({ columns, pageRows }), [onLayout, columns, pageRows]);

  const items = virtualizer.getVirtualItems();
  const end = count * rowHeight;
  const lastSeen = virtualizer.range?.endIndex ?? 0;
  const { hasMore, loadingMore, moreError, loadMore } = list;
  const isNearEnd = screen > 0 && (count - lastSeen) * rowHeight < SCREENS_AHEAD * screen;
  useEffect(() => {
    if (isNearEnd && hasMore && !loadingMore && moreError === null) loadMore();
  }, [isNearEnd, hasMore, loadingMore, moreError, loadMore]);

  // Once for each request: a list that grows, shrinks or takes the place of the other view must not pull the focus in.
  const reveal = useRef(() => {});
  reveal.current = () => {
    if (activeRow === -1) return;
    virtualizer.scrollToIndex(activeRow, { align: 'auto' });
    scroller.current?.querySelector<HTMLElement>('[data-id][tabindex="0"]')?.focus({ preventScroll: true });
  };
  const answered = useRef(focusRequest);
  useLayoutEffect(() => {
    if (answered.current === focusRequest) return;
    answered.current = focusRequest;
    reveal.current();
  }, [focusRequest]);

  return { items, height: end + (hasMore ? rowHeight : 0) + ROOM_BELOW, end };
}
