import { spawn } from 'node:child_process';
import { chooseBrowser, type Machine, thisMachine } from './browsers.ts';

/**
 * Shows an address in a window of the machine's browser. Answers false where there is none or it does not start; calls
 * `onFailed` where it starts and gives up, which may be a while later. The browser outlives this process: its other
 * windows are not ours to close.
 */
export async function openInBrowser(
  address: string,
  onFailed: () => void,
  machine: Machine = thisMachine(),
): Promise<boolean> {
  const browser = chooseBrowser(machine, address);
  if (browser === null) return false;
  const child = spawn(browser.command, browser.args, { stdio: 'ignore', detached: true, windowsHide: true });
  child.unref();
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
    child.once('exit', (code) => {
      if (code !== 0 && code !== null) onFailed();
    });
  });
}
