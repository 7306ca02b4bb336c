import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { PreparedStack, StackOptions } from './prepare.ts';

/** The programs, with the names that a distribution gives them. */
const PROGRAMS = {
  prometheus: ['prometheus'],
  alertmanager: ['alertmanager', 'prometheus-alertmanager'],
} as const;
export type ProgramName = keyof typeof PROGRAMS;

/** The command of a program that is on the path, or null. */
export function findProgram(name: ProgramName): string | null {
  return PROGRAMS[name].find((command) => spawnSync(command, ['--version']).status === 0) ?? null;
}

export function startPrometheus(
  command: string,
  folder: string,
  { prometheusConfig }: PreparedStack,
  { prometheusPort }: StackOptions,
): ChildProcess {
  return spawn(
    command,
    [
      `--config.file=${prometheusConfig}`,
      `--storage.tsdb.path=${join(folder, 'prometheus-data')}`,
      '--storage.tsdb.retention.time=15d',
      `--web.listen-address=127.0.0.1:${prometheusPort}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
}

export function startAlertmanager(
  command: string,
  folder: string,
  { alertmanagerConfig }: PreparedStack,
  { alertmanagerPort }: StackOptions,
): ChildProcess {
  return spawn(
    command,
    [
      `--config.file=${alertmanagerConfig}`,
      `--storage.path=${join(folder, 'alertmanager-data')}`,
      `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
}

/** Resolves once an address answers 200; rejects when the program has ended before, or after a minute. */
export async function untilReady(address: string, program: ChildProcess): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    if (program.exitCode !== null) throw new Error(`${program.spawnfile} ended with status ${program.exitCode}`);
    if ((await fetch(address).catch(() => null))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${address} did not answer within a minute`);
}

/** Asks a program to end; resolves when it has. */
export async function stopProgram(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = new Promise((resolve) => program.once('exit', resolve));
  program.kill('SIGTERM');
  await ended;
}
