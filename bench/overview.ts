/**
 * What the overview costs while results come: tasks of the page's main thread over 50 ms, and its heap minute by
 * minute, each time once garbage is collected. Results are of pictures that a client sends, as cameras do; with `--demo`
 * the console draws them itself, which takes as much of a processor as all else. Prints figures beside their targets.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { table } from '../native/cli/terminal.ts';
import { ConsoleStatus } from '../native/contract/http/status.ts';
import { findStarter } from '../native/starter/starter.ts';
import { startConsole } from '../native/testing/console.ts';
import { fillHistory } from './window/fill.ts';
import { openPageBeside, type PageBeside } from './window/page-beside.ts';
import { drawPictures, type Sender, sendAtRate } from './window/sender.ts';
import { traceTasks } from './window/tasks.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '10' },
    demo: { type: 'boolean', default: false },
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
/** The longest that a task may be, in milliseconds: 50 is what browsers call long (w3c.github.io/longtasks). */
const LONG_MS = 50;

async function heapBytes({ devtools, session }: PageBeside): Promise<number> {
  await devtools.ask(z.looseObject({}), 'HeapProfiler.collectGarbage', {}, session);
  return (await devtools.ask(z.looseObject({ usedSize: z.number() }), 'Runtime.getHeapUsage', {}, session)).usedSize;
}

const Metrics = z.looseObject({ metrics: z.array(z.looseObject({ name: z.string(), value: z.number() })) });

/** Processor time of the page's main thread so far, in seconds: what others take of the machine is not in it. */
async function busySeconds({ devtools, session }: PageBeside): Promise<number> {
  const { metrics } = await devtools.ask(Metrics, 'Performance.getMetrics', {}, session);
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

async function resultsOf(url: string): Promise<number> {
  return ConsoleStatus.parse(await (await fetch(`${url}/v1/status`)).json()).history.count;
}

async function startDemo(url: string): Promise<Sender> {
  const body = JSON.stringify({ scenario: 'failing_lamp', rate: RATE, seed: 7 });
  const headers = { 'content-type': 'application/json' };
  const started = await fetch(`${url}/v1/demo/start`, { method: 'POST', headers, body });
  if (!started.ok) throw new Error(`The demo line does not start: ${await started.text()}`);
  return { stop: async () => {} };
}

async function measure(model: string) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-bench-overview-'));
  fillHistory(dataFolder, SHOWN_S);
  const pictures = values.demo ? [] : await drawPictures();
  const vigil = await startConsole({ model, dataFolder });
  let page: PageBeside | undefined;
  try {
    page = await openPageBeside(vigil.url);
    const sender = values.demo ? await startDemo(vigil.url) : sendAtRate(vigil.url, pictures, RATE);
    await page.waitFor(`document.querySelector('.chart[data-rows]') !== null`);
    await sleep(WARM_S * 1_000);
    const timed = { timeDomain: 'threadTicks' };
    await page.devtools.ask(z.looseObject({}), 'Performance.enable', timed, page.session);
    const heap = [await heapBytes(page)];
    const tracedFrom = performance.now();
    const busyBefore = await busySeconds(page);
    const resultsBefore = await resultsOf(vigil.url);
    const tasks = await traceTasks(page, () => sleep(TRACED_S * 1_000));
    const tracedFor = (performance.now() - tracedFrom) / 1_000;
    const busy = (await busySeconds(page)) - busyBefore;
    const results = (await resultsOf(vigil.url)) - resultsBefore;
    heap.push(await heapBytes(page));
    for (let left = SECONDS - TRACED_S; left > 0; left -= 60) {
      await sleep(Math.min(60, left) * 1_000);
      heap.push(await heapBytes(page));
    }
    const allResults = (await resultsOf(vigil.url)) - resultsBefore;
    await sender.stop();
    const long = tasks.filter(({ wall_ms }) => wall_ms > LONG_MS);
    const longest = (times: readonly number[]) => times.reduce((most, ms) => Math.max(most, ms), 0);
    return {
      source: values.demo ? 'demo' : 'client',
      seconds: SECONDS,
      traced_s: TRACED_S,
      results: allResults,
      results_per_s: results / tracedFor,
      tasks: tasks.length,
      long_tasks: long.length,
      longest_task_ms: longest(tasks.map(({ wall_ms }) => wall_ms)),
      long_tasks_processor: tasks.filter(({ processor_ms }) => processor_ms > LONG_MS).length,
      longest_task_processor_ms: longest(tasks.map(({ processor_ms }) => processor_ms)),
      blocked_share: long.reduce((sum, { wall_ms }) => sum + wall_ms, 0) / (TRACED_S * 1_000),
      busy_share: busy / tracedFor,
      heap_bytes: heap,
    };
  } finally {
    await page?.close();
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
        `${figures.long_tasks} of ${figures.tasks} in ${figures.traced_s} s`,
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
    ])}\nheap minute by minute: ${figures.heap_bytes.map(megabytes).join(', ')}\n`,
  );
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
}
