import { expectNothingSeriousNow } from './axe.ts';
import { dropFiles } from './drop.ts';
import { expect, hasShared, photo, test } from './fixtures.ts';
import { runCommand } from './palette.ts';

const PAGES = [
  '/',
  '/demo',
  '/detect',
  '/history',
  '/drift',
  '/alerts',
  '/alerts/rules',
  '/alerts/channels',
  '/models',
  '/system',
  '/settings',
] as const;

for (const colorScheme of ['dark', 'light'] as const) {
  for (const path of PAGES) {
    test(`axe finds nothing serious on ${path}, ${colorScheme}`, async ({ page, vigil }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      if (path === '/detect' && hasShared) {
        await page.goto(`${vigil.url}/detect`);
        await dropFiles(page, [photo('bus.jpg')]);
        await expect(page.getByTestId('image-stage')).not.toHaveAttribute('data-shown', '0');
      } else {
        await page.goto(`${vigil.url}${path}`);
      }
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('contentinfo')).toContainText('Connected');
      await expectNothingSeriousNow(page);
    });
  }
}

test('the palette and the shortcuts lead everywhere', async ({ page, vigil }) => {
  await page.goto(`${vigil.url}/detect`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page).toHaveURL(/\/history/);
  await runCommand(page, 'models');
  await expect(page).toHaveURL(/\/models/);
});
