/**
 * `npm start`: builds what is stale, then opens the console, in its desktop window where Electron can be had, else in the
 * browser, or says its address. Further arguments are those of `vigil serve`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { hasDisplay, thisMachine } from '../native/cli/browser/browsers.ts';
import { main } from '../native/cli/main.ts';
import { build, RENDERER, SHELL } from './build.ts';
import { runDesktop, type ShellOptions, shellOptions, whyNoWindow } from './start/desktop.ts';
import { type Fetching, fetchElectron, findElectron } from './start/electron-runtime.ts';

const FETCH_LIMIT_MS = 20_000;

const root = join(import.meta.dirname, '..');
const say = (line: string) => void process.stderr.write(`${line}\n`);

type Desktop =
  | { executable: string; options: Extract<ShellOptions, { ok: true }> }
  | { reason: string; fetching: Fetching | null };

async function start(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return main(['serve', '--help']);
  const [desktop] = await Promise.all([findDesktop(args), build(root, RENDERER, say)]);
  if ('reason' in desktop) {
    try {
      return await serve(args, desktop.reason);
    } finally {
      desktop.fetching?.abandon();
    }
  }
  await build(root, SHELL, say);
  const end = await runDesktop(desktop.executable, shellEntry(), desktop.options);
  return end.started ? end.status : serve(args, end.reason);
}

async function findDesktop(args: readonly string[]): Promise<Desktop> {
  const options = shellOptions(args);
  if (!options.ok) return { reason: options.reason, fetching: null };
  const machine = thisMachine();
  const isRootOnLinux = machine.platform === 'linux' && machine.isRoot;
  const obstacle = whyNoWindow(hasDisplay(machine), isRootOnLinux);
  if (obstacle !== null) return { reason: obstacle, fetching: null };
  if (!existsSync(join(root, SHELL.command[0] as string)) && !existsSync(join(root, SHELL.product))) {
    return { reason: 'this copy of Vigil comes without the desktop shell', fetching: null };
  }
  const found = findElectron(root);
  if (found !== null) return { executable: found, options };
  say(`Fetching the Electron runtime, once (at most ${FETCH_LIMIT_MS / 1_000} s)`);
  const fetching = fetchElectron(root, FETCH_LIMIT_MS);
  const failure = await fetching.failure;
  const executable = failure === null ? findElectron(root) : null;
  if (executable !== null) return { executable, options };
  return { reason: `Electron: ${failure ?? 'its runtime was fetched and is not where it should be'}`, fetching };
}

/** The project, whose package.json gives the shell its name and version, where that names the shell's entry. */
function shellEntry(): string {
  const manifest = z.object({ main: z.string().optional() });
  const { main: entry } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return entry === SHELL.product ? root : join(root, SHELL.product);
}

function serve(args: readonly string[], reason: string): Promise<number> {
  say(`No desktop window: ${reason}. The console goes to the browser.`);
  // As bin/vigil.mjs does; handed on to the detector processes.
  process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules/.cache/vigil');
  enableCompileCache(process.env['NODE_COMPILE_CACHE']);
  return main(['serve', '--open', ...args]);
}

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  say(`vigil: ${(error as Error).message}`);
  process.exitCode = 3;
}
