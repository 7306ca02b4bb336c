import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One life of the fake: it writes `frames` one after the other at the interval it is asked for, `$n` standing for the
 * number of the frame, and then goes on as said: with the last frame for ever, silent but alive, or dead.
 */
export interface Life {
  frames: readonly string[];
  afterwards: 'repeat' | 'hang' | { exit: number };
  stderr?: string;
}

/** What each of the two ways of being called does: the first life at the first start, the last for all further ones. */
export interface Plan {
  gpus: readonly [Life, ...Life[]];
  processes: readonly [Life, ...Life[]];
}

export interface Start {
  kind: 'gpus' | 'processes';
  args: string[];
  pid: number;
}

export interface FakeNvidiaSmi {
  /** Put this first on PATH. */
  folder: string;
  file: string;
  change(plan: Plan): void;
  /** Every start so far: of which kind, with which arguments, as which process. */
  starts(): Start[];
  /** The newest process of each kind. */
  newest(): Start[];
  delete(): void;
}

/** Runs on its own, in a process that knows nothing of this project. */
const SCRIPT = `#!NODE
const fs = require('node:fs');
const path = require('node:path');
const args = process.argv.slice(2);
const kind = args.some((arg) => arg.startsWith('--query-gpu=')) ? 'gpus' : 'processes';
const every = Number(args[args.indexOf('-lms') + 1]);
const lives = JSON.parse(fs.readFileSync(path.join(__dirname, 'plan.json'), 'utf8'))[kind];
const log = path.join(__dirname, 'starts-' + kind);
const before = fs.existsSync(log) ? fs.readFileSync(log, 'utf8').split('\\n').length - 1 : 0;
fs.appendFileSync(log, JSON.stringify({ kind, args, pid: process.pid }) + '\\n');
const life = lives[Math.min(before, lives.length - 1)];
if (life.stderr) process.stderr.write(life.stderr);
process.stdout.on('error', () => process.exit(0));
let n = 0;
function step() {
  if (n >= life.frames.length && life.afterwards !== 'repeat') {
    clearInterval(timer);
    if (life.afterwards === 'hang') setInterval(() => {}, 1000);
    else process.exitCode = life.afterwards.exit;
    return;
  }
  const frame = life.frames[Math.min(n, life.frames.length - 1)];
  n++;
  process.stdout.write(frame.replaceAll('$n', n));
}
const timer = setInterval(step, every);
step();
`;

/** A program named nvidia-smi in a folder of its own, which behaves as planned. Not for Windows. */
export function createFakeNvidiaSmi(plan: Plan): FakeNvidiaSmi {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-nvidia-smi-'));
  const file = join(folder, 'nvidia-smi');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, SCRIPT.replace('NODE', process.execPath), { mode: 0o755 });
  const change = (next: Plan) => writeFileSync(join(folder, 'plan.json'), JSON.stringify(next));
  change(plan);
  const startsOf = (kind: Start['kind']): Start[] => {
    const log = join(folder, `starts-${kind}`);
    if (!existsSync(log)) return [];
    return readFileSync(log, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line): Start => JSON.parse(line));
  };
  return {
    folder,
    file,
    change,
    starts: () => [...startsOf('gpus'), ...startsOf('processes')],
    newest: () => [...startsOf('gpus').slice(-1), ...startsOf('processes').slice(-1)],
    delete: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** One healthy GPU, `used` MiB of its 24,576 in use; `used` may be `$n`. */
export const gpuLine = (used: number | string = 2_048, index = 0) =>
  `${index}, 00000000:0${index + 1}:00.0, 570.124.06, [N/A], 24576, ${used}, 22144, 37, 54, 182.50, 450.00, NVIDIA GeForce RTX 4090\n`;

/** A report of one GPU that these processes use, memory in the words of the driver. */
export const processReport = (processes: Readonly<Record<number, string>>) => {
  const rows = Object.entries(processes).map(
    ([pid, memory]) =>
      `        Process ID                        : ${pid}\n            Type                          : C\n            Name                          : node\n            Used GPU Memory               : ${memory}\n`,
  );
  const list =
    rows.length === 0 ? '    Processes                             : None\n' : `    Processes\n${rows.join('')}`;
  return `\n==============NVSMI LOG==============\n\nAttached GPUs                             : 1\nGPU 00000000:01:00.0\n${list}\n`;
};
