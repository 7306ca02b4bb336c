/** What the bare run of a model costs on one core: `node bench/model-run.ts MODEL.onnx FOLDER` with pictures in the folder. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openFloor } from './floor.ts';
import { describeMachine, watchQuietness } from './machine.ts';
import { percentile, spread } from './statistics.ts';

const MOST_PICTURES = 100;
const say = (text: string) => void process.stdout.write(`${text}\n`);

const [model, folder] = parseArgs({ allowPositionals: true }).positionals;
if (model === undefined || folder === undefined) {
  say('Usage: node bench/model-run.ts MODEL.onnx FOLDER');
  process.exitCode = 2;
} else {
  const pictures = readdirSync(folder)
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort()
    .slice(0, MOST_PICTURES);
  const floor = await openFloor(resolve(model), { threads: 1, spinning: false });
  const quietness = watchQuietness();
  const runs: number[] = [];
  for (const name of pictures) runs.push((await floor.measure(join(folder, name))).run);
  await floor.release();
  const { median, p95 } = spread(runs);
  const others = quietness()?.others;
  say(
    `${runs.length} runs on one thread of ${describeMachine().processor}: fastest ${percentile(runs, 0).toFixed(1)} ms, ` +
      `median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms` +
      (others === undefined ? '' : `; others took ${(others * 100).toFixed(0)} % of the machine`),
  );
}
