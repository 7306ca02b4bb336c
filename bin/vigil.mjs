#!/usr/bin/env node
// Plain JavaScript that any Node.js from 18 on can read: it finds a Node.js that can run the rest. Vigil itself is
// TypeScript and loads add-ons built for Node-API 10, which an older Node.js does not refuse but dies of (SIGSEGV).
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MINIMUM_NODE = 24;
const MINIMUM_NODE_API = 10;
const PARENT_CHECK_MS = 500;
const MARK = 'VIGIL_STARTED_BY_OTHER_NODE';
// Uploads pass through the console's memory at tens of megabytes a second, which has V8 collect its small heap about
// twice a second. Its helper threads then wait for the cores that the model holds, and every request with them: 4 to
// 14 ms on two cores, at most 4 without the helpers. V8 takes this flag only at the start of a process.
const GC_FLAG = '--single-threaded-gc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isSupported =
  Number(process.versions.node.split('.')[0]) >= MINIMUM_NODE && Number(process.versions.napi) >= MINIMUM_NODE_API;
const startedByOther = process.env[MARK] === '1';
delete process.env[MARK];
if (process.env.npm_command !== undefined) endWithShell();

if (isSupported) {
  if (startedByOther) endWithParent();
  else if (process.argv[2] === 'serve' && !process.execArgv.includes(GC_FLAG)) startAgainWith(GC_FLAG);
  // Compiled code is kept inside the project and not in the machine's temporary folder, where other users can write.
  // The variable hands the same cache to the detector processes.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'vigil');
  nodeModule.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  const { main } = await import('../native/cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  const other = startedByOther ? null : ownNode();
  if (other === null) refuse();
  else runOn(other);
}

/** The Node.js that `npm ci` brings as the dev dependency `node`, or null. */
function ownNode() {
  try {
    const manifest = nodeModule.createRequire(import.meta.url).resolve('node/package.json');
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    const executable = join(dirname(manifest), typeof bin === 'string' ? bin : bin.node);
    return [executable, `${executable}.exe`].find((path) => existsSync(path)) ?? null;
  } catch {
    return null;
  }
}

function refuse() {
  process.stderr.write(
    `vigil: This Node.js cannot run Vigil: it is ${process.version} (Node-API ${process.versions.napi}), ` +
      `and Vigil needs Node.js ${MINIMUM_NODE} or newer. ` +
      `Run "npm ci" in ${root}, which brings one along, or install Node.js ${MINIMUM_NODE} from https://nodejs.org.\n`,
  );
  process.exitCode = 3;
}

/** Replaces this process by the same with one more flag, under the same id. Windows cannot, and goes without. */
function startAgainWith(flag) {
  if (process.platform === 'win32' || process.channel !== undefined) return;
  const script = fileURLToPath(import.meta.url);
  const command = [process.execPath, flag, ...process.execArgv, script, ...process.argv.slice(2)];
  process.execve(process.execPath, command, process.env);
}

/** Becomes a thin shell around the other Node.js: same arguments, same stdio, same signals, same way to end. */
function runOn(executable) {
  const child = spawn(executable, [GC_FLAG, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    // The channel carries no message: its end tells the child that this process was killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [MARK]: '1' },
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`vigil: ${executable} does not start: ${error.message}. Run "npm ci" in ${root} again.\n`);
    process.exitCode = 3;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 3;
      return;
    }
    for (const own of signals) process.removeAllListeners(own);
    process.kill(process.pid, signal);
  });
}

function endWithParent() {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}

/**
 * npm and npx start us through a shell, and pass a signal on to that shell alone, which dies of it and tells nobody: the
 * console would stay behind, with its port.
 */
function endWithShell() {
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS);
  timer.unref();
}
