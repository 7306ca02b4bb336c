import { type RefObject, useEffect, useRef } from 'react';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { isTyping } from '../../app/shortcuts.ts';
import { moveFocus } from '../history/move-focus.ts';

interface Does {
  acknowledge: (alert: Alert) => void;
  silence: (alert: Alert) => void;
}

/**
 * Arrows lead from alert to alert, `e` and `s` do what they do to the one that has the focus: its row is an element
 * with `data-alert`, its number, and a button of the class `alert-open`.
 */
export function useAlertKeys(place: RefObject<HTMLElement | null>, alerts: readonly Alert[], does: Does): void {
  const now = useRef({ alerts, does });
  now.current = { alerts, does };
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
      const rows = [...(place.current?.querySelectorAll<HTMLElement>('.alert-open') ?? [])];
      const at = rows.indexOf(target);
      if (at !== -1 || target === document.body) {
        const next = at === -1 ? (key === 'ArrowDown' ? 0 : undefined) : moveFocus(key, at, layoutOf(rows.length));
        if (next !== undefined && next !== at && rows[next] !== undefined) {
          event.preventDefault();
          rows[next].focus();
          return;
        }
      }
      const id = Number(target.closest<HTMLElement>('[data-alert]')?.dataset['alert'] ?? Number.NaN);
      const alert = now.current.alerts.find((each) => each.id === id && each.state !== 'resolved');
      if (alert === undefined) return;
      if (key === 'e') now.current.does.acknowledge(alert);
      else if (key === 's') {
        event.preventDefault();
        now.current.does.silence(alert);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [place]);
}

const layoutOf = (count: number) => ({ count, columns: 1, pageRows: 10 });
