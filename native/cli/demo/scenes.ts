import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { PARTS, type Part, type SceneKnobs } from '../../contract/demo.ts';
import { VigilError } from '../../contract/errors.ts';
import { FIRST_UNTRAINED_SEED, sceneSeedRule } from '../../demo/scenes/seeds.ts';
import { Progress } from '../detect/progress.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { jsonOption, parsedBy } from '../options.ts';
import { print, printable, printJson, say, table } from '../terminal.ts';
import { type KnobOptions, knobOptions, knobsOf } from './knob-options.ts';
import { prepareSceneFolder } from './scene-folder.ts';

interface ScenesOptions extends KnobOptions {
  seed: number;
  count: number;
  out: string;
  workers: number;
  force?: true;
  json?: true;
}

/** What was written; `objects` are the labelled parts. */
export interface ScenesReport {
  folder: string;
  seed: number;
  images: number;
  objects: number;
  by_class: Record<Part, number>;
  unlabelled: number;
  knobs: SceneKnobs;
}

const wholeNumber = (least: number, most: number) =>
  parsedBy(z.string().transform(Number).pipe(z.int().min(least).max(most)));

export function scenesCommand(end: (status: ExitStatus) => void): Command {
  const command = new Command('scenes')
    .description('Draws pictures of the line with their labels: a data set to train on, or to measure with.')
    .addOption(
      new Option('--seed <number>', 'seed of the first picture; each next one has the next seed')
        .argParser(wholeNumber(0, Number.MAX_SAFE_INTEGER))
        .default(0),
    )
    .addOption(
      new Option('--count <number>', 'how many pictures').argParser(wholeNumber(1, 1_000_000)).makeOptionMandatory(),
    )
    .addOption(new Option('--out <folder>', 'folder to make').makeOptionMandatory())
    .addOption(new Option('--force', 'replace the scenes of an earlier run in the folder'));
  for (const option of knobOptions()) command.addOption(option);
  return command
    .addOption(
      new Option('--workers <number>', 'threads that draw; they do not change the result')
        .argParser(wholeNumber(1, 256))
        .default(availableParallelism(), 'one a core'),
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nSeeds from ${FIRST_UNTRAINED_SEED} on are never to be trained on: measure with those.` +
        '\n\nExample: vigil demo scenes --seed 900000 --count 200 --light 0.3 --out dim',
    )
    .action(async (options: ScenesOptions) => {
      await drawScenes(options);
      end(EXIT.ok);
    });
}

async function drawScenes(options: ScenesOptions): Promise<void> {
  const { seed, count, out } = options;
  // Not added up: a sum beyond the largest exact number would be rounded back to it.
  if (seed > Number.MAX_SAFE_INTEGER - (count - 1)) {
    throw new VigilError('invalid_parameter', `The last seed would be above ${Number.MAX_SAFE_INTEGER}.`);
  }
  if (sceneSeedRule(seed) !== sceneSeedRule(seed + count - 1)) {
    say(`Seeds from ${FIRST_UNTRAINED_SEED} on are never to be trained on, and this set holds some beside others.`);
  }
  const knobs = knobsOf(options);
  await prepareSceneFolder(out, { made_by: 'vigil demo scenes', seed, count, knobs }, options.force === true);
  const { writeScenes } = await import('./write-scenes.ts');
  const progress = new Progress(count, process.stderr.isTTY);
  const started = performance.now();
  const written = await writeScenes({ folder: out, seed, count, knobs, workers: options.workers }, () =>
    progress.around(() => {}),
  );
  const report: ScenesReport = { folder: out, seed, images: count, ...written, knobs };
  if (options.json) printJson(report);
  else print(inWords(report, (performance.now() - started) / 1_000));
}

function inWords({ folder, seed, images, objects, by_class, unlabelled }: ScenesReport, seconds: number): string {
  const rows = PARTS.map((part) => [part, String(by_class[part])]);
  const none = unlabelled === 0 ? '' : `, and ${unlabelled} parts without label`;
  return [
    `${images} pictures of seeds ${seed} to ${seed + images - 1} with ${objects} labelled parts${none} in ${printable(folder)}`,
    table([['CLASS', 'PARTS'], ...rows], [1]),
    `${(images / seconds).toFixed(1)} pictures a second`,
  ].join('\n');
}
