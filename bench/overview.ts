/**
 * What the overview costs while results come: tasks of the page's main thread over 50 ms, frames, and its heap before and
 * after, both once garbage is collected. Results are those of the demo line. Prints figures beside their targets.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type CDPSession, chromium } from '@playwright/test';
import { findBrowser } from '../e2e/window/browser.ts';
import { table } from '../native/cli/terminal.ts';
import { ConsoleStatus } from '../native/contract/http/status.ts';
import { findStarter } from '../native/starter/starter.ts';
import { startConsole } from '../native/testing/console.ts';
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
  const vigil = await startConsole({ model });
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
    const before = await heapBytes(session);
    const busyBefore = await busySeconds(session);
    const resultsBefore = await resultsOf(vigil.url);
    const tasks = await processorTimes(browser, page, async () => {
      await beginObserving(page);
      await sleep(SECONDS * 1_000);
    });
    const { long_tasks_ms, frame_ms } = await readObserved(page);
    const busy = (await busySeconds(session)) - busyBefore;
    const results = (await resultsOf(vigil.url)) - resultsBefore;
    const after = await heapBytes(session);
    return {
      seconds: SECONDS,
      results_per_s: results / SECONDS,
      long_tasks: long_tasks_ms.length,
      longest_task_ms: Math.max(0, ...long_tasks_ms),
      long_tasks_processor: tasks.filter((ms) => ms > 50).length,
      longest_task_processor_ms: tasks.reduce((longest, ms) => Math.max(longest, ms), 0),
      blocked_share: long_tasks_ms.reduce((sum, ms) => sum + ms, 0) / (SECONDS * 1_000),
      busy_share: busy / SECONDS,
      frames_per_s: frame_ms.length / SECONDS,
      heap_before_bytes: before,
      heap_after_bytes: after,
    };
  } finally {
    await browser.close();
    await vigil.stop();
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
        `${figures.long_tasks} in ${figures.seconds} s`,
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
      ['frames', `${figures.frames_per_s.toFixed(1)} a second`, '', 'target: 60'],
      [
        'heap',
        `${megabytes(figures.heap_before_bytes)} before`,
        `${megabytes(figures.heap_after_bytes)} after`,
        'target: no growth',
      ],
    ])}\n`,
  );
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
}
