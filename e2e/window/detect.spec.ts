import { readdirSync, readFileSync } from 'node:fs';
import { DetectResponse, ImageResult } from '../../native/contract/http/detect.ts';
import { dropFiles } from './drop.ts';
import { expect, hasShared, photo, test } from './fixtures.ts';

test.skip(!hasShared, 'the photographs and the model that this suite measures with are not here');

/** What the API answers for a photograph at a confidence: the truth that the page is held against. */
async function ask(url: string, file: string, query: string): Promise<ImageResult> {
  const response = await fetch(`${url}/v1/yolo/detect/?save=false&${query}`, {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: readFileSync(photo(file)),
  });
  return ImageResult.parse(DetectResponse.parse(await response.json()).images[0]);
}

test('a dropped photograph shows the boxes that the API answers', async ({ page, vigil }) => {
  await page.goto(`${vigil.url}/detect`);
  await dropFiles(page, [photo('bus.jpg')]);
  const expected = await ask(vigil.url, 'bus.jpg', 'conf=0.25');
  const stage = page.getByTestId('image-stage');
  await expect(stage).toHaveAttribute('data-shown', String(expected.detections.length));
  const options = page.getByRole('listbox', { name: /^Detections/ }).getByRole('option');
  await expect(options).toHaveCount(expected.detections.length);
  for (const [at, { class_name, score }] of expected.detections.entries()) {
    await expect(options.nth(at)).toHaveAccessibleName(new RegExp(`${class_name}.*${score.toFixed(2)}`));
  }
  await expect(page.getByRole('heading', { level: 1 })).toContainText('bus.jpg');
  const features = page.getByRole('region', { name: 'Features' });
  await expect(features).toContainText(`Brightness${expected.features.brightness?.toFixed(1)}`);
  await expect(features).toContainText(`Most of${expected.features.dominant_class}`);
});

test('the confidence slider re-filters within a frame and asks nothing of the server', async ({ page, vigil }) => {
  await page.goto(`${vigil.url}/detect`);
  await dropFiles(page, [photo('bus.jpg')]);
  const stage = page.getByTestId('image-stage');
  await expect(stage).not.toHaveAttribute('data-shown', '0');
  const requests: string[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith('/v1/status')) requests.push(request.url());
  });
  const slider = page.getByRole('region', { name: 'Thresholds' }).getByRole('slider', { name: 'Confidence' });
  for (const [key, conf] of [
    ['Home', 0.05],
    ['End', 1],
  ] as const) {
    const expected = await ask(vigil.url, 'bus.jpg', `conf=${conf}`);
    await slider.focus();
    await page.keyboard.press(key);
    await expect(stage).toHaveAttribute('data-shown', String(expected.detections.length));
  }
  const number = page.getByRole('textbox', { name: 'Confidence, as a number' });
  await number.fill('0.9');
  await number.press('Enter');
  const strict = await ask(vigil.url, 'bus.jpg', 'conf=0.9');
  await expect(stage).toHaveAttribute('data-shown', String(strict.detections.length));
  expect(requests).toEqual([]);
});

test.describe('a batch with a corrupt image', () => {
  test.use({ allowed: [{ pattern: /yolo\/detect/, because: 'the corrupt image is answered with 400' }] });

  test('two hundred photographs, one corrupt, end with right counts and name the bad one', async ({
    page,
    ownConsole,
  }) => {
    test.slow();
    await page.goto(`${ownConsole.url}/detect`);
    const coco = readdirSync(photo('coco-val2017/images')).map((name) => photo(`coco-val2017/images/${name}`));
    const many = Array.from({ length: 199 }, (_, i) => coco[i % coco.length] as string);
    await dropFiles(page, [...many, photo('odd/truncated-half.jpg')]);
    const bar = page.getByRole('progressbar', { name: 'Images done' });
    await expect(bar).toHaveAttribute('aria-valuemax', '200');
    await expect(page.getByTestId('batch-progress')).toContainText('199 images done, 1 failed', { timeout: 120_000 });
    await page.getByRole('button', { name: /1 failed/ }).click();
    await expect(page.getByText('truncated-half.jpg').first()).toBeVisible();
    const facets: unknown = await (await fetch(`${ownConsole.url}/v1/history/facets`)).json();
    expect(facets).toMatchObject({ count: 199 });
  });
});

test('cancel stops a batch', async ({ page, ownConsole }) => {
  await page.goto(`${ownConsole.url}/detect`);
  const coco = readdirSync(photo('coco-val2017/images')).map((name) => photo(`coco-val2017/images/${name}`));
  await dropFiles(page, coco);
  const bar = page.getByRole('progressbar', { name: 'Images done' });
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(3);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  const { count } = (await (await fetch(`${ownConsole.url}/v1/history/facets`)).json()) as { count: number };
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeHidden();
  expect(count).toBeLessThan(coco.length);
  // What was under way when it was cancelled may still be kept; nothing else comes after.
  await expect
    .poll(async () => {
      const later = (await (await fetch(`${ownConsole.url}/v1/status`)).json()) as { queue_length: number };
      return later.queue_length;
    })
    .toBe(0);
  const after = (await (await fetch(`${ownConsole.url}/v1/history/facets`)).json()) as { count: number };
  expect(after.count - count).toBeLessThanOrEqual(3);
});

test('a photograph can be worked through by keyboard alone', async ({ page, vigil }) => {
  await page.goto(`${vigil.url}/detect`);
  // Before it is drawn, the page hears no keys.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await dropFiles(page, [photo('bus.jpg'), photo('zidane.jpg')]);
  const images = page.getByRole('listbox', { name: 'Images' });
  await expect(images.getByRole('option')).toHaveCount(2);
  await expect(images.locator('[data-state="done"]')).toHaveCount(2);
  await images.focus();
  await page.keyboard.press('ArrowRight');
  await expect(images.getByRole('option', { selected: true })).toHaveAccessibleName(/zidane/);
  await page.keyboard.press('ArrowLeft');
  await expect(images.getByRole('option', { selected: true })).toHaveAccessibleName(/bus/);
  const detections = page.getByRole('listbox', { name: /^Detections/ });
  await detections.focus();
  await page.keyboard.press('ArrowDown');
  await expect(detections.getByRole('option', { selected: true })).toHaveCount(1);
  const stage = page.getByTestId('image-stage');
  await page.keyboard.press('b');
  await expect(stage).toHaveAttribute('data-shown', '0');
  await page.keyboard.press('b');
  await expect(stage).not.toHaveAttribute('data-shown', '0');
});
