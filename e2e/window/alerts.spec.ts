import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_KNOBS } from '../../native/contract/demo.ts';
import type { AlertPreview, AlertRule } from '../../native/contract/http/alert-rules.ts';
import type { Alert, AlertList, SilenceList } from '../../native/contract/http/alerts.ts';
import { encodeScene } from '../../native/demo/scenes/encode-scene.ts';
import { renderScene } from '../../native/demo/scenes/render-scene.ts';
import { openStore } from '../../native/store/open.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { expectNothingSerious } from './axe.ts';
import { test as base, expect } from './fixtures.ts';

const STARTER = join(import.meta.dirname, '../../models/starter.onnx');
const RULE = 'HighCPUUsage';
const MINUTE_MS = 60_000;

interface Busy {
  /** Minutes ago. */
  from: number;
  minutes: number;
  percent: number;
}

/** Far enough apart, and long enough ago, that no two of them are one, nor one with what this machine does now. */
const BUSY: readonly Busy[] = [
  { from: 600, minutes: 12, percent: 70 },
  { from: 540, minutes: 8, percent: 90 },
  { from: 480, minutes: 3, percent: 95 },
  { from: 400, minutes: 20, percent: 85 },
  { from: 300, minutes: 15, percent: 60 },
];
const IDLE_PERCENT = 15;

/** How often a rule would have fired over that history: each span over the threshold for long enough is once. */
const timesOf = (threshold: number, for_s: number) =>
  BUSY.filter(({ minutes, percent }) => percent > threshold && minutes * 60 > for_s).length;

/** Minutes of a machine that was busy at times, as a console that ran then would have kept them. */
function makeHistory(dataFolder: string, now: number): void {
  const store = openStore(dataFolder);
  for (let minute = 620; minute > 200; minute--) {
    const busy = BUSY.find(({ from, minutes }) => minute <= from && minute > from - minutes);
    const figures = { queue_length: 0, cpu_percent: busy?.percent ?? IDLE_PERCENT };
    store.series.addSample(now - minute * MINUTE_MS + 1_000, figures);
  }
  store.series.flush();
  store.close();
}

const test = base.extend<{ watched: RunningConsole & { madeAt: number } }>({
  /** A console with a history of its processors, up to the minute `madeAt` (milliseconds since 1970). */
  watched: async ({ page }, use) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-alerts-'));
    const madeAt = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    makeHistory(dataFolder, madeAt);
    const running = await startConsole({ model: STARTER, dataFolder });
    await use({ ...running, madeAt });
    // The page asks on; it must not find its console gone.
    await page.goto('about:blank');
    await running.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  },
});

