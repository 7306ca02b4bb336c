import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { STARTER_VARIABLE } from '../../starter/starter.ts';

export const entry = join(import.meta.dirname, '../../../bin/vigil.mjs');

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/**
 * The command as a user starts it, in a process of its own, with `environment` over this process's. It knows of no starter
 * model unless `environment` names one.
 */
export async function runVigil(
  args: readonly string[],
  options: { node?: string; cwd?: string; environment?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const child = spawn(options.node ?? process.execPath, [entry, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [STARTER_VARIABLE]: 'none', ...options.environment },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr };
}

/** Resolves when a process has written something to stdout; rejects when it ends before that. */
export async function firstOutput(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`It ended with ${code ?? signal} and wrote nothing`);
  });
  await Promise.race([once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data'), ended]);
}

/** A Node.js on this machine that is too old for Vigil but can read bin/vigil.mjs; null where there is none. */
export function findOlderNode(): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'node');
    if (!existsSync(path)) continue;
    const major = Number(execFileSync(path, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }));
    if (major >= 18 && major < 24) return path;
  }
  return null;
}
