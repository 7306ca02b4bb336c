import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { DriftConfigResponse, DriftResponse } from '../../native/contract/http/drift.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { expect, test } from './fixtures.ts';

const STARTER = join(import.meta.dirname, '../../models/starter.onnx');
/** Two windows of drawn pictures have to go through the model, on however slow a machine. */
const LONG_MS = 180_000;

async function post(url: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status, await response.text()).toBe(200);
}

async function driftOf({ url }: RunningConsole): Promise<DriftResponse> {
  return (await (await fetch(`${url}/v1/monitoring/drift`)).json()) as DriftResponse;
}

async function expectNothingSerious(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([]);
}

test('a reference fills, is reset, fills anew and is judged again', async ({ page }) => {
  test.setTimeout(2 * LONG_MS);
  const vigil = await startConsole({ model: STARTER });
  try {
    await page.goto(`${vigil.url}/drift`);
    const sentence = page.getByRole('heading', { level: 1 });
    await expect(sentence).toHaveText('Collecting the reference: 0 of 100 images');
    await expect(page.getByRole('progressbar', { name: 'Reference' })).toBeVisible();

    await post(vigil.url, '/v1/demo/start', { scenario: 'normal_shift', rate: 30, seed: 7 });
    await expect(sentence).toContainText('features', { timeout: LONG_MS });
    await expect(sentence).toContainText('checked');
    const reference = page.getByRole('region', { name: 'Reference', exact: true });
    await expect(reference).toContainText('100/100');
    await expect(reference).toContainText('Version 1');
    await expect(page.getByRole('region', { name: 'Current window' })).toContainText('50/50');

    const row = page.getByRole('button', { name: 'Brightness' });
    await row.focus();
    await page.keyboard.press('Enter');
    await expect(row).toHaveAttribute('aria-expanded', 'true');
    await expect(page.getByRole('img', { name: /^Distribution of brightness/ })).toBeVisible();
    const moved = page.getByRole('region', { name: 'Images that moved it most' }).getByRole('link');
    await expect(moved.first()).toHaveAttribute('href', /^\/history\/\d+$/);

    await expectNothingSerious(page);

    await page.getByRole('button', { name: 'Reset reference' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reset reference' });
    await dialog.getByRole('radio', { name: 'The next images' }).check();
    await expect(dialog).toContainText('The next 100 images become the baseline');
    await dialog.getByRole('button', { name: 'Reset reference' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect(sentence).toContainText('Collecting the reference');

    await expect(reference).toContainText('100/100', { timeout: LONG_MS });
    await expect(reference).toContainText('Version 2');
    await expect(sentence).toHaveText(/^No drift: \d of \d+ features/);
    expect((await driftOf(vigil)).reference).toMatchObject({ version: 2, source: 'next', size: 100 });
  } finally {
    // The page asks on; it must not find its console gone.
    await page.goto('about:blank');
    await vigil.stop();
  }
});

test('an undone reset is as if it had not been', async ({ page }) => {
  test.setTimeout(2 * LONG_MS);
  const vigil = await startConsole({ model: STARTER });
  try {
    await post(vigil.url, '/v1/demo/start', { rate: 30, seed: 7 });
    await expect.poll(async () => (await driftOf(vigil)).state, { timeout: LONG_MS }).toBe('active');
    await post(vigil.url, '/v1/demo/stop', {});
    await page.goto(`${vigil.url}/drift`);
    await page.getByRole('button', { name: 'Reset reference' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reset reference' });
    await dialog.getByRole('radio', { name: 'The latest images' }).check();
    await expect(dialog).toContainText(/The last 100 images, .+ to .+, become the baseline/);
    await dialog.getByRole('button', { name: 'Reset reference' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/the current window has 0 of 50 images/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('region', { name: 'Reference', exact: true })).toContainText('Version 1');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('features');
    expect((await driftOf(vigil)).reference.version).toBe(1);
  } finally {
    await page.goto('about:blank');
    await vigil.stop();
  }
});

test('rules say what they would have found before they are saved', async ({ page }) => {
  const vigil = await startConsole({ model: STARTER });
  try {
    await page.goto(`${vigil.url}/drift`);
    await page.getByRole('button', { name: 'Rules' }).click();
    const drawer = page.getByRole('dialog', { name: 'Rules of drift' });
    await expect(drawer.getByRole('status')).toContainText('The last 7 days have 0 usable images');
    await expectNothingSerious(page);
    await expect(drawer.getByRole('button', { name: 'Save rules' })).toBeDisabled();
    await drawer.getByRole('switch', { name: 'Sharpness' }).setChecked(false, { force: true });
    await drawer.getByRole('button', { name: 'Save rules' }).click();
    await expect(drawer).toBeHidden();
    const { config } = (await (await fetch(`${vigil.url}/v1/monitoring/drift/config`)).json()) as DriftConfigResponse;
    expect(config.features).toMatchObject({ sharpness: { enabled: false } });
  } finally {
    await page.goto('about:blank');
    await vigil.stop();
  }
});
