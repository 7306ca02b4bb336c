import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Request } from '@playwright/test';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { expect, test } from './fixtures.ts';

const STARTER = join(import.meta.dirname, '../../models/starter.onnx');
const picture = () => new Blob([readFileSync(join(import.meta.dirname, '../../docs/screens/detect-light.png'))]);

/** Sends a picture as a third program would. */
async function detect(url: string, source: string): Promise<void> {
  const body = new FormData();
  body.append('file', picture(), 'third.png');
  const response = await fetch(`${url}/v1/yolo/detect/?source=${source}`, { method: 'POST', body });
  expect(response.status).toBe(200);
}

/** What a page asks the API for from now on, without the stream itself. */
function requestsOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request: Request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/v1/') && pathname !== '/v1/events') asked.push(pathname);
  });
  return asked;
}

const streamOf = (page: Page) => page.waitForResponse((response) => response.url().includes('/v1/events'));

test.describe('the events', () => {
  test.skip(!existsSync(STARTER), 'models/starter.onnx is not here');

  let vigil: RunningConsole;
  test.beforeAll(async () => {
    vigil = await startConsole({ model: STARTER });
  });
  test.afterAll(() => vigil.stop().then(() => undefined));
  test.afterEach(({ page }) => page.goto('about:blank').then(() => undefined));

  test('bring what a third program did to every page that is open', async ({ page, context }) => {
    const other = await context.newPage();
    const [first] = await Promise.all([streamOf(page), page.goto(`${vigil.url}/`)]);
    expect(first.headers()['content-type']).toContain('text/event-stream');
    await Promise.all([streamOf(other), other.goto(`${vigil.url}/history`)]);
    await expect(page.getByRole('contentinfo')).toContainText('Connected');
    await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
    await detect(vigil.url, 'third');
    await expect(page.getByTestId('latest-result')).toHaveCount(1);
    await expect(other.getByRole('button', { name: /1 new/ }).or(other.getByText('third.png')).first()).toBeVisible();
    await other.goto('about:blank');
    await other.close();
  });

  test('are followed over one connection, and spare a page that shows nothing new its questions', async ({ page }) => {
    await Promise.all([streamOf(page), page.goto(`${vigil.url}/history`)]);
    await expect(page.getByRole('contentinfo')).toContainText('Connected');
    let streams = 0;
    page.on('request', (request) => {
      if (request.url().includes('/v1/events')) streams++;
    });
    await page.waitForTimeout(3_000);
    const idle = requestsOf(page);
    await page.waitForTimeout(8_000);
    // Asked every second, this page would have sent some 30.
    expect(idle.length, idle.join(' ')).toBeLessThanOrEqual(6);
    for (const path of ['/models', '/drift', '/system']) {
      await page.evaluate((to) => history.pushState(null, '', to), path);
      await page.waitForTimeout(300);
    }
    expect(streams).toBe(0);
  });

  test('of much work cause no storm: each thing is asked for at its pace', async ({ page }) => {
    test.slow();
    await Promise.all([streamOf(page), page.goto(`${vigil.url}/`)]);
    await expect(page.getByRole('contentinfo')).toContainText('Connected');
    const start = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const body = JSON.stringify({ scenario: 'normal_shift', rate: 10 });
    expect((await fetch(`${vigil.url}/v1/demo/start`, { ...start, body })).status).toBe(200);
    await expect(page.getByTestId('demo-state')).toHaveText('Running', { timeout: 30_000 });
    const asked = requestsOf(page);
    const since = Date.now();
    await page.waitForTimeout(10_000);
    const seconds = (Date.now() - since) / 1_000;
    await fetch(`${vigil.url}/v1/demo/stop`, { method: 'POST' });
    const counts = new Map<string, number>();
    for (const path of asked) counts.set(path, (counts.get(path) ?? 0) + 1);
    for (const [path, count] of counts) {
      // Two lists come from the address of history; pictures have addresses of their own.
      if (/thumbnail|image/.test(path)) continue;
      // A dozen charts, whose time goes on without events, every five seconds.
      if (/\/history\/(series|events)$/.test(path)) {
        expect(count, path).toBeLessThanOrEqual(12 * (seconds / 5 + 2));
        continue;
      }
      expect(count, path).toBeLessThanOrEqual((path === '/v1/history/inferences' ? 4 : 2) * (seconds + 1));
    }
    expect(counts.get('/v1/status') ?? 0).toBeLessThanOrEqual(3);
    expect(counts.get('/v1/demo') ?? 0).toBeGreaterThan(2);
  });

  test('are let go by a page that is hidden, and taken up where they were when it is seen', async ({ page }) => {
    test.slow();
    await detect(vigil.url, 'seen');
    await Promise.all([streamOf(page), page.goto(`${vigil.url}/history`)]);
    await expect(page.getByRole('contentinfo')).toContainText('Connected');
    const hide = (hidden: boolean) =>
      page.evaluate(
        (state) => {
          Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
          document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
        },
        hidden ? 'hidden' : 'visible',
      );
    const gone = page.waitForEvent('requestfailed', (request) => request.url().includes('/v1/events'));
    await expect(page.getByRole('gridcell').first()).toBeVisible();
    const settling = requestsOf(page);
    let before = -1;
    while (before < settling.length) {
      before = settling.length;
      await page.waitForTimeout(2_000);
    }
    await hide(true);
    // By the page's own clock: what was asked for before it was hidden may be heard of later.
    const since = await page.evaluate(() => performance.now());
    await detect(vigil.url, 'hidden');
    await gone;
    const asked = await page.evaluate(
      (from) =>
        performance
          .getEntriesByType('resource')
          // Alerts are asked for once a minute: the title of the tab tells of them.
          .filter(({ startTime, name }) => startTime > from && /\/v1\/(?!monitoring\/alerts\?)/.test(name))
          .map(({ name }) => name),
      since,
    );
    expect(asked).toEqual([]);
    const again = page.waitForRequest((request) => request.url().includes('/v1/events'));
    await hide(false);
    expect((await again).headers()['last-event-id']).toMatch(/^[0-9a-f]{8}-\d+$/);
    await expect(page.getByRole('gridcell').first()).toBeVisible();
  });
});

