/**
 * What the window costs: blocked main thread while a folder of photographs is detected, the slider's way to the screen,
 * scrolling through 20,000 results, and the answers to their filters. Prints figures beside their targets.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../e2e/window/browser.ts';
import { dropFiles } from '../e2e/window/drop.ts';
import { table } from '../native/cli/terminal.ts';
import { startConsole } from '../native/testing/console.ts';
import { hasShared, sharedPath } from '../native/testing/shared.ts';
import { fillHistory } from './window/fill.ts';
import { beginObserving, readObserved } from './window/observe.ts';

const RESULTS = 20_000;
const PHOTOGRAPHS = 200;
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const quantile = (numbers: readonly number[], q: number) =>
  [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * q))] ?? 0;
const worst = (numbers: readonly number[]) => Math.max(0, ...numbers);
const ms = (value: number) => `${value.toFixed(1)} ms`;

async function batch(page: Page, url: string) {
  await page.goto(`${url}/detect`);
  const folder = sharedPath('images/coco-val2017/images');
  const photographs = readdirSync(folder).map((name) => join(folder, name));
  const many = Array.from({ length: PHOTOGRAPHS }, (_, i) => photographs[i % photographs.length] as string);
  await dropFiles(page, many);
  await beginObserving(page, { frames: false });
  const started = performance.now();
  await page.getByText(`${PHOTOGRAPHS} images done`).first().waitFor({ timeout: 180_000 });
  const { long_tasks_ms } = await readObserved(page);
  const seconds = (performance.now() - started) / 1_000;
  return { photographs: PHOTOGRAPHS, seconds, long_tasks: long_tasks_ms.length, longest_task_ms: worst(long_tasks_ms) };
}

/** From a change of the slider to the frame that shows it, in milliseconds. */
async function slider(page: Page) {
  const spent = await page.evaluate<number[]>(`(async () => {
    const slider = document.querySelector('.thresholds input[type=range]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const spent = [];
    for (let i = 0; i < 60; i++) {
      const before = performance.now();
      set.call(slider, String(0.05 + (i % 30) / 40));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      spent.push(performance.now() - before);
    }
    return spent;
  })()`);
  return { steps: spent.length, median_ms: quantile(spent, 0.5), p95_ms: quantile(spent, 0.95) };
}

async function scroll(page: Page, url: string) {
  await page.goto(`${url}/history`);
  const list = page.locator('.history-scroller');
  await list.waitFor();
  await list.hover();
  await beginObserving(page, { frames: true });
  for (let i = 0; i < 300; i++) await page.mouse.wheel(0, 400);
  const { frame_ms, long_tasks_ms } = await readObserved(page);
  return {
    results: RESULTS,
    frames: frame_ms.length,
    median_frame_ms: quantile(frame_ms, 0.5),
    p95_frame_ms: quantile(frame_ms, 0.95),
    longest_task_ms: worst(long_tasks_ms),
  };
}

async function filters(url: string) {
  const queries = [
    'class=bus',
    'class=dog&min_score=0.9',
    'q=picture-0001',
    'min_count=5',
    'source=bench',
    'q=nothing',
  ];
  const spent: number[] = [];
  for (let round = 0; round < 5; round++) {
    for (const query of queries) {
      const before = performance.now();
      await (await fetch(`${url}/v1/history/inferences?limit=100&${query}`)).arrayBuffer();
      spent.push(performance.now() - before);
    }
  }
  return { requests: spent.length, median_ms: quantile(spent, 0.5), worst_ms: worst(spent) };
}

async function measure() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-bench-window-'));
  fillHistory(dataFolder, RESULTS);
  const vigil = await startConsole({ dataFolder, model: sharedPath('models/yolox-nano-416.onnx') });
  const browser = await chromium.launch(findBrowser());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const scrolled = await scroll(page, vigil.url);
    const filtered = await filters(vigil.url);
    const detected = await batch(page, vigil.url);
    return { batch: detected, slider: await slider(page), scroll: scrolled, filters: filtered };
  } finally {
    await browser.close();
    await vigil.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

if (!hasShared) {
  process.stdout.write('The photographs and the model that this bench measures with are not here; set VIGIL_SHARED.\n');
} else {
  const figures = await measure();
  const { batch: detected, slider: slid, scroll: scrolled, filters: filtered } = figures;
  process.stdout.write(
    `${table([
      [
        '200 photographs dropped',
        `${detected.seconds.toFixed(1)} s`,
        `${detected.long_tasks} tasks over 50 ms`,
        `longest ${ms(detected.longest_task_ms)}`,
        'target: none',
      ],
      ['slider to screen', ms(slid.median_ms), `p95 ${ms(slid.p95_ms)}`, '', 'target: a frame, 16.7 ms'],
      [
        'scrolling 20,000 results',
        `${ms(scrolled.median_frame_ms)} a frame`,
        `p95 ${ms(scrolled.p95_frame_ms)}`,
        `longest task ${ms(scrolled.longest_task_ms)}`,
        'target: 16.7 ms',
      ],
      ['filters over 20,000 results', ms(filtered.median_ms), '', `worst ${ms(filtered.worst_ms)}`, 'target <= 100 ms'],
    ])}\n`,
  );
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
}
