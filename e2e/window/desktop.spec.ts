import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';

const root = join(import.meta.dirname, '../..');

/** The Electron runtime to test with, or null: it is no part of the npm package and not everywhere to be had. */
function findRuntime(): string | null {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined) return join(override, process.platform === 'win32' ? 'electron.exe' : 'electron');
  const folder = join(createRequire(import.meta.url).resolve('electron/package.json'), '..', 'dist');
  const [found] = ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron']
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path));
  return found ?? null;
}

const runtime = findRuntime();

test.describe('the desktop shell', () => {
  test.skip(runtime === null, 'no Electron runtime is installed here; set ELECTRON_OVERRIDE_DIST_PATH to one');

  test('opens one locked window on the console, answers the bridge, survives its service, and quits', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-desktop-'));
    const app = await _electron.launch({
      executablePath: runtime as string,
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), join(root, 'dist/electron/main.js')],
      env: {
        ...(process.env as Record<string, string>),
        VIGIL_DATA: dataFolder,
        VIGIL_PORT: '0',
        VIGIL_STARTER: 'none',
      },
    });
    try {
      const page = await app.firstWindow();
      await expect(page.getByRole('contentinfo')).toContainText('Connected');
      const shown = await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map(({ webContents }) => webContents.mainFrame.url),
      );
      expect(shown).toEqual([page.url()]);
      expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false);
      expect(
        await page.evaluate(() => Object.keys((window as unknown as { vigil: object }).vigil).length),
      ).toBeLessThan(10);
      const before = page.url();
      await page.evaluate(() => window.location.assign('https://example.com/'));
      expect(page.url()).toBe(before);
      expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
      const service = await app.evaluate(
        ({ app: shell }) => shell.getAppMetrics().find(({ name }) => name === 'Vigil service')?.pid,
      );
      process.kill(service as number, 'SIGKILL');
      await expect(page.getByRole('contentinfo')).toContainText('Connection lost');
      await expect(page.getByRole('contentinfo')).toContainText('Connected');
    } finally {
      await app.close();
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});
