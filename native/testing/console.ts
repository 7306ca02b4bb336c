import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STARTER_VARIABLE } from '../starter/starter.ts';

/** A real headless console in a process of its own, as a user starts it. */
export interface RunningConsole {
  url: string;
  pid: number;
  process: ChildProcess;
  dataFolder: string;
  stderr(): string;
  /** SIGTERM and wait; removes the data folder when this call made it. Answers the exit status. */
  stop(): Promise<number | null>;
}

export interface ConsoleOptions {
  model?: string;
  /** Model to start with in place of the one that comes with Vigil; without one the console starts with none. */
  starter?: string;
  dataFolder?: string;
  args?: readonly string[];
  environment?: Readonly<Record<string, string>>;
}

const entry = join(import.meta.dirname, '../../bin/vigil.mjs');

/** Starts `vigil serve` on a free port and waits for its one line; rejects with its stderr when it ends before that. */
export async function startConsole(options: ConsoleOptions = {}): Promise<RunningConsole> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'vigil-console-'));
  const args = ['serve', '--port', '0', '--data-dir', dataFolder];
  if (options.model !== undefined) args.push('--model', options.model);
  if (options.starter === undefined) args.push('--no-starter');
  const child = spawn(process.execPath, [entry, ...args, ...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...(options.starter !== undefined && { [STARTER_VARIABLE]: options.starter }),
      ...options.environment,
    },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const line = /^listening on (http:\/\/\S+)$/m.exec(stdout);
      if (line !== null) resolve(line[1] as string);
    });
    child.once('exit', (code, signal) => reject(new Error(`The console ended with ${code ?? signal}: ${stderr}`)));
  });
  return {
    url,
    pid: child.pid as number,
    process: child,
    dataFolder,
    stderr: () => stderr,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

/** Process ids of the direct children of a process whose command line contains `word`, read from /proc. */
export function childPids(parent: number, word: string): number[] {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return children.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
    } catch {
      return false;
    }
  });
}

/** Resident memory of a process in MiB, read from /proc. */
export function residentMiB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}
