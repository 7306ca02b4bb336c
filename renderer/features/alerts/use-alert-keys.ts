import { type RefObject, useEffect, useRef } from 'react';
import { isTyping } from '../../app/shortcuts.ts';
import { moveFocus } from '../history/move-focus.ts';
import type { RowActions } from './AlertTable.tsx';
import type { AlertRowModel } from './alert-groups.ts';

/** The row that a key leads to: Right into what is open, Left out of it; undefined for other keys. */
function nextOf(key: string, at: number, rows: readonly AlertRowModel[]): number | undefined {
  const row = rows[at];
  if (key === 'ArrowRight') return rows[at + 1]?.parent === row?.key ? at + 1 : undefined;
  if (key === 'ArrowLeft') {
    const parent = rows.findIndex((each) => each.key === row?.parent);
    return parent === -1 ? undefined : parent;
  }
  if (at === -1) return key === 'ArrowDown' ? 0 : undefined;
  return moveFocus(key, at, { count: rows.length, columns: 1, pageRows: 10 });
}

/**
 * Arrows lead from row to row, Right opens one and Left closes it, `e` and `s` do what they do to the one that has the
 * focus: it is an element with `data-row`, its key, and a button of the class `alert-open`.
 */
export function useAlertKeys(
  place: RefObject<HTMLElement | null>,
  rows: readonly AlertRowModel[],
  actions: RowActions,
): void {
  const now = useRef({ rows, actions });
  now.current = { rows, actions };
  useEffect(() => {
    let before = '';
    const onKey = (event: KeyboardEvent) => {
      const { key, target } = event;
      // `g` and then a letter leads to another page.
      const afterG = before === 'g';
      before = key;
      if (afterG || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(target))
        return;
      if (!(target instanceof HTMLElement) || document.querySelector('[role="dialog"]') !== null) return;
      const { rows, actions } = now.current;
      const keyOfRow = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
      const at = rows.findIndex((row) => row.key === keyOfRow);
      const row = rows[at];
      if (target.classList.contains('alert-open') || target === document.body) {
        if (row !== undefined && key === (actions.isOpen(row) ? 'ArrowLeft' : 'ArrowRight')) {
          event.preventDefault();
          actions.toggle(row);
          return;
        }
        const next = rows[nextOf(key, at, rows) ?? -1];
        if (next !== undefined && next !== row) {
          event.preventDefault();
          focusRow(place.current, next.key);
          return;
        }
      }
      if (row === undefined) return;
      if (key === 'e') actions.acknowledge(row);
      else if (key === 's') {
        event.preventDefault();
        actions.silence(row);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [place]);
}

function focusRow(place: HTMLElement | null, key: string): void {
  place?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"] .alert-open`)?.focus();
}
