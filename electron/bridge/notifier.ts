import type { BrowserWindow, Notification } from 'electron';
import type { ElectronApi } from '../electron-api.ts';

const MOST_STANDING = 50;

type Notify = (message: { title: string; body: string }) => Promise<boolean>;

/** Brings the window to the front, wherever it is. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/**
 * Shows notifications. Each answer settles when its notification is clicked, which brings the window to the front, or is
 * gone or the oldest of too many: whether it was clicked.
 */
export function createNotifier(electron: ElectronApi, window: () => BrowserWindow | null): Notify {
  // One that nobody holds could be collected before it is clicked.
  const standing = new Map<Notification, (clicked: boolean) => void>();
  return (message) =>
    new Promise((resolve) => {
      const notification = new electron.Notification(message);
      const settle = (clicked: boolean) => {
        standing.delete(notification);
        resolve(clicked);
      };
      standing.set(notification, settle);
      for (const [, settleOldest] of [...standing].slice(0, -MOST_STANDING)) settleOldest(false);
      notification.on('click', () => {
        const front = window();
        if (front !== null) bringToFront(front);
        settle(true);
      });
      notification.on('close', () => settle(false));
      notification.on('failed', () => settle(false));
      notification.show();
    });
}
