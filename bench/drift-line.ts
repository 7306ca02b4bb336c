/**
 * Whether each scenario of the demo line is raised, and how soon, and whether a normal shift raises nothing:
 * `npm run bench:drift-line [-- --seeds N] [-- --threads N] [-- --json]`. Drawn pictures go through the detector with the
 * starter model into the service's drift monitor; seeded, so that the pictures are the same on every machine.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { table } from '../native/cli/terminal.ts';
import { SCENARIO_IDS, type ScenarioId } from '../native/contract/http/demo.ts';
import { NORMAL_PICTURES } from '../native/demo/line/scenarios.ts';
import { LineCache } from './drift/line-cache.ts';
import { openLine } from './drift/line-pictures.ts';
import { type Raised, watchPictures } from './drift/line-watch.ts';
import { ABOUT, QUIET_PICTURES, SCENARIO_PICTURES } from './drift/scene-alarms.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    threads: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
    json: { type: 'boolean' },
  },
});
const whole = (name: 'seeds' | 'threads') => {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} ${values[name]} is not a whole number from 1 on`);
  return number;
};
const say = (text: string) => void process.stdout.write(`${text}\n`);

interface Row extends Raised {
  scenario: ScenarioId;
  seed: number;
  ok: boolean;
}

function isOk(scenario: ScenarioId, { dataset, features }: Raised): boolean {
  const about = ABOUT[scenario];
  if (about === null) return dataset === null && features.size === 0;
  return [dataset, features.get(about) ?? null].some((at) => at !== null && at <= NORMAL_PICTURES + SCENARIO_PICTURES);
}

/** How many pictures after the last good one. */
const after = (at: number | null | undefined) => (at == null ? '-' : String(at - NORMAL_PICTURES));

function cells({ scenario, seed, single, dataset, features, ok }: Row): string[] {
  const about = ABOUT[scenario];
  const others = [...features].filter(([name]) => name !== about).map(([name, at]) => `${name} ${after(at)}`);
  return [
    scenario,
    String(seed),
    after(single),
    after(dataset),
    about === null ? '' : `${about} ${after(features.get(about))}`,
    others.join(', ') || '-',
    ok ? 'yes' : 'NO',
  ];
}

const seeds = Array.from({ length: whole('seeds') }, (_, index) => index + 1);
const started = performance.now();
const line = await openLine(join(import.meta.dirname, '../models/starter.onnx'), whole('threads'));
try {
  const cache = await LineCache.open(line);
  const rows: Row[] = [];
  for (const scenario of SCENARIO_IDS) {
    for (const seed of seeds) {
      const pictures = await cache.run(
        { scenario, seed },
        NORMAL_PICTURES + (ABOUT[scenario] === null ? QUIET_PICTURES : SCENARIO_PICTURES),
      );
      const raised = await watchPictures(line, pictures, NORMAL_PICTURES);
      rows.push({ scenario, seed, ...raised, ok: isOk(scenario, raised) });
    }
  }
  const head = ['SCENARIO', 'SEED', 'SINGLE CHECK', 'DATA SET', 'ITS FEATURE', 'OTHER FEATURES', 'AS IT SHOULD BE'];
  say(table([head, ...rows.map(cells)], [1, 2, 3]));
  say(
    `\nPictures after the ${NORMAL_PICTURES} good ones at which an alarm was raised, confirmed by a second window; of the data set ` +
      `also the first single check. A bad scenario is to be raised within ${SCENARIO_PICTURES}, as drift of the data set or of its\n` +
      `feature; ${QUIET_PICTURES.toLocaleString('en')} pictures of a normal shift are to raise nothing. ${cache.made} pictures were made, others taken from ` +
      `${cache.folder}. ${((performance.now() - started) / 1000).toFixed(0)} s.`,
  );
  const missed = rows.filter(({ ok }) => !ok).length;
  say(missed === 0 ? 'All is as it should be.' : `${missed} of ${rows.length} runs are not as they should be.`);
  if (values.json) {
    const plain = rows.map(({ features, ...row }) => ({ ...row, features: Object.fromEntries(features) }));
    say(
      JSON.stringify({
        bench: 'drift-line',
        normal_pictures: NORMAL_PICTURES,
        patience: SCENARIO_PICTURES,
        rows: plain,
      }),
    );
  }
} finally {
  await line.close();
}
