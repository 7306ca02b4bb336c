import { open, readFile, rm } from 'node:fs/promises';
import { VigilError } from '../contract/errors.ts';
import { onDisk } from './part-file.ts';

/**
 * Makes sure that one process alone writes a file: a second one would write on into what the first has checked. Held by
 * a file `<file>.part.lock` with the process id in it; one left by a process that is gone counts for nothing.
 *
 * Throws `download_failed` where another process is at it.
 */
export async function lockTarget(target: string): Promise<AsyncDisposable> {
  const path = `${target}.part.lock`;
  const release = { [Symbol.asyncDispose]: () => rm(path, { force: true }).catch(() => undefined) };
  // A lock that is stale is removed once; whoever takes it in between has it.
  for (const isLast of [false, true]) {
    if (await onDisk(target, () => take(path))) return release;
    const pid = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
    if (isLast || isAlive(pid)) {
      throw new VigilError(
        'download_failed',
        `Process ${pid} is fetching ${target} at this moment. Wait for it, or end it.`,
      );
    }
    await rm(path, { force: true });
  }
  throw new Error('unreachable: the second turn returns or throws');
}

async function take(path: string): Promise<boolean> {
  try {
    await using file = await open(path, 'wx', 0o600);
    await file.writeFile(`${process.pid}\n`);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
