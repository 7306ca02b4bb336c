import { useCallback, useEffect, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { isTyping } from '../../app/shortcuts.ts';
import type { ChartGroup } from '../../components/charts/chart-group.ts';
import { CursorStore } from '../../components/charts/cursor-store.ts';
import { between, type ChartRange, readRange, toggled, USUAL, writeRange } from './chart-range.ts';

/** Kept with an entry of the browser's history that a zoom has made: going back leads out of it. */
const ZOOMED = { zoomed: true } as const;
const cameByZoom = () => (history.state as Partial<typeof ZOOMED> | null)?.zoomed === true;

/** The choice of a span is a list of radio buttons, which have no use for letters. */
const takesLetters = (target: EventTarget | null) =>
  isTyping(target) && !(target instanceof HTMLInputElement && target.type === 'radio');

/** The range in the address of the page. */
export function useChartRange(): ChartRange {
  const search = useSearch();
  return useMemo(() => readRange(search), [search]);
}

/** Changes the range, and with it the address. */
export function useSetRange(): (range: ChartRange, options?: { replace?: boolean; state?: unknown }) => void {
  const [path, navigate] = useLocation();
  return useCallback(
    (range, options) => {
      const query = writeRange(range);
      navigate(query === '' ? path : `${path}?${query}`, options);
    },
    [path, navigate],
  );
}

/** Pauses, or goes on; neither is a step that one goes back from. */
export function useToggleLive(): () => void {
  const range = useChartRange();
  const set = useSetRange();
  return useCallback(() => set(toggled(range, Date.now()), { replace: range.kind !== 'between' }), [range, set]);
}

/** What the charts of a page have in common, and the keys that work wherever the focus is: `p` and Escape. */
export function useRangedGroup(): ChartGroup {
  const range = useChartRange();
  const set = useSetRange();
  const toggle = useToggleLive();
  const cursor = useMemo(() => new CursorStore(), []);
  const isLive = range.kind === 'live';
  const back = useCallback(() => {
    if (cameByZoom()) history.back();
    else if (isLive) return false;
    else set(USUAL);
    return true;
  }, [isLive, set]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || takesLetters(event.target) || event.ctrlKey || event.metaKey || event.altKey)
        return;
      // A dialog that is open has these keys for itself.
      if (document.querySelector('[role="dialog"]') !== null) return;
      if (event.key === 'p') toggle();
      else if (event.key === 'Escape' && cameByZoom()) back();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [toggle, back]);
  return useMemo(() => ({ cursor, back, zoom: (span) => set(between(span), { state: ZOOMED }) }), [cursor, back, set]);
}
