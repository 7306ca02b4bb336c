/**
 * Retakes the pictures of docs/screens: every page, dark and light, over drawings of our own. Needs a browser and a
 * detector model: `node scripts/screenshots.ts [MODEL]`, by default the YOLOX-Nano of the shared test data.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../e2e/window/browser.ts';
import { dropFiles } from '../e2e/window/drop.ts';
import { startConsole } from '../native/testing/console.ts';
import { sharedPath } from '../native/testing/shared.ts';
import { drawPictures } from './screenshots/pictures.ts';

const OUT = join(import.meta.dirname, '../docs/screens');
const SIZE = { width: 1280, height: 800 };

/** How each page is brought to what is worth showing. The first image dropped is the one shown. */
const PAGES: Readonly<Record<string, (page: Page, url: string, pictures: readonly string[]) => Promise<void>>> = {
  async detect(page, url, pictures) {
    await page.goto(`${url}/detect`);
    await dropFiles(page, pictures);
    await page.getByText(`${pictures.length} images done`).first().waitFor();
  },
  async history(page, url) {
    await page.goto(`${url}/history`);
    await page.getByText('clock.png').first().waitFor();
  },
  async result(page, url) {
    await page.goto(`${url}/history/1`);
    await page.getByTestId('image-stage').waitFor();
  },
  async models(page, url) {
    await page.goto(`${url}/models`);
    await page.getByText('Where it runs').waitFor();
  },
  async system(page, url) {
    await page.goto(`${url}/system`);
    await page.getByRole('region', { name: 'Processes of this console' }).waitFor();
  },
  async settings(page, url) {
    await page.goto(`${url}/settings`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
};

const folder = mkdtempSync(join(tmpdir(), 'vigil-screens-'));
const given = process.argv[2] ?? sharedPath('models/yolox-nano-416.onnx');
const model = join(folder, basename(given));
copyFileSync(given, model);
const pictures = (await drawPictures(folder)).sort().reverse();
mkdirSync(OUT, { recursive: true });
const vigil = await startConsole({ model });
const browser = await chromium.launch(findBrowser());
try {
  for (const colorScheme of ['dark', 'light'] as const) {
    const page = await browser.newPage({ viewport: SIZE, colorScheme, reducedMotion: 'reduce' });
    for (const [name, show] of Object.entries(PAGES)) {
      await show(page, vigil.url, pictures);
      await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
      await page.screenshot({ path: join(OUT, `${name}-${colorScheme}.png`) });
      process.stdout.write(`docs/screens/${name}-${colorScheme}.png\n`);
    }
    await page.close();
  }
} finally {
  await browser.close();
  await vigil.stop();
  rmSync(folder, { recursive: true, force: true });
}
