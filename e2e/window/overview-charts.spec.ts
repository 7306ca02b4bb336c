import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { expectNothingSeriousNow } from './axe.ts';
import { test as base, expect } from './fixtures.ts';

const STARTER = join(import.meta.dirname, '../../models/starter.onnx');
/** Results take their time on a slow machine, and are rolled up over ten seconds. */
const LONG_MS = 120_000;
const RESULTS = 12;

const test = base.extend<{ line: RunningConsole }>({
  /** A console whose demo line has run for a while and stands still. */
  line: async ({ page }, use) => {
    const running = await startConsole({ model: STARTER });
    await post(running.url, '/v1/demo/start', { scenario: 'normal_shift', rate: 30, seed: 7 });
    await expect.poll(async () => countOf(running.url), { timeout: LONG_MS }).toBeGreaterThan(RESULTS);
    await post(running.url, '/v1/demo/stop', {});
    await use(running);
    // The page asks on; it must not find its console gone.
    await page.goto('about:blank');
    await running.stop();
  },
});

async function post(url: string, path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status, await response.text()).toBe(200);
}

async function countOf(url: string): Promise<number> {
  const { history } = (await (await fetch(`${url}/v1/status`)).json()) as { history: { count: number } };
  return history.count;
}

const chart = (page: Page, title: string) => page.getByRole('figure', { name: title, exact: true });
const cursorOf = (page: Page, title: string) => page.getByRole('slider', { name: `${title}: time of the cursor` });
const rowsOf = async (figure: Locator) => Number(await figure.getAttribute('data-rows'));
/** Waits until a chart has more rows than so many; brought into view, since no other is asked for again. */
async function expectRows(figure: Locator, above = 0): Promise<void> {
  await figure.scrollIntoViewIfNeeded();
  await expect.poll(() => rowsOf(figure), { timeout: LONG_MS }).toBeGreaterThan(above);
}

/** How often series are asked for from now on: all, or those of one metric. */
function countAsking(page: Page, metric = ''): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.url().includes(`/v1/history/series?metric=${metric}`) && !request.url().includes('queue_length'))
      count++;
  });
  return () => count;
}

test('charts get their figures, share one cursor and one range, and say the same in tables', async ({ page, line }) => {
  test.setTimeout(2 * LONG_MS);
  await page.goto(line.url);
  const bar = page.getByRole('group', { name: 'Time of the charts' });
  await expect(bar.getByRole('status')).toHaveText('Live, the last 15 minutes');
  for (const title of ['Inference rate', 'Latency', 'Image brightness', 'Model memory']) {
    await expectRows(chart(page, title));
  }
  await expect(page.getByTestId('dataset-drift')).toContainText('The reference has');
  await expect(chart(page, 'Feature-level drift')).toContainText('No results in this time');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectNothingSeriousNow(page);
  }

  // Where the cursor is put in one chart, it stands in all of them.
  const latency = cursorOf(page, 'Latency');
  await latency.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(latency).toHaveAttribute('aria-valuetext', /p50 [\d.]+ m?s, p95 [\d.]+ m?s, p99 [\d.]+ m?s/);
  await expect(cursorOf(page, 'Image brightness')).toHaveAttribute('aria-valuetext', /Mean \d+\.\d/);
  await expect(page.locator('.chart-tip')).toHaveCount(1);
  await expect(page.locator('.chart-cursor').nth(2)).toBeVisible();
  await latency.blur();
  await expect(page.locator('.chart-cursor')).toHaveCount(0);

  await bar.getByText('1 h', { exact: true }).click();
  await expect(page).toHaveURL(/\?last=1h$/);
  await expect(bar.getByRole('status')).toHaveText('Live, the last hour');

  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\?last=1h&at=/);
  await expect(bar.getByRole('status')).toContainText('Paused at');
  const paused = page.url();
  await page.goto('about:blank');
  await page.goto(paused);
  await expect(bar.getByRole('button', { name: 'Go live' })).toBeVisible();
  await expectRows(chart(page, 'Latency'));

  const rows = await rowsOf(chart(page, 'Latency'));
  await page.getByRole('button', { name: 'Show as a table: Latency' }).click();
  const table = page.getByRole('table', { name: /^Latency, milliseconds/ });
  await expect(table.getByRole('columnheader')).toHaveText(['From', 'p50', 'p95', 'p99']);
  await expect(table.getByRole('row')).toHaveCount(rows + 1);
  await expect(table.getByRole('cell').first()).toHaveText(/^[\d.]+ m?s$/);
  await expectNothingSeriousNow(page);
  await page.getByRole('button', { name: 'Show as lines: Latency' }).click();

  // Half of the plot, dragged over, is half of the hour, in every chart.
  const plot = cursorOf(page, 'Image brightness');
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (box === null) throw new Error('the plot has no place');
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 1, box.y + 30, { steps: 4 });
  await expect(page.locator('.chart-marking')).toBeVisible();
  await page.mouse.up();
  await expect(page).toHaveURL(/\?from=.+&to=/);
  const search = new URL(page.url()).searchParams;
  const span = Date.parse(search.get('to') ?? '') - Date.parse(search.get('from') ?? '');
  expect(Math.abs(span / 60_000 - 30)).toBeLessThan(1);
  const to = String(Date.parse(search.get('to') ?? ''));
  for (const title of ['Latency', 'Image brightness', 'Inference rate']) {
    await expect(cursorOf(page, title)).toHaveAttribute('aria-valuemax', to);
  }
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(paused);
});

