/**
 * What the overview costs while results come: tasks of the page's main thread over 50 ms, and its heap minute by
 * minute, each time once garbage is collected. Results are those of the demo line. Prints figures beside their targets.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type CDPSession, chromium } from '@playwright/test';
import { findBrowser } from '../e2e/window/browser.ts';
import { table } from '../native/cli/terminal.ts';
import { ConsoleStatus } from '../native/contract/http/status.ts';
import { findStarter } from '../native/starter/starter.ts';
import { startConsole } from '../native/testing/console.ts';
import { fillHistory } from './window/fill.ts';
import { beginObserving, readObserved } from './window/observe.ts';
import { processorTimes } from './window/tasks.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  },
});
const SECONDS = Number(values.seconds);
const RATE = Number(values.rate);
if (!(SECONDS > 0) || !(RATE > 0)) throw new Error('--seconds and --rate take numbers above 0');
/** A trace of more than this does not fit into the browser's buffer. */
const TRACED_S = Math.min(60, SECONDS);
/** What the charts show at first. They are full from the beginning, so that a heap that grows is not that of more points. */
const SHOWN_S = 15 * 60;
/** The page has drawn its charts several times before it is measured. */
const WARM_S = 15;

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

/** Processor time of the page's main thread so far, in seconds: what others take of the machine is not in it. */
async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

async function resultsOf(url: string): Promise<number> {
  return ConsoleStatus.parse(await (await fetch(`${url}/v1/status`)).json()).history.count;
}

async function measure(model: string) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-bench-overview-'));
  fillHistory(dataFolder, SHOWN_S);
  const vigil = await startConsole({ model, dataFolder });
  const browser = await chromium.launch(findBrowser());
  try {
    const body = JSON.stringify({ scenario: 'failing_lamp', rate: RATE, seed: 7 });
    const headers = { 'content-type': 'application/json' };
    const started = await fetch(`${vigil.url}/v1/demo/start`, { method: 'POST', headers, body });
    if (!started.ok) throw new Error(`The demo line does not start: ${await started.text()}`);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(vigil.url);
    await page.locator('.chart[data-rows]').first().waitFor();
    await sleep(WARM_S * 1_000);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const heap = [await heapBytes(session)];
    const busyBefore = await busySeconds(session);
    const resultsBefore = await resultsOf(vigil.url);
    const tasks = await processorTimes(browser, page, async () => {
      await beginObserving(page, { frames: false });
      await sleep(TRACED_S * 1_000);
    });
    const { long_tasks_ms } = await readObserved(page);
    const busy = (await busySeconds(session)) - busyBefore;
    const results = (await resultsOf(vigil.url)) - resultsBefore;
    heap.push(await heapBytes(session));
    for (let left = SECONDS - TRACED_S; left > 0; left -= 60) {
      await sleep(Math.min(60, left) * 1_000);
      heap.push(await heapBytes(session));
    }
    return {
      seconds: SECONDS,
      traced_s: TRACED_S,
      results: (await resultsOf(vigil.url)) - resultsBefore,
      results_per_s: results / TRACED_S,
      long_tasks: long_tasks_ms.length,
      longest_task_ms: Math.max(0, ...long_tasks_ms),
      long_tasks_processor: tasks.filter((ms) => ms > 50).length,
      longest_task_processor_ms: tasks.reduce((longest, ms) => Math.max(longest, ms), 0),
      blocked_share: long_tasks_ms.reduce((sum, ms) => sum + ms, 0) / (TRACED_S * 1_000),
      busy_share: busy / TRACED_S,
      heap_bytes: heap,
    };
  } finally {
    await browser.close();
    await vigil.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

const starter = findStarter(join(import.meta.dirname, '../models'));
if (starter === null) {
  process.stdout.write('The starter model, which the demo line is looked at with, is not here.\n');
} else {
  const figures = await measure(starter);
  process.stdout.write(
    `${table([
      ['results', `${figures.results_per_s.toFixed(1)} a second`, `asked for ${RATE}`, ''],
      [
        'tasks over 50 ms',
        `${figures.long_tasks} in ${figures.traced_s} s`,
        `longest ${figures.longest_task_ms.toFixed(0)} ms, ${(figures.blocked_share * 100).toFixed(1)} % of the time`,
        'target: none',
      ],
      [
        'by processor time',
        `${figures.long_tasks_processor} over 50 ms`,
        `longest ${figures.longest_task_processor_ms.toFixed(0)} ms`,
        'target: none',
      ],
      ['main thread', `${(figures.busy_share * 100).toFixed(1)} % of a processor`, '', 'target: none'],
      [
        `heap over ${figures.seconds} s`,
        `${megabytes(figures.heap_bytes[0] ?? 0)} before`,
        `${megabytes(figures.heap_bytes.at(-1) ?? 0)} after ${figures.results} results`,
        'target: no growth',
      ],
      ['  minute by minute', figures.heap_bytes.map(megabytes).join(', ')],
    ])}\n`,
  );
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
}
