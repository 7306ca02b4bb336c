import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Evaluation, EvaluationList } from '../../native/contract/http/evaluations.ts';
import { ObservedPrecision } from '../../native/contract/http/feedback.ts';
import { HistoryItem, HistoryPage } from '../../native/contract/http/history.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { FINISHED } from '../../renderer/features/evaluation/testing/samples.ts';
import { expectNothingSeriousNow } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { runCommand } from './palette.ts';

const root = join(import.meta.dirname, '../..');
/** Where to put pictures of the pages for people to look at; none are made without it. */
const pictures = process.env['VIGIL_E2E_PICTURES'];

let folder = '';
let vigil: RunningConsole;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-evaluation-'));
  const args = ['demo', 'scenes', '--seed', '900000', '--count', '12', '--out', join(folder, 'scenes')];
  execFileSync(process.execPath, [join(root, 'bin/vigil.mjs'), ...args]);
  vigil = await startConsole({ model: join(root, 'models/starter.onnx'), dataFolder: join(folder, 'data') });
});
test.afterEach(({ page }) => page.goto('about:blank').then(() => undefined));
test.afterAll(async () => {
  await vigil.stop();
  rmSync(folder, { recursive: true, force: true });
});

const get = async (path: string): Promise<unknown> => (await fetch(`${vigil.url}${path}`)).json();

/** Both themes are held against axe, and pictured where that is asked for. */
async function inBothThemes(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectNothingSeriousNow(page);
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
}

