import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { parseYoloLabels } from '../../native/evaluation/labels/yolo.ts';
import { expect, hasShared, photo, test } from './fixtures.ts';

test.skip(!hasShared, 'the photographs and the model that this suite measures with are not here');

async function keep(url: string, file: string): Promise<void> {
  const response = await fetch(`${url}/v1/yolo/detect/?source=e2e`, {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg', 'x-file-name': file },
    body: readFileSync(photo(file)),
  });
  expect(response.status).toBe(200);
}

test('results are found, opened, pinned, deleted and brought back by keyboard', async ({ page, ownConsole }) => {
  for (const file of ['bus.jpg', 'zidane.jpg']) await keep(ownConsole.url, file);
  await page.goto(`${ownConsole.url}/history`);
  const grid = page.getByRole('grid', { name: /^Results/ });
  await expect(grid.getByRole('gridcell')).toHaveCount(2);

  await page.keyboard.press('/');
  await page.keyboard.type('bus');
  await expect(grid.getByRole('gridcell')).toHaveCount(1);
  await expect(page).toHaveURL(/q=bus/);
  await page
    .getByRole('searchbox', { name: 'Search image names' })
    .or(page.getByLabel('Search image names'))
    .first()
    .fill('');
  await expect(grid.getByRole('gridcell')).toHaveCount(2);

  await grid.getByRole('gridcell').first().focus();
  await page.keyboard.press('p');
  await expect(grid.getByRole('img', { name: 'Pinned' })).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/history\/\d+/);
  await expect(page.getByTestId('image-stage')).not.toHaveAttribute('data-shown', '0');
  await expect(page.getByRole('region', { name: 'Features' })).toContainText(/Brightness\d+\.\d.*Sharpness[\d,]+/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/history(\?|$)/);

  await grid.getByRole('gridcell').first().focus();
  await page.keyboard.press('Delete');
  await expect(grid.getByRole('gridcell')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(grid.getByRole('gridcell')).toHaveCount(2);
});

test('several results are pinned in one request, and that is taken back', async ({ page, ownConsole }) => {
  for (const file of ['bus.jpg', 'zidane.jpg', 'bus.jpg']) await keep(ownConsole.url, file);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') asked.push(new URL(request.url()).pathname);
  });
  await page.goto(`${ownConsole.url}/history`);
  const grid = page.getByRole('grid', { name: /^Results/ });
  await expect(grid.getByRole('gridcell')).toHaveCount(3);
  const pins = grid.getByRole('img', { name: 'Pinned' });
  await grid.getByRole('gridcell').first().focus();
  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar', { name: 'Selected results' }).getByRole('button', { name: 'Pin' }).click();
  await expect(pins).toHaveCount(3);
  await expect(page.getByText('3 results pinned')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(pins).toHaveCount(0);
  await expect.poll(() => asked).toEqual(['/v1/history/pin', '/v1/history/pin']);
  const kept = await fetch(`${ownConsole.url}/v1/history/inferences?pinned=true`);
  expect(await kept.json()).toMatchObject({ items: [] });
});

test('what a filter finds is counted beyond what is loaded', async ({ page, ownConsole }) => {
  for (let image = 0; image < 61; image++) await keep(ownConsole.url, 'bus.jpg');
  await page.goto(`${ownConsole.url}/history?min_score=0.1&q=bus`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^61 results match/);
});

test('an export opens in the reader of its own format', async ({ page, ownConsole }) => {
  await keep(ownConsole.url, 'bus.jpg');
  await page.goto(`${ownConsole.url}/history`);
  await expect(page.getByRole('gridcell')).toHaveCount(1);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export results' });
  await dialog.getByRole('radio', { name: /YOLO/ }).check({ force: true });
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^(Export|Download)/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^vigil-.*yolo.*\.zip$/);
  const entries = unzipSync(new Uint8Array(readFileSync(await file.path())));
  const label = Object.keys(entries).find((name) => name.startsWith('labels/')) as string;
  const text = new TextDecoder().decode(entries[label]);
  const items = (await (await fetch(`${ownConsole.url}/v1/history/inferences`)).json()) as {
    items: { detections: unknown[] }[];
  };
  expect(parseYoloLabels(text, label)).toHaveLength(items.items[0]?.detections.length as number);
});

test.describe('an address of a result that is not there', () => {
  test.use({ allowed: [{ pattern: /history\/inferences\/999/, because: 'there is no such result' }] });

  test('says so and leads back', async ({ page, vigil }) => {
    await page.goto(`${vigil.url}/history/999`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no result 999');
    await page.getByRole('button', { name: 'Back to history' }).click();
    await expect(page).toHaveURL(/\/history$/);
  });
});