async function ask<Answer>(url: string, path: string, method = 'GET', body?: unknown): Promise<Answer> {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(url + path, {
    ...{ method, headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${method} ${path}`).toBe(true);
  return (await response.json()) as Answer;
}

const alertOf = async (url: string): Promise<Alert | undefined> =>
  (await ask<AlertList>(url, '/v1/monitoring/alerts')).alerts.find(({ name }) => name === RULE);
const ruleOf = (url: string) => ask<AlertRule>(url, `/v1/monitoring/rules/${RULE}`);
/** Any machine that runs a browser is busier than this. */
const fireAtOnce = (url: string) => ask(url, `/v1/monitoring/rules/${RULE}`, 'PUT', { threshold: 0, for_s: 0 });

test('an alert comes by itself, is acknowledged, given back, silenced, and ends', async ({
  page,
  watched: { url },
}) => {
  await page.goto(`${url}/alerts`);
  const rail = page.getByRole('navigation', { name: 'Pages' });
  await expect(page.getByRole('region', { name: 'Firing' })).toContainText('No alert fires');
  await fireAtOnce(url);
  const firing = page.getByRole('region', { name: 'Firing' });
  const row = firing.getByRole('row', { name: new RegExp(`^${RULE}`) });
  await expect(row).toContainText('Warning');
  await expect(row).toContainText(/[\d.]+ %> 0 %/);
  await expect(row).toContainText('All processors together are');
  await expect(rail.getByRole('link', { name: /^Alerts/ })).toHaveAccessibleName(
    /alerts? fires?, .*(warning|critical)/,
  );
  await expect(page).toHaveTitle(/^\(\d+\) Vigil$/);

  // It opens to what it means, by the keyboard.
  const open = firing.getByRole('button', { name: RULE, exact: true });
  await page.keyboard.press('ArrowDown');
  for (let left = 5; left > 0 && !(await open.evaluate((it) => it === document.activeElement)); left--) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(open).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(open).toHaveAttribute('aria-expanded', 'true');
  const { guide } = await ruleOf(url);
  for (const words of Object.values(guide)) await expect(firing.getByText(words, { exact: true })).toBeVisible();
  const before = await alertOf(url);
  await expect(page).toHaveURL(`${url}/alerts/${before?.id}`);
  const images = await firing.getByRole('link', { name: 'Images of this time' }).getAttribute('href');
  expect(new URL(`${url}${images}`).searchParams.get('from')).toBe(before?.started_at);
  const charts = new URL(
    `${url}${await firing.getByRole('link', { name: 'Charts of this time' }).getAttribute('href')}`,
  );
  expect(Date.parse(charts.searchParams.get('from') ?? '')).toBeLessThan(Date.parse(before?.started_at ?? ''));
  await expectNothingSerious(page);

  // `e` acknowledges, and undo takes it back.
  await page.keyboard.press('e');
  await expect(row).toContainText('Acknowledged');
  await expect.poll(async () => (await alertOf(url))?.acknowledged_at).not.toBeNull();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row.getByRole('button', { name: 'Acknowledge' })).toBeVisible();
  expect((await alertOf(url))?.acknowledged_at).toBeNull();

  // With a word on it, and signed.
  await firing.getByLabel('Comment').fill('The backup runs');
  await firing.getByLabel('Your name').fill('Ada');
  await firing.getByRole('button', { name: 'Acknowledge with this' }).click();
  await expect(row).toContainText('Acknowledged by Ada');
  await expect(firing.getByText('The backup runs')).toBeVisible();
  expect(await alertOf(url)).toMatchObject({ acknowledged_by: 'Ada', comment: 'The backup runs' });
  await firing.getByRole('button', { name: 'Take back' }).click();
  await expect(row.getByRole('button', { name: 'Acknowledge' })).toBeVisible();

  // A silence of the rule, signed by the same.
  await open.focus();
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: `Silence ${RULE}` });
  await expect(dialog.getByLabel('Your name')).toHaveValue('Ada');
  await dialog.getByRole('radio', { name: 'Until' }).check();
  await dialog.getByLabel('End').fill('2020-01-01T00:00:00');
  await expect(dialog).toContainText('This has passed already');
  await expect(dialog.getByRole('button', { name: 'Silence', exact: true })).toBeDisabled();
  await dialog.getByRole('radio', { name: '4 h' }).check();
  await dialog.getByLabel('Comment').fill('Known');
  await expectNothingSerious(page);
  await dialog.getByRole('button', { name: 'Silence', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText('Silenced');
  const { silences } = await ask<SilenceList>(url, '/v1/monitoring/silences');
  expect(silences).toMatchObject([
    { matchers: { name: RULE }, comment: 'Known', author: 'Ada', active: true, alerts: 1 },
  ]);
  const [silence] = silences;
  expect(Date.parse(silence?.ends_at ?? '') - Date.parse(silence?.starts_at ?? '')).toBeGreaterThan(3.9 * 3_600_000);
  const list = page.getByRole('region', { name: 'Silences' });
  await expect(list).toContainText('1 in force');
  await list.getByRole('button', { name: `End now the silence of ${RULE}` }).click();
  await expect(list).toContainText('none in force');
  await expect(row).not.toContainText('Silenced');

  // As by default again it ends, and stays to be read.
  await ask(url, `/v1/monitoring/rules/${RULE}`, 'PUT', { enabled: false });
  const resolved = page.getByRole('region', { name: 'Resolved' });
  await expect(resolved.getByRole('row', { name: new RegExp(`^${RULE}`) })).toContainText('Its rule was switched off.');
});

test('a rule says how often it would have fired before it is saved', async ({
  page,
  allowed,
  watched: { url, madeAt },
}) => {
  allowed.push(
    { pattern: /^400 .*preview/, because: 'a threshold is asked for that the rule does not take' },
    { pattern: /^422 .*preview/, because: 'likewise' },
    { pattern: /^console: .*status of 4\d\d.*preview/, because: 'the browser tells of it' },
  );
  await page.goto(`${url}/alerts`);
  await page.getByRole('link', { name: 'Rules', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('rules on');
  const row = page.getByRole('row', { name: new RegExp(`^${RULE}`) });
  await expect(row).toContainText('> 80 %');
  await expectNothingSerious(page);
  await row.getByRole('link', { name: RULE }).click();
  const drawer = page.getByRole('dialog', { name: RULE });
  const preview = drawer.getByRole('status');
  const threshold = drawer.getByLabel('Threshold');
  const sentence = (times: number) =>
    times === 0
      ? 'It would not have fired.'
      : times === 1
        ? 'It would have fired once.'
        : `It would have fired ${times} times.`;
  const standard = await ruleOf(url);
  await expect(preview).toContainText(sentence(timesOf(80, standard.default_for_s)));

  // Several thresholds, each against what was made.
  const counts = new Set<number>();
  for (const limit of [65, 50, 88, 97]) {
    await threshold.fill(String(limit));
    const times = timesOf(limit, 300);
    counts.add(times);
    await expect(preview).toContainText(sentence(times));
  }
  expect(counts.size).toBeGreaterThan(2);
  await threshold.fill('65');
  await drawer.getByLabel('Time that it must be met').fill('600');
  await expect(preview).toContainText(sentence(timesOf(65, 600)));
  const told = await ask<AlertPreview>(url, `/v1/monitoring/rules/${RULE}/preview`, 'POST', {
    threshold: 65,
    for_s: 600,
  });
  expect(told.times).toBe(timesOf(65, 600));
  await expect(drawer.getByRole('link')).toHaveCount(timesOf(65, 600));
  // And when: as long after each span began as the rule takes, to the minute that history is kept by; the newest first.
  const expected = BUSY.filter(({ minutes, percent }) => percent > 65 && minutes > 10).map(
    ({ from }) => madeAt - (from - 10) * MINUTE_MS,
  );
  expect(told.firings).toHaveLength(expected.length);
  for (const [at, { fired_at }] of told.firings.toReversed().entries()) {
    expect(Math.abs(Date.parse(fired_at) - (expected[at] ?? 0))).toBeLessThanOrEqual(MINUTE_MS);
  }

  // What the console refuses stands at its field, and cannot be saved.
  await threshold.fill('400');
  await expect(drawer.getByText(`${RULE} takes 0 to 100 %, not 400.`)).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Save rule' })).toBeDisabled();
  await threshold.fill('');
  await expect(drawer.getByText('A number is needed.')).toBeVisible();
  await threshold.fill('65');
  await expect(preview).toContainText(sentence(timesOf(65, 600)));
  await expectNothingSerious(page);

  await drawer.getByRole('button', { name: 'Save rule' }).click();
  await expect(drawer).toBeHidden();
  await expect(row).toContainText('> 65 %');
  await expect(row).toContainText('after 10 min');
  expect(await ruleOf(url)).toMatchObject({ threshold: 65, for_s: 600, enabled: true });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toContainText('after 5 min');
  expect(await ruleOf(url)).toMatchObject({ threshold: 80, for_s: 300 });

  // Off and on in the table, and back to the default from the drawer.
  await row.getByRole('switch').setChecked(false, { force: true });
  await expect(row).toContainText('Off');
  await expect.poll(async () => (await ruleOf(url)).enabled).toBe(false);
  await row.getByRole('link', { name: RULE }).click();
  await drawer.getByRole('button', { name: /^Back to default: 80 %, after 5 min/ }).click();
  await drawer.getByRole('button', { name: 'Save rule' }).click();
  await expect(drawer).toBeHidden();
  expect(await ruleOf(url)).toMatchObject({ threshold: 80, for_s: 300, enabled: true });

  // A rule whose figures history does not keep says so.
  await page.goto(`${url}/alerts/rules/HighPSI`);
  await expect(page.getByRole('dialog', { name: 'HighPSI' }).getByRole('status')).toContainText('keeps no figures');
});

test('the overview leads to the alerts, and a list that cannot be had says so', async ({
  page,
  allowed,
  watched: { url },
}) => {
  allowed.push({ pattern: /alerts|503|Failed to load/, because: 'the answers are taken away' });
  await fireAtOnce(url);
  // Without a result the overview is about the first one.
  const scene = await encodeScene(renderScene(7, DEFAULT_KNOBS), 90);
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(scene)]), 'scene.jpg');
  expect((await fetch(`${url}/v1/yolo/detect/`, { method: 'POST', body: form })).status).toBe(200);
  await page.goto(url);
  const panel = page.getByRole('region', { name: 'Active alerts' });
  await panel.getByRole('link', { name: 'All alerts' }).click();
  await expect(page).toHaveURL(`${url}/alerts`);
  await expect(
    page.getByRole('region', { name: 'Firing' }).getByRole('row', { name: new RegExp(`^${RULE}`) }),
  ).toBeVisible();
  await page.route('**/v1/monitoring/alerts*', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        ...{ type: 'about:blank', title: 'Unavailable', status: 503, code: 'storage_failed' },
        ...{ detail: 'The disk is full.', request_id: 'r' },
      }),
    }),
  );
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('The disk is full.');
  await expect(page.getByText('No alert fires')).toHaveCount(0);
  await page.unroute('**/v1/monitoring/alerts*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('region', { name: 'Firing' })).toContainText(RULE);
});