test('a model is evaluated, and what is shown is what the API answers', async ({ page }) => {
  await page.goto(`${vigil.url}/models`);
  await runCommand(page, 'evaluations');
  await expect(page).toHaveURL(/\/models\/evaluations$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No model has been evaluated yet');

  await page.getByLabel('Images').fill(join(folder, 'scenes/images'));
  await page.getByRole('button', { name: 'Evaluate' }).click();
  await expect(page.getByText('State the path of the labels')).toBeVisible();
  await page.getByLabel('Labels').fill(join(folder, 'scenes/labels'));
  await page.getByLabel('Name').fill('twelve scenes');
  await page.getByRole('button', { name: 'Evaluate' }).click();
  const row = page.getByRole('row', { name: /twelve scenes/ });
  await expect(row).toContainText('finished', { timeout: 45_000 });
  const list = EvaluationList.parse(await get('/v1/evaluations'));
  const summary = list.items[0];
  if (summary?.figures == null) throw new Error('the API has no figures of it');
  expect(summary.figures.images).toBe(12);
  await expect(row).toContainText(summary.figures.map50.toFixed(3));
  await expect(row).toContainText(summary.figures.map50_95.toFixed(3));
  await inBothThemes(page, 'evaluations');

  await row.getByRole('link', { name: 'twelve scenes' }).click();
  await expect(page).toHaveURL(new RegExp(`/models/evaluations/${summary.id}$`));
  const { result } = Evaluation.parse(await get(`/v1/evaluations/${summary.id}`));
  if (result === null) throw new Error('the API has no result');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    `mAP50 ${result.map50.toFixed(3)} over 12 images, ${result.objects} objects`,
  );
  const classes = page.getByRole('region', { name: 'Figures of each class' });
  for (const { class_name, ap50, objects } of result.per_class) {
    const line = classes.getByRole('row', { name: new RegExp(`^${class_name} `) });
    await expect(line.getByRole('cell').first()).toHaveText(ap50.toFixed(3));
    await expect(line.getByRole('cell').nth(5)).toHaveText(String(objects));
  }
  await classes.getByRole('button', { name: 'Objects' }).click();
  const most = Math.max(...result.per_class.map(({ objects }) => objects));
  await expect(classes.getByRole('row').nth(1).getByRole('cell').nth(5)).toHaveText(String(most));

  const counts = await page
    .getByTestId('confusion-matrix')
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((cells) => [...cells.querySelectorAll('td[data-kind]')].map((cell) => Number(cell.textContent) || 0)),
    );
  expect(counts).toEqual(result.confusion_matrix.matrix);

  const lines = page.getByTestId('pr-curve').locator('path.recharts-line-curve');
  await expect(lines).toHaveCount(1);
  const last = result.pr_curve.per_class[0];
  if (last === undefined) throw new Error('the API has no curve');
  await page.getByRole('combobox', { name: 'Class beside all classes' }).click();
  await page.getByRole('option', { name: last.class_name, exact: true }).click();
  await expect(lines).toHaveCount(2);
  const strokes = () => lines.evaluateAll((paths) => paths.map((path) => getComputedStyle(path).stroke));
  expect(new Set(await strokes()).size).toBe(2);
  expect(await strokes()).not.toContain('none');
  const found = page.getByTestId('confusion-matrix').locator('td[data-kind="right"]').first();
  await expect(found).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  await page.getByText('As a table').click();
  const half = page.getByRole('table', { name: 'Precision at each recall' }).getByRole('row', { name: /^0\.5 / });
  await expect(half.getByRole('cell').first()).toHaveText((result.pr_curve.overall[50] as number).toFixed(3));
  await expect(half.getByRole('cell').nth(1)).toHaveText((last.precision[50] as number).toFixed(3));
  await page.getByText('As a table').click();
  await inBothThemes(page, 'evaluation');
  if (pictures !== undefined) {
    await page.setViewportSize({ width: 2_560, height: 1_440 });
    await page.screenshot({ path: join(pictures, 'evaluation-2560.png') });
    await page.setViewportSize({ width: 1_280, height: 1_700 });
    await page.screenshot({ path: join(pictures, 'evaluation-tall.png') });
    await page.setViewportSize({ width: 1_280, height: 800 });
  }

  await page.getByRole('button', { name: 'Evaluations' }).click();
  await page.getByRole('button', { name: 'Delete the evaluation twelve scenes' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(row).toHaveCount(0);
  expect(EvaluationList.parse(await get('/v1/evaluations')).items).toEqual([]);
});

test('an evaluation shows how far it is, and is cancelled', async ({ page }) => {
  // The same scenes under many names: enough to be still under way when the hand is at the button.
  for (const part of ['images', 'labels']) {
    mkdirSync(join(folder, 'many', part), { recursive: true });
    for (const file of readdirSync(join(folder, 'scenes', part)))
      for (let copy = 0; copy < 150; copy++)
        linkSync(join(folder, 'scenes', part, file), join(folder, 'many', part, `${copy}-${file}`));
  }
  await page.goto(`${vigil.url}/models/evaluations`);
  await page.getByLabel('Images').fill(join(folder, 'many/images'));
  await page.getByLabel('Labels').fill(join(folder, 'many/labels'));
  await page.getByLabel('Name').fill('too many');
  await page.getByRole('button', { name: 'Evaluate' }).click();
  const progress = page.getByTestId('evaluation-progress');
  await expect(progress).toContainText('of 1,800 images');
  await expect(progress.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /of 1,800 images/);
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('row', { name: /too many/ })).toContainText('cancelled');
  await expect(page.getByRole('button', { name: 'Evaluate' })).toBeVisible();
  expect(EvaluationList.parse(await get('/v1/evaluations')).items[0]?.state).toBe('cancelled');
});

test('a matrix of eighty classes scrolls in its place, with its names in sight', async ({ page }) => {
  const classes = [...Array.from({ length: 80 }, (_, at) => `class number ${at}`), 'background'];
  const matrix = classes.map((_, a) =>
    classes.map((_, b) => (a === b && a < 80 ? 1_200 + a : (a * b) % 7 === 3 ? 2 : 0)),
  );
  const confusion_matrix = { conf: 0.25, classes, matrix };
  await page.route('**/v1/evaluations/4', (route) =>
    route.fulfill({ json: { ...FINISHED, result: { ...FINISHED.result, confusion_matrix } } }),
  );
  await page.goto(`${vigil.url}/models/evaluations/4`);
  const table = page.getByTestId('confusion-matrix');
  await expect(table.locator('tbody tr')).toHaveCount(81);
  await table.getByRole('cell', { name: '1,279', exact: true }).first().scrollIntoViewIfNeeded();
  await expect(table.getByRole('columnheader', { name: 'class number 79', exact: true })).toBeInViewport();
  await expect(table.getByRole('rowheader', { name: 'class number 79', exact: true })).toBeInViewport();
  const wide = await page.locator('.evaluation-page').evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(wide).toBe(0);
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, 'eighty.png') });
});

