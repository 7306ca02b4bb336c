import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from '@playwright/test';

/** Drops real files on the page through a DataTransfer made in it, as a file manager does. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const files = paths.map((path) => ({ name: basename(path), base64: readFileSync(path).toString('base64') }));
  // Only a page that is drawn can take a drop.
  await page.getByRole('heading', { level: 1 }).waitFor();
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name, { type: /\.png$/i.test(name) ? 'image/png' : 'image/jpeg' }));
    }
    return data;
  }, files);
  for (const type of ['dragenter', 'dragover', 'drop'] as const) {
    await page.locator('body').dispatchEvent(type, { dataTransfer: transfer });
  }
}
