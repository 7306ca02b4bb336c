/**
 * How often the drift rule is wrong and how long it takes to be right, simulated with the console's own verdict:
 * `npm run bench:drift-alarms [-- --runs N] [-- --scenes] [-- --json]`. Seeded: the same figures on every machine.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { alarmFigures, alarmTable, percent } from './drift/alarm-figures.ts';
import { FEATURES } from './drift/draw.ts';
import { LineCache } from './drift/line-cache.ts';
import { openLine } from './drift/line-pictures.ts';
import { CONFIG } from './drift/rules.ts';
import { simulateScenes } from './drift/scene-alarms.ts';
import { runChanged, runQuietly } from './drift/stream.ts';

const IMAGES = 1_000;
/** A change that is not found within so many images counts as missed. */
const PATIENCE = 300;
const TARGET = { false_alarms: 0.01, delay: 80 };
/** Runs of the line that normal scenes are taken from, and those that each scenario is. */
const LINE_SEEDS = { normal: [1, 2], scenarios: [1, 2, 3, 4, 5] };

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, scenes: { type: 'boolean' }, json: { type: 'boolean' } },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs ${values.runs} is not a whole number from 1 on`);
const say = (text: string) => void process.stdout.write(`${text}\n`);

async function overScenes() {
  const line = await openLine(
    join(import.meta.dirname, '../models/starter.onnx'),
    Math.max(1, availableParallelism() - 1),
  );
  try {
    const cache = await LineCache.open(line);
    const settings = { seeds: LINE_SEEDS, runs, images: IMAGES, patience: PATIENCE };
    const found = await simulateScenes(cache, settings, say);
    say(`\n${cache.made} pictures were drawn and detected on, all others taken from ${cache.folder}.`);
    return found;
  } finally {
    await line.close();
  }
}

const started = performance.now();
const seeds = Array.from({ length: runs }, (_, index) => index + 1);
const { reference_size, current_size, step } = CONFIG;
say(
  `${runs} runs of ${IMAGES} images without drift, and as many with half of the ${FEATURES.length} features moved by ` +
    `one standard deviation; reference ${reference_size}, current window ${current_size}, a check each ${step} images.\n` +
    `Targets: false alarms of the data set in at most ${percent(TARGET.false_alarms)} of runs, median delay at most ` +
    `${TARGET.delay} images.\n`,
);
const figures = alarmFigures(
  seeds.map((seed) => runQuietly(seed, IMAGES)),
  seeds.map((seed) => runChanged(-seed, PATIENCE)),
);
say(alarmTable(figures));
const scenes = values.scenes ? await overScenes() : null;
say(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
if (values.json) say(JSON.stringify({ bench: 'drift-alarms', runs, images: IMAGES, figures, scenes }));
