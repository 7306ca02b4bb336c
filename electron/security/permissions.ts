import type { ElectronApi } from '../electron-api.ts';

/**
 * What the page may ask of the machine. Electron grants everything to everybody unless told otherwise
 * (https://www.electronjs.org/docs/latest/tutorial/security, point 5).
 */
const GRANTED: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write', // "Copy details" and "Copy diagnostics"
  'clipboard-read', // pasting an image
  'fullscreen',
]);

/** Denies by default: a permission is granted only when it is on the list and our own page asks. */
export function restrictPermissions(electron: ElectronApi, origin: () => string): void {
  const { defaultSession } = electron.session;
  const mayHave = (permission: string, asking: string) => GRANTED.has(permission) && asking === origin();
  defaultSession.setPermissionRequestHandler((_, permission, answer, details) => {
    answer(URL.canParse(details.requestingUrl) && mayHave(permission, new URL(details.requestingUrl).origin));
  });
  defaultSession.setPermissionCheckHandler((_, permission, asking) => mayHave(permission, asking.replace(/\/$/, '')));
  defaultSession.setDevicePermissionHandler(() => false);
}
