import { useSyncExternalStore } from 'react';
import { desktop } from '../../../../app/desktop.ts';

/**
 * Whether this page may show notifications. `shell`: the desktop window, whose system decides; `not_asked`: the browser
 * has to be asked; `unsafe`: browsers offer none at an address like this one; `missing`: this browser has none at all.
 */
export type Permission = 'shell' | 'granted' | 'denied' | 'not_asked' | 'unsafe' | 'missing';

/** What the page was given, in one word. Pure, over what the page has. */
export function permissionOf(has: {
  shell: boolean;
  isSecure: boolean;
  said: NotificationPermission | null;
}): Permission {
  if (has.shell) return 'shell';
  if (!has.isSecure) return 'unsafe';
  if (has.said === null) return 'missing';
  return has.said === 'default' ? 'not_asked' : has.said;
}

const read = (): Permission =>
  permissionOf({
    shell: desktop() !== null,
    isSecure: isSecureContext,
    said: 'Notification' in window ? Notification.permission : null,
  });

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
let isFollowed = false;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!isFollowed && 'permissions' in navigator) {
    isFollowed = true;
    // Also where it is given or taken away in the browser's own settings, or by another tab.
    navigator.permissions.query({ name: 'notifications' }).then(
      (status) => status.addEventListener('change', tell),
      () => {},
    );
  }
  return () => listeners.delete(listener);
}

export const usePermission = (): Permission => useSyncExternalStore(subscribe, read);

export const mayNotify = (permission: Permission): boolean => permission === 'shell' || permission === 'granted';

/** Asks the browser, which asks the user. To be called where a button is pressed: others are refused unseen. */
export async function askPermission(): Promise<void> {
  await Notification.requestPermission();
  tell();
}
