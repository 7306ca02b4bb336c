import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Evaluation, EvaluationRef } from '../../native/contract/http/evaluations.ts';
import { SeriesResponse } from '../../native/contract/http/series.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { formatMs } from '../../renderer/components/format.ts';
import { expectNothingSeriousNow } from './axe.ts';
import { expect, test } from './fixtures.ts';

const root = join(import.meta.dirname, '../..');
const STARTER = join(root, 'models/starter.onnx');
/** Where to put pictures of the page for people to look at; none are made without it. */
const pictures = process.env['VIGIL_E2E_PICTURES'];

test.describe('the figures of models', () => {
  test.skip(!existsSync(STARTER), 'models/starter.onnx is not here');

  let folder = '';
  let vigil: RunningConsole;
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vigil-figures-'));
    const args = ['demo', 'scenes', '--seed', '900000', '--count', '4', '--out', join(folder, 'scenes')];
    execFileSync(process.execPath, [join(root, 'bin/vigil.mjs'), ...args]);
    vigil = await startConsole({ model: STARTER, dataFolder: join(folder, 'data') });
  });
  test.afterAll(async () => {
    await vigil.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('stand beside each other as the API has them, and come without a reload', async ({ page }) => {
    test.slow();
    const images = join(folder, 'scenes/images');
    for (const name of readdirSync(images)) {
      const body = new FormData();
      body.append('file', new Blob([readFileSync(join(images, name))]), name);
      expect((await fetch(`${vigil.url}/v1/yolo/detect/`, { method: 'POST', body })).status).toBe(200);
    }
    await page.goto(`${vigil.url}/models`);
    const row = page.getByRole('region', { name: 'Measured here' }).getByRole('row').nth(1);
    const { model } = (await (await fetch(`${vigil.url}/v1/status`)).json()) as { model: { id: string } };
    const asked = `${vigil.url}/v1/history/series?metric=inference_ms&points=1&model=${model.id}`;
    const { total } = SeriesResponse.parse(await (await fetch(asked)).json());
    expect(total?.count).toBe(4);
    await expect(row).toContainText('starter');
    await expect(row.getByRole('cell').nth(1)).toHaveText(formatMs(total?.p50 ?? 0));
    await expect(row.getByRole('cell').nth(2)).toHaveText(formatMs(total?.p95 ?? 0));
    await expect(row.getByRole('cell').nth(3)).toHaveText(/^[\d.]+ [MG]B of the (host|GPU)$/);
    await expect(row.getByRole('link', { name: 'Evaluate it' })).toBeVisible();

    const start = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const body = JSON.stringify({ images, labels: join(folder, 'scenes/labels'), name: 'four parts' });
    const { id } = EvaluationRef.parse(await (await fetch(`${vigil.url}/v1/evaluations`, { ...start, body })).json());
    await expect(row.getByRole('link', { name: 'four parts' })).toHaveAttribute('href', `/models/evaluations/${id}`);
    const { result } = Evaluation.parse(await (await fetch(`${vigil.url}/v1/evaluations/${id}`)).json());
    await expect(row.getByRole('cell').nth(4)).toHaveText(result?.map50.toFixed(3) ?? '');

    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectNothingSeriousNow(page);
      if (pictures === undefined) continue;
      for (const width of [1280, 2560]) {
        await page.setViewportSize({ width, height: width === 1280 ? 1100 : 1300 });
        await page.screenshot({ path: join(pictures, `models-${colorScheme}-${width}.png`) });
        const table = page.getByRole('region', { name: 'Measured here' });
        await table.screenshot({ path: join(pictures, `model-figures-${colorScheme}-${width}.png`) });
      }
    }
    await page.goto('about:blank');
  });
});
