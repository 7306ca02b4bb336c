/** What a key asks of the stage. */
export type StageAction =
  | { type: 'fit' }
  | { type: 'one_to_one' }
  | { type: 'zoom'; factor: number }
  | { type: 'toggle_boxes' }
  | { type: 'release' }
  | { type: 'step'; by: 1 | -1 }
  | { type: 'pan'; dx: number; dy: number };

export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** One press of + or -. */
const ZOOM_STEP = 1.25;
/** One press of Shift and an arrow, CSS pixels. */
const PAN_STEP = 64;

/** The action of a key press, or null. With Shift the arrows move the picture. */
export function stageAction({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): StageAction | null {
  if (ctrlKey || metaKey || altKey) return null;
  switch (key) {
    case 'f':
      return { type: 'fit' };
    case '1':
      return { type: 'one_to_one' };
    case '+':
    case '=':
      return { type: 'zoom', factor: ZOOM_STEP };
    case '-':
      return { type: 'zoom', factor: 1 / ZOOM_STEP };
    case 'b':
      return { type: 'toggle_boxes' };
    case 'Escape':
      return { type: 'release' };
    case 'ArrowUp':
      return shiftKey ? { type: 'pan', dx: 0, dy: PAN_STEP } : { type: 'step', by: -1 };
    case 'ArrowDown':
      return shiftKey ? { type: 'pan', dx: 0, dy: -PAN_STEP } : { type: 'step', by: 1 };
    case 'ArrowLeft':
      return shiftKey ? { type: 'pan', dx: PAN_STEP, dy: 0 } : null;
    case 'ArrowRight':
      return shiftKey ? { type: 'pan', dx: -PAN_STEP, dy: 0 } : null;
    default:
      return null;
  }
}

/** The id `by` places further in the list, stopping at its ends; the first or last one where none is selected. */
export function stepSelection(ids: readonly number[], selected: number | null, by: 1 | -1): number | null {
  if (ids.length === 0) return null;
  const at = selected === null ? -1 : ids.indexOf(selected);
  const next = at === -1 ? (by === 1 ? 0 : ids.length - 1) : Math.min(ids.length - 1, Math.max(0, at + by));
  return ids[next] as number;
}

const TEXT_FIELDS = 'input:not([type="range"], [type="checkbox"], [type="button"]), textarea, select';

/**
 * True where the element under the focus needs this key itself: text fields every key, sliders the arrows, dialogs and
 * menus all of them.
 */
export function belongsToElement(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest(`${TEXT_FIELDS}, [contenteditable="true"], [role="dialog"], [role="menu"]`) !== null) return true;
  return key.startsWith('Arrow') && target.closest('input[type="range"], [role="slider"]') !== null;
}
