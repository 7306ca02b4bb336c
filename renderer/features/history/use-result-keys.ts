import { useEffect, useRef } from 'react';
import { belongsToElement } from '../../components/image-stage/stage-keys.ts';

export interface ResultKeys {
  close: () => void;
  before: (() => void) | null;
  after: (() => void) | null;
  pin: (() => void) | null;
  remove: (() => void) | null;
  judge: (verdict: 'right' | 'wrong') => void;
  /** A detection is selected, which the first Esc lets go of. */
  isHolding: () => boolean;
}

function actionFor(event: KeyboardEvent, keys: ResultKeys): (() => void) | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  switch (event.key) {
    case 'ArrowLeft':
      return keys.before;
    case 'ArrowRight':
      return keys.after;
    case 'p':
      return keys.pin;
    case 'r':
      return () => keys.judge('right');
    case 'w':
      return () => keys.judge('wrong');
    case 'Delete':
      return keys.remove;
    case 'Escape':
      return keys.isHolding() ? null : keys.close;
    default:
      return null;
  }
}

/** Keys of the page of one result; those of the picture are the stage's. */
export function useResultKeys(keys: ResultKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || belongsToElement(event.target, event.key)) return;
      // A dialog or menu that has just opened may not have the focus yet.
      if (document.querySelector('[role="dialog"]') !== null) return;
      const action = actionFor(event, latest.current);
      if (action === null) return;
      event.preventDefault();
      action();
    };
    // Before the stage, which takes every Esc for its own.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
}
