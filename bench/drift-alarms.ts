/**
 * How often the drift rule is wrong and how long it takes to be right, simulated with the console's own verdict:
 * `npm run bench:drift-alarms [-- --runs N] [-- --json]`. Seeded: the same figures on every machine.
 */
import { parseArgs } from 'node:util';
import { FEATURES } from './drift/draw.ts';
import { CONFIG, RULES, type Rule } from './drift/rules.ts';
import { runChanged, runQuietly } from './drift/stream.ts';
import { percentile } from './statistics.ts';

const IMAGES = 1_000;
/** A change that is not found within so many images counts as missed. */
const PATIENCE = 300;

const NAMES: Readonly<Record<Rule, string>> = {
  confirmed: 'Vigil, alarm (confirmed by a second window)',
  single: 'Vigil, single check',
  evidently: "Evidently's default rule",
};
const TARGET = { false_alarms: 0.01, delay: 80 };

interface Figures {
  rule: Rule;
  false_alarms: number;
  /** Above this the true rate lies with a chance of at most 2.5 %. */
  upper_limit: number;
  median_delay: number;
  p90_delay: number;
  missed: number;
}

/** Wilson's upper limit of a share at 95 %, two-sided. */
function upperLimit(hits: number, runs: number): number {
  const z = 1.96;
  const share = hits / runs;
  const spread = z * Math.sqrt((share * (1 - share)) / runs + (z / (2 * runs)) ** 2);
  return (share + z ** 2 / (2 * runs) + spread) / (1 + z ** 2 / runs);
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function table(figures: readonly Figures[]): string {
  const rows = figures.map(
    ({ rule, false_alarms, upper_limit, median_delay, p90_delay, missed }) =>
      `| ${NAMES[rule]} | ${percent(false_alarms)} | ${percent(upper_limit)} | ${median_delay} | ${p90_delay} | ${percent(missed)} |`,
  );
  return [
    '| rule | runs with a false alarm | 95 % limit | median delay | 90 % found within | missed |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const { values } = parseArgs({ options: { runs: { type: 'string', default: '1000' }, json: { type: 'boolean' } } });
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${values.runs} is not a whole number from 1 on`);
const say = (text: string) => void process.stdout.write(`${text}\n`);
const started = performance.now();
const seeds = Array.from({ length: runs }, (_, index) => index + 1);
const quiet = seeds.map((seed) => runQuietly(seed, IMAGES));
const changed = seeds.map((seed) => runChanged(-seed, PATIENCE));
const figures = RULES.map((rule): Figures => {
  const hits = quiet.filter((found) => found[rule]).length;
  const delays = changed.map((delay) => delay[rule] ?? Number.POSITIVE_INFINITY);
  return {
    rule,
    false_alarms: hits / runs,
    upper_limit: upperLimit(hits, runs),
    median_delay: percentile(delays, 0.5),
    p90_delay: percentile(delays, 0.9),
    missed: delays.filter((delay) => delay === Number.POSITIVE_INFINITY).length / runs,
  };
});
const { reference_size, current_size, step } = CONFIG;
say(
  `${runs} runs of ${IMAGES} images without drift, and as many with half of the ${FEATURES.length} features moved by ` +
    `one standard deviation; reference ${reference_size}, current window ${current_size}, a check each ${step} images.\n` +
    `Targets: false alarms in at most ${percent(TARGET.false_alarms)} of runs, median delay at most ${TARGET.delay} ` +
    `images. ${((performance.now() - started) / 1000).toFixed(0)} s.\n`,
);
say(table(figures));
if (values.json) say(JSON.stringify({ bench: 'drift-alarms', runs, images: IMAGES, figures }));
