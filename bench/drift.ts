/** What a drift check costs: `npm run bench:drift [-- --json]`. */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { table } from '../native/cli/terminal.ts';
import { DriftConfig } from '../native/contract/drift.ts';
import { checkDrift } from '../native/drift/verdict/check.ts';
import { sharedPath } from '../native/testing/shared.ts';
import { DIMENSION, drawWindow } from './drift/windows.ts';
import { describeMachine, watchQuietness } from './machine.ts';
import { reportMachine, reportQuietness } from './report.ts';
import { type Spread, spread } from './statistics.ts';

const SIZES = [
  { reference: 100, current: 50, runs: 400, target_ms: 5 },
  { reference: 10_000, current: 5_000, runs: 30, target_ms: 100 },
] as const;
/** Windows taken in turn, so that no run finds the last one's values. */
const WINDOWS = 5;

interface Figures extends Spread {
  reference: number;
  current: number;
  target_ms: number;
  best: number;
}

function measure({ reference, current, runs, target_ms }: (typeof SIZES)[number]): Figures {
  const config = DriftConfig.parse({ reference_size: reference, current_size: current });
  const before = drawWindow(reference, 1);
  const after = Array.from({ length: WINDOWS }, (_, index) => drawWindow(current, index + 2));
  const check = (run: number) => {
    const started = performance.now();
    checkDrift(before, after[run % WINDOWS] ?? before, config);
    return performance.now() - started;
  };
  for (let run = 0; run < runs / 4; run++) check(run);
  const times = Array.from({ length: runs }, (_, run) => check(run));
  return { reference, current, target_ms, ...spread(times), best: Math.min(...times) };
}

const Anchors = z.object({
  method: z.string(),
  results_ms: z.record(z.string(), z.record(z.string(), z.object({ median_ms: z.number() }))),
});

/** Medians of the libraries, where the shared test data has them. */
function anchorsFor({ reference, current }: Figures): string[][] {
  const path = sharedPath('reference/drift-speed.json');
  if (!existsSync(path)) return [];
  const { results_ms } = Anchors.parse(JSON.parse(readFileSync(path, 'utf8')));
  const results = results_ms[`ref_${reference}_cur_${current}`] ?? {};
  const row = (name: string, key: string) => {
    const median = results[key]?.median_ms;
    return median === undefined ? [] : [[name, ms(median), '', '']];
  };
  return [
    ...row('  scipy and numpy, without permutations *', 'scipy_numpy_core_full'),
    ...row("  Evidently's defaults, 6 columns and a classifier *", 'evidently_defaults_full'),
    ...row('  Evidently, all methods *', 'evidently_all_methods_full'),
    ...row('  Evidently, report with plots *', 'evidently_report_full_with_plots'),
  ];
}

const ms = (value: number) => `${value.toFixed(2)} ms`;
const say = (text: string) => void process.stdout.write(`${text}\n`);

const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
const machine = describeMachine();
say(reportMachine(machine));
const quietness = watchQuietness();
const figures = SIZES.map(measure);
const rows = figures.flatMap((figure) => [
  [
    `reference ${figure.reference}, current ${figure.current}`,
    ms(figure.median),
    ms(figure.p95),
    ms(figure.best),
    `target <= ${figure.target_ms} ms`,
  ],
  ...anchorsFor(figure),
]);
say(
  `\nOne check of 8 features and an embedding of ${DIMENSION} numbers, 1,999 permutations\n${table(
    [['', 'median', 'p95', 'best', ''], ...rows],
    [1, 2, 3],
  )}`,
);
if (rows.length > figures.length) say('* as stated in the shared test data, measured on another machine');
say(reportQuietness(quietness()));
if (values.json) say(JSON.stringify({ bench: 'drift', at: new Date().toISOString(), machine, figures }));
