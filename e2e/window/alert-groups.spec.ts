import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_KNOBS } from '../../native/contract/demo.ts';
import type { Alert, AlertList } from '../../native/contract/http/alerts.ts';
import { encodeScene } from '../../native/demo/scenes/encode-scene.ts';
import { renderScene } from '../../native/demo/scenes/render-scene.ts';
import { startConsole } from '../../native/testing/console.ts';
import { expectNothingSerious } from './axe.ts';
import { test as base, expect } from './fixtures.ts';
import { keepAlerts } from './kept-alerts.ts';

const STARTER = join(import.meta.dirname, '../../models/starter.onnx');

const KEPT = [
  { rule: 'CriticalPSI', feature: 'brightness', value: 2.4 },
  { rule: 'CriticalPSI', feature: 'contrast', value: 0.7 },
  { rule: 'HighPSI', feature: 'brightness', value: 2.4 },
  { rule: 'HighPSI', feature: 'contrast', value: 0.7 },
  { rule: 'HighPSI', feature: 'sharpness', value: 0.3 },
  { rule: 'DriftDetected', feature: 'brightness', value: 0.8, overFor: 10 },
  { rule: 'DriftDetected', feature: 'contrast', value: 0.5, overFor: 20 },
] as const;

const test = base.extend<{ drifted: { url: string; ids: number[] } }>({
  /** A console that an earlier one has left drift to. */
  drifted: async ({ page }, use) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-groups-'));
    const ids = keepAlerts(dataFolder, KEPT);
    const running = await startConsole({ model: STARTER, dataFolder });
    await use({ url: running.url, ids });
    // The page asks on; it must not find its console gone.
    await page.goto('about:blank');
    await running.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  },
});

async function alertsOf(url: string, name: string): Promise<Alert[]> {
  const { alerts } = (await (await fetch(`${url}/v1/monitoring/alerts`)).json()) as AlertList;
  return alerts.filter((alert) => alert.name === name && alert.state === 'firing');
}

