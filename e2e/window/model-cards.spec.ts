import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelCardNotes } from '../../native/contract/model-card-notes.ts';
import { startConsole } from '../../native/testing/console.ts';
import { sharedPath } from '../../native/testing/shared.ts';
import { expectNothingSeriousNow } from './axe.ts';
import { dropFiles } from './drop.ts';
import { expect, hasShared, MODEL, photo, test } from './fixtures.ts';

const NOTES: ModelCardNotes = {
  how_trained: 'From scratch for 300 epochs.',
  trained_on: '8,000 drawings of a conveyor belt.',
  figures: [
    { condition: 'even light', map50: 0.931, map50_95: 0.7, images: 1_400 },
    { condition: 'fog', map50: 0.5, map50_95: 0.25 },
  ],
  limits: ['It has never seen a photograph.', '<b>No</b> markup either.'],
  licence: 'MIT',
};

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-cards-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.describe('models', () => {
  test.skip(!hasShared, 'the models that this suite measures with are not here');

  test('the starter runs at the first start, and its card says what it is for', async ({ page }) => {
    const starter = join(folder, 'starter.onnx');
    copyFileSync(MODEL, starter);
    writeFileSync(join(folder, 'starter.card.json'), JSON.stringify(NOTES));
    const vigil = await startConsole({ starter, dataFolder: join(folder, 'data') });
    try {
      await page.goto(`${vigil.url}/models`);
      const active = page.getByTestId('active-model');
      await expect(active).toContainText('starter model');
      const notes = active.getByTestId('maker-notes');
      await expect(notes.getByRole('row', { name: 'even light' })).toHaveText('even light0.9310.7001,400');
      await expect(notes.getByRole('listitem').last()).toHaveText('<b>No</b> markup either.');
      await expect(notes).toContainText('8,000 drawings of a conveyor belt.');
      await expect(page.getByRole('contentinfo')).toContainText('starter');
      await expectNothingSeriousNow(page, '.models-page');

      await page
        .getByLabel("Path of a model on the console's machine")
        .fill(sharedPath('models/yolo11n-320-int8.onnx'));
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { level: 1 })).toContainText('yolo11n-320-int8');
      await expect(active.getByTestId('maker-notes')).toHaveCount(0);
      await page.getByRole('button', { name: 'load the starter model' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('starter');
      await expect(page.getByRole('button', { name: 'load the starter model' })).toHaveCount(0);

      // It says what it knows where pictures are looked at, so that nobody takes it for what detection is like.
      await page.getByRole('link', { name: 'Detect' }).click();
      const known = 'person, bicycle, car, motorcycle, airplane, bus, train and 73 more';
      await expect(page.getByText(`starter finds ${known}.`)).toBeVisible();
      await dropFiles(page, [photo('bus.jpg')]);
      const result = page.getByRole('complementary', { name: 'Result' });
      await expect(result).toContainText(`The starter model knows ${known} alone`);
      await result.getByRole('link', { name: 'Load a model' }).click();
      await expect(page).toHaveURL(/\/models$/);
    } finally {
      await page.goto('about:blank');
      await vigil.stop();
    }
  });

  test('the starter stands in for a model that is gone, until it is kept', async ({ page }) => {
    const starter = join(folder, 'starter.onnx');
    const last = join(folder, 'last.onnx');
    copyFileSync(MODEL, starter);
    copyFileSync(sharedPath('models/yolox-nano-handsign16-416.onnx'), last);
    const dataFolder = join(folder, 'data');
    await (await startConsole({ starter, dataFolder, model: last })).stop();
    rmSync(last);
    const vigil = await startConsole({ starter, dataFolder });
    try {
      await page.goto(`${vigil.url}/models`);
      const standIn = page.getByRole('region', { name: 'The model that ran last is gone' });
      await expect(standIn).toContainText(last);
      await expect(page.getByRole('contentinfo')).toContainText('model degraded');
      await standIn.getByRole('button', { name: 'Keep starter' }).click();
      await expect(standIn).toHaveCount(0);
      await expect(page.getByRole('contentinfo')).toContainText('Connected');
      await expect(page.getByRole('contentinfo')).not.toContainText('degraded');
    } finally {
      await page.goto('about:blank');
      await vigil.stop();
    }
  });

  test.describe('whose card is no card', () => {
    test.use({ allowed: [{ pattern: /\/card/, because: 'the card is broken' }] });

    test('says so where it would stand', async ({ page }) => {
      const starter = join(folder, 'starter.onnx');
      copyFileSync(MODEL, starter);
      writeFileSync(join(folder, 'starter.card.json'), '{"how_trained": ""}');
      const vigil = await startConsole({ starter, dataFolder: join(folder, 'data') });
      try {
        await page.goto(`${vigil.url}/models`);
        await expect(page.getByTestId('maker-notes').getByRole('alert')).toContainText('starter.card.json');
      } finally {
        await page.goto('about:blank');
        await vigil.stop();
      }
    });
  });

  test.describe('that say too little of themselves', () => {
    test.use({ allowed: [{ pattern: /v1\/models\/upload/, because: 'its layout cannot be told' }] });

    test('are uploaded again with a description', async ({ page, ownConsole }) => {
      // Seven columns whose order nothing spells any more.
      const told = 'batchno_classid_score_x1y1x2y2';
      const bytes = readFileSync(sharedPath('models/yolox-nano-handsign16-416-nms.onnx'));
      const silent = bytes.toString('latin1').replaceAll(told, 'o'.repeat(told.length));
      const file = join(folder, 'silent.onnx');
      writeFileSync(file, Buffer.from(silent, 'latin1'));

      await page.goto(`${ownConsole.url}/models`);
      await expect(page.getByRole('heading', { level: 1 })).toContainText('yolox-nano-416');
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Load a model' }).click();
      await (await chooser).setFiles(file);
      await page.getByRole('button', { name: 'Describe the model' }).click();
      await page.getByRole('combobox', { name: 'Output layout' }).click();
      await page.getByRole('option', { name: 'Suppression in the model' }).click();
      await page.getByRole('button', { name: 'Load with this description' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('silent');
      await expect(page.getByTestId('active-model')).toContainText(
        'Stated beside the file. [?, 7] is what this layout needs',
      );

      // Away and back by its id: the description stays.
      await page.getByRole('button', { name: 'Load yolox-nano-416', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('yolox-nano-416');
      await page.getByRole('button', { name: 'Load silent', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('silent');
    });
  });
});
