import type { Page } from '@playwright/test';
import type { Opened } from '../../renderer/app/desktop.ts';
import { expect, test } from './fixtures.ts';

interface Probe {
  revealed: string[];
  answer: boolean;
  open: (opened: Opened) => void;
}

/** The page in a window of the shell, as far as it can tell. */
async function inShell(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const probe: Probe = { revealed: [], answer: true, open: () => undefined };
    const vigil = {
      reveal: async (path: string) => {
        probe.revealed.push(path);
        return probe.answer;
      },
      onOpened(listener: (opened: Opened) => void) {
        probe.open = listener;
        return () => undefined;
      },
    };
    Object.assign(window, { vigil, probe });
  });
}
const probed = <Answer>(page: Page, ask: (probe: Probe) => Answer) =>
  page.evaluate(`(${ask.toString()})(window.probe)`) as Promise<Answer>;

test('the data folder is shown by the shell, and a browser offers no such button', async ({ page, vigil }) => {
  await page.goto(`${vigil.url}/settings`);
  await expect(page.getByText(vigil.dataFolder)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show data folder' })).toHaveCount(0);
  await inShell(page);
  await page.reload();
  await page.getByRole('button', { name: 'Show data folder' }).click();
  await expect.poll(() => probed(page, ({ revealed }) => revealed)).toEqual([vigil.dataFolder]);
  await probed(page, (probe) => {
    probe.answer = false;
  });
  await page.getByRole('button', { name: 'Show data folder' }).click();
  await expect(page.getByText('The file manager cannot show this folder.')).toBeVisible();
});

test('the tray leads to the alerts without loading the page anew', async ({ page, vigil }) => {
  await inShell(page);
  await page.goto(`${vigil.url}/settings`);
  await expect(page.getByRole('button', { name: 'Show data folder' })).toBeVisible();
  await probed(page, (probe) => {
    probe.revealed.push('the same document');
    probe.open({ kind: 'page', path: '/alerts' });
  });
  await expect(page).toHaveURL(`${vigil.url}/alerts`);
  expect(await probed(page, ({ revealed }) => revealed)).toEqual(['the same document']);
});