test('alerts of one rule are one row, what they inhibit is folded beneath, and the keyboard opens both', async ({
  page,
  drifted: { url, ids },
}) => {
  await page.goto(`${url}/alerts`);
  const firing = page.getByRole('region', { name: 'Firing' });
  const button = (name: string) => firing.getByRole('button', { name, exact: true });
  const group = button('CriticalPSI, 2 features');
  const row = firing.getByRole('row', { name: /^CriticalPSI, 2 features/ });
  await expect(row).toContainText('contrast, brightness');
  await expect(row).toContainText('The PSI of brightness is 2.40');
  await expect(row).toContainText('0.7 to 2.4');
  // Two of three are inhibited, so that the third stands by itself.
  await expect(firing.getByRole('row', { name: /^HighPSI/ })).toHaveCount(1);
  await expect(firing.getByRole('row', { name: /^HighPSI/ })).toContainText('sharpness');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('2 more are inhibited');
  // What is over is one row, too.
  await expect(
    page.getByRole('region', { name: 'Resolved' }).getByRole('row', { name: /^DriftDetected, 2 features/ }),
  ).toContainText('It was met no longer.');

  // Right opens, goes in and opens the alert; Left goes the same way back.
  await group.focus();
  await page.keyboard.press('ArrowRight');
  await expect(group).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(button('CriticalPSI, contrast')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(button('CriticalPSI, brightness')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(button('CriticalPSI, brightness')).toHaveAttribute('aria-expanded', 'true');
  await expect(page).toHaveURL(`${url}/alerts/${ids[0]}`);
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(`${url}/alerts`);
  await page.keyboard.press('ArrowLeft');
  await expect(group).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(group).toHaveAttribute('aria-expanded', 'false');
  await expect(button('CriticalPSI, brightness')).toHaveCount(0);

  // The fold says how many, and opened why.
  await page.keyboard.press('ArrowDown');
  const fold = button('CriticalPSI: Inhibits 2 alerts');
  await expect(fold).toBeFocused();
  await page.keyboard.press('Enter');
  const inhibited = firing.getByRole('row', { name: /^HighPSI, 2 features/ });
  await expect(inhibited).toContainText('It is about the same feature, whose distribution has shifted far.');
  await expect(inhibited).toContainText('Inhibited');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(button('HighPSI, brightness')).toBeVisible();
  await expectNothingSerious(page);
});

test('what is done to a group is done to all of its alerts', async ({ page, drifted: { url } }) => {
  await page.goto(`${url}/alerts`);
  const firing = page.getByRole('region', { name: 'Firing' });
  const row = firing.getByRole('row', { name: /^CriticalPSI, 2 features/ });
  const group = firing.getByRole('button', { name: 'CriticalPSI, 2 features', exact: true });
  const acknowledged = async () =>
    (await alertsOf(url, 'CriticalPSI')).map(({ acknowledged_at }) => acknowledged_at !== null);

  await row.getByRole('button', { name: 'Acknowledge all: 2 features of CriticalPSI' }).click();
  await expect(row).toContainText('Acknowledged');
  expect(await acknowledged()).toEqual([true, true]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row.getByRole('button', { name: /^Acknowledge/ })).toBeVisible();
  expect(await acknowledged()).toEqual([false, false]);

  // One by itself, then `e` for the other, and then for both to be taken back.
  await group.press('ArrowRight');
  await firing
    .getByRole('row', { name: /^CriticalPSI, brightness/ })
    .getByRole('button', { name: 'Acknowledge', exact: true })
    .click();
  await expect(row).toContainText('1 of 2 acknowledged');
  await group.press('e');
  await expect.poll(acknowledged).toEqual([true, true]);
  await expect(row).not.toContainText('1 of 2');
  await group.press('e');
  await expect.poll(acknowledged).toEqual([false, false]);

  await group.press('s');
  const dialog = page.getByRole('dialog', { name: 'Silence CriticalPSI' });
  await expect(dialog.getByRole('radio', { name: 'Every alert of CriticalPSI' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Silence', exact: true }).click();
  await expect(row).toContainText('Silenced');
  const alerts = await alertsOf(url, 'CriticalPSI');
  expect(alerts.map(({ silenced_until }) => silenced_until !== null)).toEqual([true, true]);
});

test('the address of an inhibited alert opens it where it is folded, and the overview has the same words', async ({
  page,
  drifted: { url, ids },
}) => {
  await page.setViewportSize({ width: 900, height: 800 });
  await page.goto(`${url}/alerts/${ids[3]}`);
  const firing = page.getByRole('region', { name: 'Firing' });
  const alert = firing.getByRole('button', { name: 'HighPSI, contrast', exact: true });
  await expect(alert).toHaveAttribute('aria-expanded', 'true');
  await expect(firing.getByText('Nobody is told of this while CriticalPSI fires.')).toBeVisible();
  // All of it can be read without a bar below.
  expect(await page.evaluate(() => document.querySelector('.page')?.scrollWidth)).toBe(
    await page.evaluate(() => document.querySelector('.page')?.clientWidth),
  );
  await expectNothingSerious(page);
  // To fold it away lets go of it.
  await firing.getByRole('button', { name: 'CriticalPSI: Inhibits 2 alerts' }).click();
  await expect(alert).toHaveCount(0);
  await expect(page).toHaveURL(`${url}/alerts`);

  // Without a result the overview is about the first one.
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(await encodeScene(renderScene(7, DEFAULT_KNOBS), 90))]), 'scene.jpg');
  expect((await fetch(`${url}/v1/yolo/detect/`, { method: 'POST', body: form })).status).toBe(200);
  await page.goto(url);
  const panel = page.getByRole('region', { name: 'Active alerts' });
  const row = panel.getByRole('row', { name: /^CriticalPSI 2 features/ });
  await expect(row).toContainText('contrast, brightness Inhibits 2 alerts');
  await expect(panel.getByRole('row', { name: /^HighPSI/ })).toHaveCount(1);
  await row.getByRole('link', { name: 'CriticalPSI' }).click();
  await expect(page).toHaveURL(`${url}/alerts/${ids[0]}`);
  await expect(firing.getByRole('button', { name: 'CriticalPSI, brightness', exact: true })).toHaveAttribute(
    'aria-expanded',
    'true',
  );
});
