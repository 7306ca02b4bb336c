import { useSyncExternalStore } from 'react';

export interface ShortcutGroup {
  title: string;
  keys: readonly { keys: readonly string[]; does: string }[];
}

const mod = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

/** What the overlay lists. Pages bind the keys themselves; this is the one place where they are written down. */
export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: [mod, 'K'], does: 'Command palette' },
      { keys: ['?'], does: 'These shortcuts' },
      { keys: ['g', 'o'], does: 'Overview' },
      { keys: ['g', 'l'], does: 'Demo line' },
      { keys: ['g', 'd'], does: 'Detect' },
      { keys: ['g', 'h'], does: 'History' },
      { keys: ['g', 'r'], does: 'Drift' },
      { keys: ['g', 'a'], does: 'Alerts' },
      { keys: ['g', 'm'], does: 'Models' },
      { keys: ['g', 'y'], does: 'System' },
      { keys: ['g', 's'], does: 'Settings' },
    ],
  },
  {
    title: 'Picture',
    keys: [
      { keys: ['←', '→'], does: 'Previous or next image' },
      { keys: ['↑', '↓'], does: 'Previous or next detection' },
      { keys: ['f'], does: 'Fit to the window' },
      { keys: ['1'], does: 'One image pixel to one screen pixel' },
      { keys: ['+', '−'], does: 'Zoom in or out' },
      { keys: ['b'], does: 'Hide or show the boxes' },
      { keys: ['Esc'], does: 'Let go of the detection; close' },
    ],
  },
  {
    title: 'Overview and Detect',
    keys: [
      { keys: [mod, 'O'], does: 'Choose images' },
      { keys: [mod, 'V'], does: 'Paste an image' },
    ],
  },
  {
    title: 'Charts of the overview',
    keys: [
      { keys: ['p'], does: 'Pause, or go on' },
      { keys: ['←', '→'], does: 'Move the cursor' },
      { keys: ['Shift', '→'], does: 'Mark a span' },
      { keys: ['Enter'], does: 'Look closer at what is marked' },
      { keys: ['Esc'], does: 'Back to what was shown before' },
    ],
  },
  {
    title: 'Alerts',
    keys: [
      { keys: ['↑', '↓'], does: 'Previous or next alert' },
      { keys: ['Enter'], does: 'Open the alert, or the alerts of a rule' },
      { keys: ['→', '←'], does: 'Open and go in; close and go out' },
      { keys: ['e'], does: 'Acknowledge, or take that back' },
      { keys: ['s'], does: 'Silence' },
    ],
  },
  {
    title: 'Models and settings',
    keys: [
      { keys: [mod, 'O'], does: 'Choose a model' },
      { keys: [mod, 'S'], does: 'Save the settings' },
    ],
  },
  {
    title: 'History',
    keys: [
      { keys: ['/'], does: 'Search' },
      { keys: ['Enter'], does: 'Open the result' },
      { keys: ['Space'], does: 'Select the result' },
      { keys: [mod, 'A'], does: 'Select all that are loaded' },
      { keys: ['p'], does: 'Pin or unpin' },
      { keys: ['r'], does: 'The detection, or the result, is right' },
      { keys: ['w'], does: 'It is wrong' },
      { keys: ['Del'], does: 'Delete, with undo' },
      { keys: [mod, 'Z'], does: 'Bring back the last deletion' },
      { keys: ['b'], does: 'Hide or show boxes on thumbnails' },
    ],
  },
];

let open = false;
const listeners = new Set<() => void>();

function setOpen(next: boolean): void {
  open = next;
  for (const listener of listeners) listener();
}

export const openShortcuts = () => setOpen(true);
export const closeShortcuts = () => setOpen(false);

export function useShortcutsOpen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}

/** True while the user types somewhere, when single letters are text and no commands. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}
