/** What a long history costs: `npm run bench:history [-- --results 50000] [--json]`. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { table } from '../native/cli/terminal.ts';
import { openStore } from '../native/store/open.ts';
import { loadSqlite } from '../native/store/runtime.ts';
import { BATCH, DAYS, fill } from './history/fill.ts';
import {
  type Figure,
  measurePages,
  measureRetention,
  measureSeries,
  measureWriting,
  type Writing,
} from './history/measure.ts';
import { describeMachine, watchQuietness } from './machine.ts';
import { reportMachine, reportQuietness } from './report.ts';

/** Results a second that writing should reach. */
const WRITING_TARGET = 5_000;
const WRITTEN = 20_000;

const say = (text: string) => void process.stdout.write(`${text}\n`);
const ms = (value: number) => `${value.toFixed(2)} ms`;
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
const whole = (value: number) => Math.round(value).toLocaleString('en');

/** Bytes of the file that each table with its indexes takes, where this SQLite tells. */
function sizes(file: string): { table: string; bytes: number }[] {
  const db = new (loadSqlite())(file, { readonly: true });
  try {
    return db
      .prepare<[], { table: string; bytes: number }>(
        `SELECT s.tbl_name AS "table", sum(d.pgsize) AS bytes FROM dbstat d JOIN sqlite_schema s ON s.name = d.name
           WHERE d.aggregate = TRUE GROUP BY s.tbl_name ORDER BY bytes DESC LIMIT 6`,
      )
      .all();
  } catch {
    return [];
  } finally {
    db.close();
  }
}

const row = ({ name, median, p95, best, cpu_ms, target_ms, answer }: Figure) => [
  name,
  ms(median),
  ms(p95),
  ms(best),
  ms(cpu_ms),
  `target <= ${target_ms} ms${median > target_ms ? ', MISSED' : ''}`,
  answer,
];

function reportWriting({ batch, results, detections, per_s, cpu_us, longest_ms }: Writing): string {
  const wanted = `target >= ${whole(WRITING_TARGET)}/s${per_s < WRITING_TARGET ? ', MISSED' : ''}`;
  return table([
    [`writing, ${batch} ${batch === 1 ? 'result' : 'results'} to a transaction`, `${whole(per_s)}/s`, wanted],
    ['  results, detections', `${whole(results)}, ${whole(detections)}`],
    ['  processor time of one', `${cpu_us.toFixed(0)} µs of the thread, good for ${whole(1e6 / cpu_us)}/s`],
    ['  longest call', ms(longest_ms)],
  ]);
}

const { values } = parseArgs({ options: { json: { type: 'boolean' }, results: { type: 'string' } } });
const count = Number(values.results ?? 1_000_000);
if (!Number.isInteger(count) || count < 1) throw new Error('--results: a whole number, at least 1');

const machine = describeMachine();
say(reportMachine(machine));
const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-history-'));
try {
  const quietness = watchQuietness();
  const store = openStore(folder);
  say(`\nMaking a history of ${whole(count)} results over ${DAYS} days in ${folder}`);
  const end = Date.now();
  const line = fill(store, count, end, say);
  const series = measureSeries(store, end);
  const pages = measurePages(store);
  const writing = [1, BATCH].map((batch) => measureWriting(store, line, WRITTEN, batch));
  const retention = measureRetention(store, 5_000);
  store.close();
  const file = statSync(store.path).size;
  say(
    `\n${table([['', 'median', 'p95', 'best', 'processor', '', ''], ...[...series, ...pages, retention].map(row)], [1, 2, 3, 4])}`,
  );
  for (const figures of writing) say(`\n${reportWriting(figures)}`);
  say('  the roll-ups of what was written are with it, once a second');
  say(`\nfile ${mb(file)}, ${whole(file / count)} bytes a result (no embeddings, thumbnails of the newest 500)`);
  for (const { table: name, bytes } of sizes(store.path)) say(`  ${name}: ${mb(bytes)}`);
  const seen = quietness();
  say(reportQuietness(seen));
  if (values.json) {
    const figures = { series, pages, retention, writing, file_bytes: file };
    say(
      JSON.stringify({ bench: 'history', at: new Date().toISOString(), machine, count, ...figures, quietness: seen }),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
