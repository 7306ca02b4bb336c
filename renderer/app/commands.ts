import { useEffect, useSyncExternalStore } from 'react';

export interface Command {
  id: string;
  label: string;
  description: string;
  /** Offered on every page, and so listed after those of the page that is open. */
  everywhere?: boolean;
  run: () => void;
}

let registered: readonly Command[] = [];
const listeners = new Set<() => void>();

function replace(next: readonly Command[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

/** Adds a page's commands to the palette while the page is shown. Pass a stable array. */
export function useRegisterCommands(commands: readonly Command[]): void {
  useEffect(() => {
    replace([...registered, ...commands]);
    return () => replace(registered.filter((command) => !commands.includes(command)));
  }, [commands]);
}

export function useCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
}
