import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConsole } from '../../native/testing/console.ts';
import { dropFiles } from './drop.ts';
import { expect, hasShared, MODEL, photo, test } from './fixtures.ts';

test.describe('a console that goes away', () => {
  test.use({
    allowed: [{ pattern: /Failed to load resource|ERR_CONNECTION/, because: 'the console is killed on purpose' }],
  });

  test('is said, found again by itself, and works without a reload', async ({ page }) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-window-'));
    const options = { dataFolder, ...(hasShared ? { model: MODEL } : {}) };
    const first = await startConsole(options);
    const { port } = new URL(first.url);
    try {
      await page.goto(`${first.url}/detect`);
      const status = page.getByRole('contentinfo');
      await expect(status).toContainText('Connected');
      first.process.kill('SIGKILL');
      await once(first.process, 'exit');
      await expect(status).toContainText('Connection lost');
      const second = await startConsole({ ...options, args: ['--port', port] });
      try {
        await expect(status).toContainText('Connected');
        if (!hasShared) return;
        await dropFiles(page, [photo('bus.jpg')]);
        await expect(page.getByTestId('image-stage')).not.toHaveAttribute('data-shown', '0');
      } finally {
        await second.stop();
      }
    } finally {
      first.process.kill('SIGKILL');
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});
