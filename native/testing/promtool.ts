import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PATH = '/usr/bin/promtool';

/** Why tests with promtool are skipped; null where they can run. Debian's package prometheus brings it. */
export const withoutPromtool: string | null = whyNot();

function whyNot(): string | null {
  if (!existsSync(PATH)) return 'promtool is not installed';
  const version = execFileSync(PATH, ['--version'], { encoding: 'utf8' });
  // From 3 on a window leaves out its begin, and rates come out a hair different.
  return /version [12]\./.test(version) ? null : 'this promtool is newer than 2';
}

/** Runs promtool; `ok` where it has found no fault. */
export function promtool(...args: string[]): { ok: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(PATH, args, { encoding: 'utf8' });
  return { ok: status === 0, output: `${stdout}${stderr}` };
}