test('a marked span is looked closer at by keyboard, and a custom one is typed', async ({ page, line }) => {
  test.setTimeout(2 * LONG_MS);
  await page.goto(line.url);
  const plot = cursorOf(page, 'Model memory');
  await expectRows(chart(page, 'Model memory'), 1);
  await plot.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Home');
  await expect(page.locator('.chart-marking')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?from=.+&to=/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/$/);

  await page.getByRole('button', { name: 'Custom' }).click();
  await page.getByLabel('From', { exact: true }).fill('2024-05-01T10:00:00');
  await page.getByLabel('To', { exact: true }).fill('2024-05-01T09:00:00');
  await expect(page.getByText('This is not after the beginning')).toBeVisible();
  await page.getByLabel('To', { exact: true }).fill('2024-05-01T11:00:00');
  await page.getByRole('button', { name: 'Show this span' }).click();
  await expect(page).toHaveURL(/\?from=2024-0/);
  await expect(chart(page, 'Latency')).toContainText('No results in this time');
  await page.getByRole('button', { name: 'Go live' }).click();
  await expect(page).toHaveURL(/\?last=1h$|\/$/);
});

test('nothing is asked for while the page is paused or hidden', async ({ page, line }) => {
  test.setTimeout(2 * LONG_MS);
  await page.clock.install();
  await page.goto(line.url);
  await expectRows(chart(page, 'Latency'));
  const asked = countAsking(page);
  await page.clock.runFor(10_000);
  await expect.poll(asked).toBeGreaterThan(0);

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page).toHaveURL(/&at=/);
  await expect(page.locator('.series-chart[data-former]')).toHaveCount(0);
  const whenPaused = asked();
  await page.clock.runFor(30_000);
  expect(asked()).toBe(whenPaused);

  await page.getByRole('button', { name: 'Go live' }).click();
  await page.clock.runFor(3_000);
  await expect.poll(asked).toBeGreaterThan(whenPaused);
  await page.evaluate(`(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  })()`);
  await expect(page.locator('.series-chart[data-former]')).toHaveCount(0);
  const whenHidden = asked();
  await page.clock.runFor(30_000);
  expect(asked()).toBe(whenHidden);
});

test('a chart out of view is not asked for, and at once when it comes into view', async ({ page, line }) => {
  test.setTimeout(2 * LONG_MS);
  await page.clock.install();
  await page.goto(line.url);
  await expectRows(chart(page, 'Model memory'));
  await expectRows(chart(page, 'Inference rate'));
  const [rate, memory] = [countAsking(page, 'rate'), countAsking(page, 'model_memory_bytes')];
  // What was under way when it went out of view is over with the second time that another is asked for.
  for (const times of [1, 2]) {
    await page.clock.runFor(6_000);
    await expect.poll(rate).toBeGreaterThanOrEqual(times);
  }
  const before = { rate: rate(), memory: memory() };
  await page.clock.runFor(20_000);
  await expect.poll(rate).toBeGreaterThan(before.rate);
  expect(memory()).toBe(before.memory);
  await chart(page, 'Model memory').scrollIntoViewIfNeeded();
  await expect.poll(memory).toBeGreaterThan(before.memory);
});

test.describe('where the console cannot answer', () => {
  test.use({
    allowed: [{ pattern: /series|alerts|503|Failed to load/, because: 'the answers are taken away' }],
  });

  test('charts and alerts say so, and try again when asked to', async ({ page, line }) => {
    test.setTimeout(2 * LONG_MS);
    const problem = {
      type: 'about:blank',
      title: 'The history cannot be read',
      status: 503,
      code: 'storage_failed',
      detail: 'The disk is full.',
      request_id: 'test',
    };
    await page.route('**/v1/history/series?metric=brightness*', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }),
    );
    await page.route('**/v1/monitoring/alerts*', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }),
    );
    await page.goto(line.url);
    const alerts = page.getByRole('region', { name: 'Active alerts' });
    await expect(alerts.getByRole('alert')).toContainText('The disk is full.');
    await expect(alerts).not.toContainText('No alert is active');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Alerts cannot be asked for');
    await page.unroute('**/v1/monitoring/alerts*');
    await alerts.getByRole('button', { name: 'Try again' }).click();
    await expect(alerts.getByText('No alert is active').or(alerts.getByRole('table'))).toBeVisible();
    const panel = page.getByRole('region', { name: 'Image brightness' });
    await expect(panel.getByRole('alert')).toContainText('The disk is full.');
    await expectRows(chart(page, 'Latency'));
    await page.unroute('**/v1/history/series?metric=brightness*');
    await panel.getByRole('button', { name: 'Try again' }).click();
    await expectRows(chart(page, 'Image brightness'));
  });
});
