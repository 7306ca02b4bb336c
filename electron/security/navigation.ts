import type { ElectronApi } from '../electron-api.ts';

/** Whether an address belongs to the console's own page: its parsed origin is the same, never a mere prefix. */
export function isOwnPage(address: string, origin: string): boolean {
  return URL.canParse(address) && new URL(address).origin === origin;
}

/** Whether an address may be handed to the machine's browser: plain web links without a user name in them. */
export function mayOpenOutside(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password } = new URL(address);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/**
 * No page of ours ever leaves the console, opens a second window of the shell, or holds a webview. Links elsewhere go to
 * the machine's browser (https://www.electronjs.org/docs/latest/tutorial/security, points 13 to 15).
 */
export function lockNavigation(electron: ElectronApi, origin: () => string): void {
  electron.app.on('web-contents-created', (_, contents) => {
    const stay = (event: { preventDefault(): void }, address: string) => {
      if (!isOwnPage(address, origin())) event.preventDefault();
    };
    contents.on('will-navigate', (event) => stay(event, event.url));
    contents.on('will-redirect', (event) => stay(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) void electron.shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}
