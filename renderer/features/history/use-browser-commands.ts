import { useMemo, useRef } from 'react';
import { type Command, useRegisterCommands } from '../../app/commands.ts';

export interface BrowserCommands {
  search: () => void;
  reset: () => void;
  showGallery: () => void;
  showTable: () => void;
  selectMatching: () => void;
  exportThese: () => void;
  undo: () => void;
  refresh: () => void;
}

/** What the list adds to the command palette. */
export function useBrowserCommands(commands: BrowserCommands): void {
  const latest = useRef(commands);
  latest.current = commands;
  const registered = useMemo(() => {
    const command = (name: keyof BrowserCommands, label: string, description: string): Command => ({
      id: `history.${name}`,
      label,
      description,
      run: () => latest.current[name](),
    });
    return [
      command('search', 'Search history', 'By image name'),
      command('reset', 'Reset filters', 'Everything that is kept'),
      command('showGallery', 'History as gallery', 'Results as pictures'),
      command('showTable', 'History as table', 'Results as lines of figures'),
      command('selectMatching', 'Select all that match', 'Loaded or not'),
      command('exportThese', 'Export results', 'JSON, CSV, COCO or YOLO labels'),
      command('undo', 'Undo the last deletion', 'For ten minutes after it'),
      command('refresh', 'Show the newest results', 'Load the list again'),
    ];
  }, []);
  useRegisterCommands(registered);
}
