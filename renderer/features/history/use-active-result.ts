import { useCallback, useEffect, useRef, useState } from 'react';

export interface ActiveResult {
  /** Position of the result that the keyboard is at; -1 in an empty list. */
  at: number;
  /** Counts up when that result is to take the focus. */
  focusRequest: number;
  activate: (id: number) => void;
  /** The same, and the focus follows. */
  moveTo: (id: number) => void;
  /** The focus to where the keyboard is, after what had it has gone. */
  refocus: () => void;
}

/**
 * The one result of the list that Tab reaches and arrows move. When it goes, the one that takes its place is next. The
 * result that was open last has the focus when the list is looked at again.
 */
export function useActiveResult(ids: readonly number[], openId: string | null): ActiveResult {
  const [{ id, focusRequest }, setState] = useState<{ id: number | null; focusRequest: number }>({
    id: null,
    focusRequest: 0,
  });
  const lastAt = useRef(0);
  const found = id === null ? -1 : ids.indexOf(id);
  const at = found === -1 ? Math.min(lastAt.current, ids.length - 1) : found;
  lastAt.current = Math.max(0, at);

  const activate = useCallback((next: number) => setState((state) => ({ ...state, id: next })), []);
  const moveTo = useCallback(
    (next: number) => setState((state) => ({ id: next, focusRequest: state.focusRequest + 1 })),
    [],
  );
  const refocus = useCallback(() => setState((state) => ({ ...state, focusRequest: state.focusRequest + 1 })), []);

  const wasOpen = useRef(false);
  useEffect(() => {
    if (openId !== null) activate(Number(openId));
    else if (wasOpen.current) refocus();
    wasOpen.current = openId !== null;
  }, [openId, activate, refocus]);

  return { at, focusRequest, activate, moveTo, refocus };
}
