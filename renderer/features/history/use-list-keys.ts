import { type MouseEvent, type KeyboardEvent as ReactKeyboardEvent, useEffect, useRef } from 'react';
import { isTyping } from '../../app/shortcuts.ts';
import { type Layout, moveFocus } from './move-focus.ts';

/** What clicks and keys in the list come to; positions and numbers of results. */
export interface ListGestures {
  activeAt: number;
  layout: Layout;
  ids: readonly number[];
  /** Something is selected, so that clicks select instead of opening. */
  selecting: boolean;
  open: (id: number) => void;
  activate: (id: number) => void;
  /** The same, and the focus follows. */
  moveTo: (id: number) => void;
  toggle: (id: number) => void;
  extendTo: (id: number) => void;
}

const cellOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-id]') : null;

const idOf = (target: EventTarget | null): number | null => {
  const id = cellOf(target)?.dataset['id'];
  return id === undefined ? null : Number(id);
};

/** The result in the list that has the focus, or null. */
export const focusedResult = (): number | null => idOf(document.activeElement);

/** One set of handlers for all cells of the list. */
export function listHandlers(gestures: ListGestures) {
  const { activeAt, layout, ids, selecting, open, activate, moveTo, toggle, extendTo } = gestures;
  return {
    // The focus goes to the cell, not to the link in it, and Shift marks no text.
    onMouseDown(event: MouseEvent) {
      if (event.button === 0 && idOf(event.target) !== null) event.preventDefault();
    },
    onClick(event: MouseEvent) {
      const id = idOf(event.target);
      // Other buttons and keys stay with the browser, which opens the address in a tab of its own.
      if (id === null || event.button !== 0) return;
      event.preventDefault();
      const onBox = event.target instanceof Element && event.target.closest('[data-select]') !== null;
      cellOf(event.target)?.focus({ preventScroll: true });
      activate(id);
      if (event.shiftKey) extendTo(id);
      else if (onBox || selecting || event.ctrlKey || event.metaKey) toggle(id);
      else open(id);
    },
    onFocus(event: { target: EventTarget }) {
      const id = idOf(event.target);
      if (id !== null) activate(id);
    },
    onKeyDown(event: ReactKeyboardEvent) {
      const id = idOf(event.target);
      if (id === null || event.altKey) return;
      if (event.key === 'Enter') open(id);
      else if (event.key === ' ') (event.shiftKey ? extendTo : toggle)(id);
      else {
        const next = ids[moveFocus(event.key, activeAt, layout, event.ctrlKey || event.metaKey) ?? -1];
        if (next === undefined) return;
        if (event.shiftKey) extendTo(next);
        moveTo(next);
      }
      event.preventDefault();
    },
  };
}

const PLAIN_INPUTS = new Set(['radio', 'checkbox', 'button', 'range']);

/** True where the element with the focus takes keys for itself: text fields, open dialogs, menus and lists of options. */
function needsKeys(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]')) return true;
  return isTyping(target) && !(target instanceof HTMLInputElement && PLAIN_INPUTS.has(target.type));
}

/** Keys of the page that work wherever the focus is, but not in text fields, dialogs and menus. */
export interface ListKeys {
  search: () => void;
  selectLoaded: () => void;
  clear: () => void;
  pin: () => void;
  remove: () => void;
  undo: () => void;
  toggleBoxes: () => void;
  /** Arrows, when nothing has the focus: into the list. */
  enter: () => void;
}

export function useListKeys(active: boolean, keys: ListKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (event.defaultPrevented || event.altKey || needsKeys(target)) return;
      const action = actionOf(event, latest.current);
      if (action === null || (key.startsWith('Arrow') && document.activeElement !== document.body)) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [active]);
}

function actionOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, keys: ListKeys): (() => void) | null {
  if (ctrlKey || metaKey) {
    if (shiftKey) return null;
    return key === 'a' ? keys.selectLoaded : key === 'z' ? keys.undo : null;
  }
  switch (key) {
    case '/':
      return keys.search;
    case 'Escape':
      return keys.clear;
    case 'p':
      return keys.pin;
    case 'Delete':
      return keys.remove;
    case 'b':
      return keys.toggleBoxes;
    case 'ArrowDown':
    case 'ArrowRight':
    case 'ArrowUp':
    case 'ArrowLeft':
      return keys.enter;
    default:
      return null;
  }
}
