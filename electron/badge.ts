import type { ElectronApi } from './electron-api.ts';

/**
 * How many alerts fire, on the icon in the dock: macOS, and docks of Linux that know the launcher's D-Bus interface.
 * Elsewhere the title of the window, which begins with the same number, stands in the taskbar.
 */
export function showBadge({ app }: Pick<ElectronApi, 'app'>, count: number, platform = process.platform): void {
  if (platform === 'darwin' || platform === 'linux') app.setBadgeCount(count);
}
