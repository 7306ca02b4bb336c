import type { Page } from '@playwright/test';

/** Runs what the command palette finds first for some letters, once the page is there to hear the keys. */
export async function runCommand(page: Page, letters: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('What do you want to do?').fill(letters);
  await page.keyboard.press('Enter');
}
