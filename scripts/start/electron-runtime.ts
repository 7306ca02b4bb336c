import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The executable inside Electron's folder. */
export function electronExecutable(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** Full path of an Electron that is here already: in ELECTRON_OVERRIDE_DIST_PATH, else where npm keeps it; else null. */
export function findElectron(
  root: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const given = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = given === undefined || given === '' ? join(root, 'node_modules/electron/dist') : given;
  const executable = join(folder, electronExecutable(platform));
  return existsSync(executable) ? executable : null;
}

export interface Fetching {
  /** Null when it has come in time, else why it has not. */
  failure: Promise<string | null>;
  /** Ends a download that is still under way. */
  abandon(): void;
}

/**
 * Fetches Electron's runtime, which its npm package leaves to the first start. After `limitMs` it is no longer waited for,
 * but goes on until it is abandoned, so that a slow connection has it for the next start.
 */
export function fetchElectron(root: string, limitMs: number): Fetching {
  const script = join(root, 'node_modules/electron/install.js');
  if (!existsSync(script)) {
    return { failure: Promise.resolve('the npm package electron is not installed'), abandon() {} };
  }
  const child = spawn(process.execPath, [script], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(0, 10_000);
  });
  const failure = new Promise<string | null>((resolve) => {
    const limit = setTimeout(() => {
      child.unref();
      resolve(`its runtime did not come within ${limitMs / 1_000} s; it is fetched on for the next start`);
    }, limitMs);
    child.once('error', ({ message }) => done(`its runtime cannot be fetched (${message})`));
    child.once('close', (code) => done(code === 0 ? null : `its runtime cannot be fetched (${firstError(stderr)})`));
    function done(outcome: string | null) {
      clearTimeout(limit);
      resolve(outcome);
    }
  });
  return { failure, abandon: () => void child.kill() };
}

/** What an uncaught error says of itself, without where it came from. */
export function firstError(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const line =
    lines.find((text) => /^\w*Error\b/.test(text)) ?? lines.find((text) => text !== '') ?? 'for no reason given';
  return line.slice(0, 200);
}
