import { SCENARIO_IDS, type ScenarioId } from '../../native/contract/http/demo.ts';
import { NORMAL_PICTURES } from '../../native/demo/line/scenarios.ts';
import { alarmFigures, alarmTable, type Delays, delayFigures, images, percent } from './alarm-figures.ts';
import type { LineCache } from './line-cache.ts';
import type { LinePicture } from './line-pictures.ts';
import { Pool, type Watched } from './replay.ts';

/** The feature that a scenario is about; none of a normal shift. */
export const ABOUT: Readonly<Record<ScenarioId, string | null>> = {
  normal_shift: null,
  failing_lamp: 'brightness',
  out_of_focus: 'sharpness',
  new_part: 'embedding',
  mix_change: 'dominant_class',
};

/** Pictures of one run of a scenario after its good ones, and of a normal shift, that are drawn on. */
export const SCENARIO_PICTURES = 120;
export const QUIET_PICTURES = 1_000;

export interface SceneRuns {
  /** Runs of the line: normal ones that the pool is made of, and those of each scenario. */
  seeds: { normal: readonly number[]; scenarios: readonly number[] };
  /** Of the simulation, of each kind with the six features; a quarter of that with all, whose embeddings take longer. */
  runs: number;
  images: number;
  patience: number;
}

/** All pictures of a normal shift with these seeds, one run after the other. */
async function normalPictures(cache: LineCache, seeds: readonly number[]): Promise<LinePicture[]> {
  const runs: LinePicture[][] = [];
  for (const seed of seeds) {
    runs.push(await cache.run({ scenario: 'normal_shift', seed }, NORMAL_PICTURES + QUIET_PICTURES));
  }
  return runs.flat();
}

async function scenarioRuns(
  cache: LineCache,
  scenario: ScenarioId,
  seeds: readonly number[],
): Promise<LinePicture[][]> {
  const runs: LinePicture[][] = [];
  for (const seed of seeds) {
    const pictures = await cache.run({ scenario, seed }, NORMAL_PICTURES + SCENARIO_PICTURES);
    runs.push(pictures.slice(NORMAL_PICTURES));
  }
  return runs;
}

/**
 * The same simulation with what the detector has found on drawn scenes of the line in place of made-up numbers, once for
 * the six features and once for all that the console watches; and how soon each scenario of the line is found.
 */
export async function simulateScenes(cache: LineCache, settings: SceneRuns, say: (text: string) => void) {
  const { seeds, runs, images: length, patience } = settings;
  const pictures = await normalPictures(cache, seeds.normal);
  const simulate = (watched: Watched, count: number) => {
    const pool = new Pool(pictures, watched);
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    const quiet = numbers.map((seed) => pool.runQuietly(seed, length));
    return {
      pool,
      figures: alarmFigures(
        quiet,
        numbers.map((seed) => pool.runShifted(-seed, patience)),
      ),
      numbers,
    };
  };
  say(`\n${pictures.length} scenes of a normal shift, ${runs} runs, the six features:\n`);
  const six = simulate('six', runs);
  say(alarmTable(six.figures));
  const fewer = Math.ceil(runs / 4);
  say(`\nThe same scenes, ${fewer} runs, all features and the embedding; half of the six moved:\n`);
  const all = simulate('all', fewer);
  say(alarmTable(all.figures));
  say(`\nThe scenarios, all features, ${fewer} runs each; missed: not within ${SCENARIO_PICTURES} images:\n`);
  const scenarios: { scenario: ScenarioId; delays: Delays[] }[] = [];
  for (const scenario of SCENARIO_IDS) {
    const about = ABOUT[scenario];
    if (about === null) continue;
    const changed = await scenarioRuns(cache, scenario, seeds.scenarios);
    scenarios.push({ scenario, delays: all.numbers.map((seed) => all.pool.runScenario(seed, changed, about)) });
  }
  say(scenarioTable(scenarios));
  return { six: six.figures, all: all.figures };
}

/** The first of the two that is raised. */
const eitherOf = ({ confirmed, feature, ...rest }: Delays): Delays => {
  const raised = [confirmed, feature].filter((delay) => delay !== null);
  const first = raised.length === 0 ? null : Math.min(...raised);
  return { ...rest, confirmed: first, feature };
};

function scenarioTable(scenarios: readonly { scenario: ScenarioId; delays: readonly Delays[] }[]): string {
  const rows = scenarios.map(({ scenario, delays }) => {
    const cell = (runs: readonly Delays[], rule: 'confirmed' | 'feature' | 'single') => {
      const { median_delay, missed } = delayFigures(runs, rule);
      return `${images(median_delay)}${missed > 0 ? `, ${percent(missed)} missed` : ''}`;
    };
    const either = delays.map(eitherOf);
    const { p90_delay, missed } = delayFigures(either, 'confirmed');
    return `| ${scenario} | ${cell(delays, 'single')} | ${cell(delays, 'confirmed')} | ${ABOUT[scenario]}: ${cell(delays, 'feature')} | ${images(p90_delay)} | ${percent(missed)} |`;
  });
  return [
    '| scenario | single check | alarm of the data set | alarm of its feature | 90 % have one of both within | missed by both |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
