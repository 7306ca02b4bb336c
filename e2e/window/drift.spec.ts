import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_KNOBS } from '../../native/contract/demo.ts';
import type { DriftConfigResponse, DriftResponse } from '../../native/contract/http/drift.ts';
import { encodeScene } from '../../native/demo/scenes/encode-scene.ts';
import { renderScene } from '../../native/demo/scenes/render-scene.ts';
import { startConsole } from '../../native/testing/console.ts';
import { expectNothingSeriousNow } from './axe.ts';
import { expect, test } from './fixtures.ts';

const STARTER = join(import.meta.dirname, '../../models/starter.onnx');
/** Two windows of pictures have to go through the model, on however slow a machine. */
const LONG_MS = 180_000;
/** Both windows are whole rounds of these, so that a window without drift is exactly like its reference. */
const PICTURES = 10;

/** Sends so many images in forms of a round each: drawn scenes, the same in every round. */
async function sendRounds(url: string, count: number): Promise<void> {
  const jpegs = await Promise.all(
    Array.from({ length: PICTURES }, (_, k) => encodeScene(renderScene(900_000 + k, DEFAULT_KNOBS), 90)),
  );
  for (let sent = 0; sent < count; sent += PICTURES) {
    const form = new FormData();
    for (const [k, jpeg] of jpegs.entries()) form.append('file', new Blob([new Uint8Array(jpeg)]), `scene ${k}.jpg`);
    const response = await fetch(`${url}/v1/yolo/detect/`, { method: 'POST', body: form });
    expect(response.status, await response.text()).toBe(200);
  }
}

async function send(url: string, path: string, method: 'POST' | 'PUT', body: unknown): Promise<void> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status, await response.text()).toBe(200);
}

test('a reference fills, is reset, goes back, is reset again, fills anew and is judged', async ({ page }) => {
  test.setTimeout(2 * LONG_MS);
  const vigil = await startConsole({ model: STARTER });
  try {
    // Fewer images to wait for; the reference keeps its 100.
    await send(vigil.url, '/v1/monitoring/drift/config', 'PUT', { current_size: 30, step: 5 });
    await page.goto(`${vigil.url}/drift`);
    const sentence = page.getByRole('heading', { level: 1 });
    await expect(sentence).toHaveText('Collecting the reference: 0 of 100 images');
    await expect(page.getByRole('progressbar', { name: 'Reference' })).toBeVisible();

    await sendRounds(vigil.url, 130);
    await expect(sentence).toContainText(/^No drift: 0 of \d+ features, checked .+ on images 101 to 130$/);
    const reference = page.getByRole('region', { name: 'Reference', exact: true });
    await expect(reference).toContainText('100/100');
    await expect(reference).toContainText('Version 1');
    await expect(page.getByRole('region', { name: 'Current window' })).toContainText('30/30');

    const row = page.getByRole('button', { name: 'Brightness' });
    await row.focus();
    await page.keyboard.press('Enter');
    await expect(row).toHaveAttribute('aria-expanded', 'true');
    await expect(page.getByRole('img', { name: /^Distribution of brightness/ })).toBeVisible();
    await expect(page.getByText(/^Outliers \(IQR\), outside [\d.,]+ to [\d.,]+$/)).toBeVisible();
    await expect(page.getByText(/^\d+ of 100 before, \d+ of 30 now$/).first()).toBeVisible();
    const moved = page.getByRole('region', { name: 'Images that moved it most' }).getByRole('link');
    await expect(moved.first()).toHaveAttribute('href', /^\/history\/\d+$/);
    await expectNothingSeriousNow(page);

    const open = page.getByRole('button', { name: 'Reset reference' });
    const dialog = page.getByRole('dialog', { name: 'Reset reference' });
    await open.click();
    await dialog.getByRole('radio', { name: 'The latest images' }).check();
    await expect(dialog).toContainText(/The last 100 images, .+ to .+, become the baseline/);
    await dialog.getByRole('button', { name: 'Reset reference' }).click();
    await expect(sentence).toHaveText('The reference is complete; the current window has 0 of 30 images');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(reference).toContainText('Version 1');
    await expect(sentence).toContainText('features');

    await open.click();
    await dialog.getByRole('radio', { name: 'The next images' }).check();
    await expect(dialog).toContainText('The next 100 images become the baseline');
    await dialog.getByRole('button', { name: 'Reset reference' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect(sentence).toHaveText('Collecting the reference: 0 of 100 images');

    await sendRounds(vigil.url, 130);
    await expect(reference).toContainText('100/100');
    await expect(sentence).toHaveText(/^No drift: 0 of \d+ features/);
    const { reference: found } = (await (await fetch(`${vigil.url}/v1/monitoring/drift`)).json()) as DriftResponse;
    expect(found).toMatchObject({ source: 'next', size: 100, target: 100 });
  } finally {
    // The page asks on; it must not find its console gone.
    await page.goto('about:blank');
    await vigil.stop();
  }
});

test('a table becomes the reference, after saying what is wrong with another', async ({ page, allowed }) => {
  test.setTimeout(LONG_MS);
  allowed.push(
    { pattern: /^422 .*reset-reference/, because: 'there is no such table' },
    { pattern: /^409 .*reset-reference/, because: 'the table is too short' },
    { pattern: /^console: .*status of 4(22|09).*reset-reference/, because: 'the browser tells of both' },
  );
  const vigil = await startConsole({ model: STARTER });
  try {
    const path = join(vigil.dataFolder, 'good.csv');
    const rows = (count: number) => Array.from({ length: count }, (_, k) => `${100 + (k % 9)},${0.7 + (k % 5) / 20}\n`);
    writeFileSync(path, `brightness,confidence\n${rows(20).join('')}`);
    await page.goto(`${vigil.url}/drift`);
    await page.getByRole('button', { name: 'Reset reference' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reset reference' });
    const submit = dialog.getByRole('button', { name: 'Reset reference' });
    await dialog.getByRole('radio', { name: 'A folder of images' }).check();
    await expect(dialog).toContainText('The path of the folder is needed');
    await expect(submit).toBeDisabled();
    await dialog.getByLabel('Folder', { exact: true }).fill('/no/such/folder');
    await submit.click();
    await expect(dialog.getByRole('alert')).toContainText('the folder /no/such/folder cannot be read');

    await dialog.getByRole('radio', { name: 'A table' }).check();
    await dialog.getByRole('textbox', { name: /^CSV/ }).fill('good.csv');
    await expect(dialog).toContainText('Give the whole path');
    await dialog.getByRole('textbox', { name: /^CSV/ }).fill(path);
    await submit.click();
    await expect(dialog.getByRole('alert')).toContainText('The table has 20 usable samples; 50 are needed');
    await expectNothingSeriousNow(page);

    writeFileSync(path, `brightness,confidence\n${rows(60).join('')}`);
    await submit.click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'The reference is complete; the current window has 0 of 50 images',
    );
    await page.getByText('60 of 60 images').waitFor();
  } finally {
    await page.goto('about:blank');
    await vigil.stop();
  }
});

test('rules say what they would have found before they are saved', async ({ page }) => {
  test.setTimeout(LONG_MS);
  const vigil = await startConsole({ model: STARTER });
  try {
    await page.goto(`${vigil.url}/drift`);
    await page.getByRole('button', { name: 'Rules' }).click();
    const drawer = page.getByRole('dialog', { name: 'Rules of drift' });
    await expect(drawer.getByRole('status')).toContainText('The last 7 days have 0 usable images');
    await expectNothingSeriousNow(page);
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
