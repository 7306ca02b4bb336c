import { sharedPath } from '../../native/testing/shared.ts';
import { expect, hasShared, MODEL, test } from './fixtures.ts';

test.describe('models', () => {
  test.skip(!hasShared, 'the models that this suite measures with are not here');

  test('a model is uploaded, runs, and the former one comes back by undo', async ({ page, ownConsole }) => {
    await page.goto(`${ownConsole.url}/models`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('yolox-nano-416');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Load a model' }).click();
    await (await chooser).setFiles(sharedPath('models/yolo11n-320-int8.onnx'));
    await expect(page.getByRole('heading', { level: 1 })).toContainText('yolo11n-320-int8');
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('yolox-nano-416');
  });

  test.describe('that cannot be loaded', () => {
    test.use({ allowed: [{ pattern: /v1\/models\//, because: 'the file is no detector' }] });

    test('leave the running one in place and say why', async ({ page, ownConsole }) => {
      await page.goto(`${ownConsole.url}/models`);
      await page
        .getByLabel("Path of a model on the console's machine")
        .fill(sharedPath('models/odd/classifier-10.onnx'));
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('load-job').getByRole('alert')).toContainText('not a detector');
      const status = (await (await fetch(`${ownConsole.url}/v1/status`)).json()) as { model: { path: string } };
      expect(status.model.path).toBe(MODEL);
    });
  });
});

test('a setting is validated as it is typed, saved, and taken back by undo', async ({ page, ownConsole }) => {
  const stored = async () => {
    const answer = (await (await fetch(`${ownConsole.url}/v1/settings`)).json()) as {
      settings: { thresholds: { conf: number } };
    };
    return answer.settings.thresholds.conf;
  };
  await page.goto(`${ownConsole.url}/settings`);
  const field = page.getByRole('textbox', { name: 'Confidence' });
  await field.fill('7');
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await field.fill('0.4');
  await page.keyboard.press('Control+s');
  await expect.poll(stored).toBe(0.4);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(stored).toBe(0.25);
});
