/**
 * Retakes the pictures of docs/screens: every page, dark and light, over scenes of the demo line. Needs a browser:
 * `node scripts/screenshots.ts [MODEL] [--out FOLDER]`, by default with the starter model of this checkout.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../e2e/window/browser.ts';
import { dropFiles } from '../e2e/window/drop.ts';
import { DemoStatus, type StartDemoBody } from '../native/contract/http/demo.ts';
import { HistoryPage } from '../native/contract/http/history.ts';
import { startConsole } from '../native/testing/console.ts';
import { drawLabelled, drawScenes } from './screenshots/scenes.ts';

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
const OUT = values.out ?? join(import.meta.dirname, '../docs/screens');
const SIZE = { width: 1280, height: 800 };
/** For the page that is left on a second screen. */
const WIDE = { width: 2560, height: 1440 };
/** The light has begun to fall, so that every course on the page shows something. */
const DEMO: StartDemoBody = { scenario: 'failing_lamp', rate: 8, seed: 7 };
const WORTH_SHOWING = 188;
const PATIENCE_MS = 300_000;

/** How each page is brought to what is worth showing, in this order. The first image dropped is the one shown. */
const PAGES: Readonly<Record<string, (page: Page, url: string, pictures: readonly string[]) => Promise<void>>> = {
  async detect(page, url, pictures) {
    await page.goto(`${url}/detect`);
    await dropFiles(page, pictures);
    await page.getByText(`${pictures.length} images done`).first().waitFor();
  },
  async overview(page, url) {
    await page.goto(url);
    await post(`${url}/v1/demo/start`, DEMO);
    await demoAt(url, WORTH_SHOWING);
    // What is out of view is not asked for again: the panels below are brought into it once, as a user would.
    await page.getByTestId('latest-result').first().scrollIntoViewIfNeeded();
    await page.getByRole('region', { name: 'Demo line' }).scrollIntoViewIfNeeded();
    await page.getByTestId('demo-picture').waitFor();
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  },
  async demo(page) {
    // By the page's own key, so that it goes on with the course that the window has watched.
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.getByTestId('demo-picture').waitFor();
    await page.getByText(/of the parts found/).waitFor();
  },
  async drift(page, url) {
    await page.goto(`${url}/drift`);
    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'checked' }).waitFor({ timeout: PATIENCE_MS });
    await page.getByRole('button', { name: 'Brightness' }).click();
    await page.getByRole('img', { name: /^Distribution of brightness/ }).waitFor();
    await page.evaluate(() => scrollTo(0, 0));
  },
  async alerts(page, url) {
    await page.goto(`${url}/alerts`);
    await page.getByRole('heading', { name: /^Firing/ }).waitFor();
    await page.getByText('Drift', { exact: false }).first().waitFor({ timeout: PATIENCE_MS });
  },
  async rules(page, url) {
    await page.goto(`${url}/alerts/rules`);
    await page.getByText('HighLatency').first().waitFor();
  },
  async channels(page, url) {
    await page.goto(`${url}/alerts/channels`);
    await page.getByRole('region', { name: 'Webhook' }).waitFor();
  },
  async history(page, url) {
    await post(`${url}/v1/demo/stop`, {});
    await page.goto(`${url}/history`);
    await page.getByRole('gridcell').first().waitFor();
  },
  async result(page, url) {
    const answer = await fetch(`${url}/v1/history/inferences?q=belt-001&limit=1`);
    const [first] = HistoryPage.parse(await answer.json()).items;
    await page.goto(`${url}/history/${first?.inference_id}`);
    await page.getByTestId('image-stage').waitFor();
  },
  async models(page, url) {
    await page.goto(`${url}/models`);
    await page.getByText('Where it runs').waitFor();
  },
  async evaluations(page, url) {
    await page.goto(`${url}/models/evaluations`);
    await page.getByText('mAP50', { exact: true }).first().waitFor({ timeout: PATIENCE_MS });
  },
  async system(page, url) {
    await page.goto(`${url}/system`);
    await page.getByRole('region', { name: 'Processes of this console' }).waitFor();
  },
  async settings(page, url) {
    await page.goto(`${url}/settings`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  },
};

async function take(page: Page, name: string): Promise<void> {
  // Charts answer to the new width before they hold still; events keep a connection open.
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
  const path = join(OUT, `${name}.png`);
  await page.screenshot({ path });
  process.stdout.write(`${path}\n`);
}

async function post(address: string, body: unknown): Promise<void> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
}

/** Waits until the line has come to a picture; rejects when it fails or takes too long. */
async function demoAt(url: string, picture: number): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(250)) {
    const { line, run } = DemoStatus.parse(await (await fetch(`${url}/v1/demo`)).json());
    if (line.state === 'failed') throw new Error(`The demo line failed: ${line.reason}`);
    if (run !== null && run.pictures >= picture) return;
  }
  throw new Error(`The demo line did not come to picture ${picture} in ${PATIENCE_MS / 1_000} s`);
}

/** The model with all that stands beside it, in a folder whose name says nothing of this machine. */
function copyModel(given: string, folder: string): string {
  if (!existsSync(given)) throw new Error(`There is no ${given}. Name a detector model: scripts/screenshots.ts MODEL`);
  const stem = basename(given).replace(/onnx$/, '');
  for (const name of readdirSync(dirname(given))) {
    if (name.startsWith(stem)) copyFileSync(join(dirname(given), name), join(folder, name));
  }
  return join(folder, basename(given));
}

const folder = mkdtempSync(join(tmpdir(), 'vigil-screens-'));
const model = copyModel(positionals[0] ?? join(import.meta.dirname, '../models/starter.onnx'), folder);
const pictures = await drawScenes(folder);
mkdirSync(OUT, { recursive: true });
const labelled = drawLabelled(join(folder, 'parts'));
const vigil = await startConsole({ model });
const browser = await chromium.launch(findBrowser());
try {
  await post(`${vigil.url}/v1/evaluations`, labelled);
  for (const colorScheme of ['dark', 'light'] as const) {
    const page = await browser.newPage({ viewport: SIZE, colorScheme, reducedMotion: 'reduce' });
    for (const [name, show] of Object.entries(PAGES)) {
      await show(page, vigil.url, pictures);
      await take(page, `${name}-${colorScheme}`);
      if (name !== 'overview') continue;
      await page.setViewportSize(WIDE);
      await page.getByText('Active alerts').first().waitFor();
      await take(page, `${name}-wide-${colorScheme}`);
      await page.setViewportSize(SIZE);
    }
    await page.close();
  }
} finally {
  await browser.close();
  await vigil.stop();
  rmSync(folder, { recursive: true, force: true });
}
