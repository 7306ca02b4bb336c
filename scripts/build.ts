/** Builds what is older than its sources: the page of the console, and the desktop shell. `--force` builds both. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Target {
  /** What it is, for people. */
  name: string;
  /** File that is there, and new, when it is built. */
  product: string;
  /** Files and folders it is made of; tests aside. */
  sources: readonly string[];
  /** What makes it: a script for Node.js and its arguments. */
  command: readonly string[];
}

export const RENDERER: Target = {
  name: 'the page of the console',
  product: 'dist/renderer/index.html',
  sources: ['renderer', 'native/contract', 'native/boxes', 'vite.config.ts', 'package-lock.json'],
  command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
};

export const SHELL: Target = {
  name: 'the desktop shell',
  product: 'dist/electron/main.js',
  sources: ['electron', 'native', 'scripts/build-electron.ts', 'package.json', 'package-lock.json'],
  command: ['scripts/build-electron.ts'],
};

const isTest = (path: string) => /\.test\.tsx?$/.test(path) || /(^|[/\\])testing[/\\]/.test(path);

/** Whether any source is newer than the product, or the product is missing. Paths are relative to `root`. */
export function isStale(root: string, { product, sources }: Target): boolean {
  const built = statSync(join(root, product), { throwIfNoEntry: false })?.mtimeMs;
  return built === undefined || sources.some((source) => newest(join(root, source)) > built);
}

/** Milliseconds since 1970 of the last change of a file, or of any file in a folder; 0 where there is none. */
function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !isTest(file));
  return Math.max(0, ...files.map((file) => statSync(file).mtimeMs));
}

/**
 * Builds one target where it is stale. Where what builds it is not installed (production dependencies alone), an older
 * product is good enough. Rejects where it cannot be built.
 */
export async function build(root: string, target: Target, say: (line: string) => void, force = false): Promise<void> {
  if (!force && !isStale(root, target)) return;
  const script = join(root, target.command[0] as string);
  if (!existsSync(script) && existsSync(join(root, target.product))) return;
  if (!existsSync(script)) throw new Error(`${target.name} cannot be built: ${script} is missing. Run "npm ci".`);
  say(`Building ${target.name}`);
  const child = spawn(process.execPath, target.command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (code !== 0) throw new Error(`${target.name} cannot be built: see above (it ended with ${code ?? signal}).`);
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const force = process.argv.includes('--force');
  try {
    await build(root, RENDERER, say, force);
    await build(root, SHELL, say, force);
  } catch (error) {
    say((error as Error).message);
    process.exitCode = 3;
  }
}