test('come to a browser that has signed in with the token', async ({ page }) => {
  const token = 'a-token-of-some-length';
  const vigil = await startConsole({ environment: { VIGIL_TOKEN: token } });
  try {
    const [stream] = await Promise.all([streamOf(page), page.goto(`${vigil.url}/#token=${token}`)]);
    expect(stream.status()).toBe(200);
    await expect(page.getByRole('contentinfo')).toContainText('Connected');
    await page.goto('about:blank');
  } finally {
    await vigil.stop();
  }
});

test.describe('a console that is killed and comes back', () => {
  test.use({
    allowed: [{ pattern: /Failed to load resource|ERR_CONNECTION/, because: 'the console is killed on purpose' }],
  });
  test.skip(!existsSync(STARTER), 'models/starter.onnx is not here');

  test('is said to be gone, and its events are followed again without a reload', async ({ page }) => {
    test.slow();
    const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-stream-'));
    const first = await startConsole({ dataFolder, model: STARTER });
    const { port } = new URL(first.url);
    try {
      await Promise.all([streamOf(page), page.goto(first.url)]);
      const status = page.getByRole('contentinfo');
      await expect(status).toContainText('Connected');
      first.process.kill('SIGKILL');
      await once(first.process, 'exit');
      await expect(status).toContainText('Connection lost');
      const resumed = streamOf(page);
      const second = await startConsole({ dataFolder, model: STARTER, args: ['--port', port] });
      try {
        await expect(status).toContainText('Connected');
        expect((await resumed).status()).toBe(200);
        await detect(second.url, 'after');
        await expect(page.getByTestId('latest-result')).toHaveCount(1);
        await page.goto('about:blank');
      } finally {
        await second.stop();
      }
    } finally {
      first.process.kill('SIGKILL');
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});
