import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoStatus } from '../../native/contract/http/demo.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { expectNothingSeriousNow } from './axe.ts';
import { dropFiles } from './drop.ts';
import { expect, hasShared, MODEL, photo, test as windowTest } from './fixtures.ts';
import { runCommand } from './palette.ts';

const STARTER = join(import.meta.dirname, '../../models/starter.onnx');
/** Any detector makes the line run; only the starter model knows its parts. */
const DETECTOR = existsSync(STARTER) ? STARTER : hasShared ? MODEL : null;

const test = windowTest.extend<{ fresh: RunningConsole }>({
  fresh: async ({ page }, use) => {
    const running = await startConsole(DETECTOR === null ? {} : { model: DETECTOR });
    await use(running);
    // The page asks every second; it must not find its console gone.
    await page.goto('about:blank');
    await running.stop();
  },
});

async function demoOf(url: string): Promise<DemoStatus> {
  return (await (await fetch(`${url}/v1/demo`)).json()) as DemoStatus;
}

test.describe('the first page', () => {
  test.skip(DETECTOR === null, 'neither models/starter.onnx nor the shared test models are here');

  test('leads a new user from three doors to a running line, its knobs, and back by undo', async ({
    page,
    fresh,
    allowed,
  }) => {
    test.slow();
    allowed.push({ pattern: /thumbnail/, because: 'a picture may be asked for while its result is being cleared' });
    await page.goto(fresh.url);
    const doors = page.getByRole('region', { name: /Drop a picture|Start the demo line|Load your own model/ });
    await expect(doors).toHaveCount(3);
    await expect(page.getByTestId('first-model')).toHaveAttribute('data-loaded', 'true');
    await expectNothingSeriousNow(page);

    await page.getByRole('button', { name: 'Start the demo line' }).focus();
    await page.keyboard.press('Enter');
    const card = page.getByRole('region', { name: 'Demo line', exact: true });
    await expect(card).toBeFocused();
    await expect(card.getByTestId('demo-state')).toHaveText('Running', { timeout: 30_000 });
    await expect(page.getByTestId('latest-result').first()).toBeVisible();
    await expect(card.getByTestId('demo-picture')).toBeVisible();
    await expect(card.getByRole('listitem').first()).toHaveAttribute('aria-current', 'step');
    await expect
      .poll(async () => Number(/(\d+) results?/.exec(await card.getByTestId('demo-counts').innerText())?.[1]))
      .toBeGreaterThan(3);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/images\/s/);
    await expectNothingSeriousNow(page);

    const light = card.getByRole('slider', { name: 'Light' });
    await light.focus();
    for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowLeft');
    await expect(light).toHaveValue('0.8');
    await expect.poll(async () => (await demoOf(fresh.url)).run?.set_knobs).toEqual({ light: 0.8 });
    await card.getByRole('button', { name: 'Light: as the scenario says' }).press('Enter');
    await expect.poll(async () => (await demoOf(fresh.url)).run?.set_knobs).toEqual({});

    await card.getByRole('button', { name: 'Stop' }).press('Enter');
    await expect(card.getByTestId('demo-state')).toHaveText('Stopped');
    expect((await demoOf(fresh.url)).line.state).toBe('stopped');

    await card.getByRole('button', { name: 'Clear demo results' }).press('Enter');
    await expect(doors).toHaveCount(3);
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await expect(page.getByTestId('latest-result').first()).toBeVisible();
    const facets: unknown = await (await fetch(`${fresh.url}/v1/history/facets`)).json();
    expect(facets).toMatchObject({ sources: [{ source: 'demo' }] });
  });

  test('the line has a page of its own, where conditions are chosen before a start and held over it', async ({
    page,
    fresh,
  }) => {
    await page.goto(fresh.url);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await expect(page).toHaveURL(/\/demo$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The demo line stands still');
    await page.getByRole('textbox', { name: 'Blur of the lens, as a number' }).fill('2.5');
    await page.getByRole('textbox', { name: 'Rate, as a number' }).fill('2');
    await page.getByRole('combobox', { name: 'Scenario' }).click();
    await page.getByRole('option', { name: 'The mix changes' }).click();
    await expectNothingSeriousNow(page);
    await page.getByTestId('demo-switch').press('Enter');
    await expect
      .poll(async () => (await demoOf(fresh.url)).run)
      .toMatchObject({ scenario: 'mix_change', rate: 2, set_knobs: { focus: 2.5 }, knobs: { focus: 2.5 } });
    await expect(page.getByTestId('demo-state')).toHaveText('Running', { timeout: 30_000 });
    await expect(page.getByTestId('demo-picture')).toBeVisible();

    await page.getByRole('button', { name: 'All as the scenario says' }).click();
    await expect.poll(async () => (await demoOf(fresh.url)).run?.set_knobs).toEqual({});
    await runCommand(page, 'stop the demo');
    await expect(page.getByTestId('demo-state')).toHaveText('Stopped');
  });

  test('a picture dropped on it is detected where pictures are', async ({ page, fresh }) => {
    test.skip(!hasShared, 'the photographs that this suite measures with are not here');
    await page.goto(fresh.url);
    await dropFiles(page, [photo('bus.jpg')]);
    await expect(page).toHaveURL(/\/detect$/);
    await expect(page.getByTestId('image-stage')).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await expect(page.getByTestId('latest-result')).toHaveCount(1);
    await page.getByTestId('latest-result').getByRole('link').click();
    await expect(page).toHaveURL(/\/history\/\d+$/);
  });
});

windowTest.describe('without a model', () => {
  windowTest.use({ allowed: [{ pattern: /demo\/start/, because: 'there is no model to look at the pictures' }] });

  windowTest('the line says why it does not start, and where a model comes from', async ({ page }) => {
    const bare = await startConsole({ environment: { VIGIL_STARTER: 'none' } });
    try {
      await page.goto(bare.url);
      await expect(page.getByTestId('first-model')).toContainText('No model is loaded yet');
      await page.getByRole('button', { name: 'Start the demo line' }).click();
      await expect(page.locator('.demo-note')).toContainText('No model is loaded');
      await page.getByRole('link', { name: 'Go to Models' }).click();
      await expect(page).toHaveURL(/\/models$/);
      await page.goto('about:blank');
    } finally {
      await bare.stop();
    }
  });
});