test.describe('paths that are not there', () => {
  test.use({ allowed: [{ pattern: /v1\/evaluations/, because: 'the folder is not there' }] });

  test('are refused where they were stated', async ({ page }) => {
    await page.goto(`${vigil.url}/models/evaluations`);
    await page.getByLabel('Images').fill('/nowhere/images');
    await page.getByLabel('Labels').fill('/nowhere/labels');
    await page.getByRole('button', { name: 'Evaluate' }).click();
    await expect(page.getByRole('alert')).toContainText('/nowhere/images');
  });
});

test('feedback is given on a result by keyboard and mouse, counted, and taken back', async ({ page }) => {
  const images = join(folder, 'scenes/images');
  const file = readdirSync(images).sort()[0] as string;
  const answer = await fetch(`${vigil.url}/v1/yolo/detect/`, {
    method: 'POST',
    headers: { 'content-type': `image/${file.endsWith('png') ? 'png' : 'jpeg'}`, 'x-file-name': file },
    body: readFileSync(join(images, file)),
  });
  expect(answer.status).toBe(200);
  const kept = HistoryPage.parse(await get('/v1/history/inferences'));
  const id = kept.items[0]?.inference_id;
  const item = async () => HistoryItem.parse(await get(`/v1/history/inferences/${id}`));
  const said = async () =>
    (await item()).feedback.map(({ verdict, detection_index, class: name }) => [verdict, detection_index, name]);
  await page.goto(`${vigil.url}/history/${id}`);
  const options = page.getByRole('option');
  await expect(options.first()).toBeVisible();

  await options.first().click();
  await page.keyboard.press('r');
  await expect.poll(said).toEqual([['right', 0, null]]);
  await expect(options.first()).toContainText('right');
  await options.nth(1).click();
  const { class_name } = (await item()).detections[1] as { class_name: string };
  await page.getByRole('button', { name: `This ${class_name} is wrong` }).click();
  await page.getByRole('combobox', { name: 'What it really is' }).click();
  const other = page.getByRole('listbox', { name: 'What it really is' }).getByRole('option').first();
  const really = (await other.textContent()) as string;
  await other.click();
  await expect(options.nth(1)).toContainText(`wrong, it is ${really}`);
  await page.getByRole('combobox', { name: 'Class of an object that was missed' }).click();
  await page
    .getByRole('listbox', { name: 'Class of an object that was missed' })
    .getByRole('option', { name: really, exact: true })
    .click();
  await expect(page.getByText(`1 ${really} missed`)).toBeVisible();
  await expect.poll(said).toEqual([
    ['right', 0, null],
    ['wrong', 1, really],
    ['missed', null, really],
  ]);
  await inBothThemes(page, 'feedback');

  const { overall } = ObservedPrecision.parse(await get('/v1/models/observed-precision'));
  await page.goto(`${vigil.url}/models`);
  await expect(page.getByTestId('observed-precision')).toContainText(
    `Observed precision 0.50 (${overall.precision?.low.toFixed(2)}–${overall.precision?.high.toFixed(2)}) from 2 detections`,
  );
  await inBothThemes(page, 'models');

  await page.goto(`${vigil.url}/history?feedback=wrong`);
  await expect(page.getByRole('gridcell')).toHaveCount(1);
  await page.goto(`${vigil.url}/history?feedback=none`);
  await expect(page.getByRole('gridcell')).toHaveCount(0);

  await page.goto(`${vigil.url}/history/${id}`);
  await options.nth(1).click();
  await page.getByRole('button', { name: `This ${class_name} is wrong` }).click();
  await page.getByRole('button', { name: `Take back that ${really} was missed` }).click();
  await expect.poll(said).toEqual([['right', 0, null]]);
});
