import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';

const LOWERED = join(import.meta.dirname, 'testing/lowered.ts');

/** Niceness of every thread of a process: field 19 of /proc/PID/task/TID/stat, whose second field may hold spaces. */
const nicenessOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).map((tid) => {
    const stat = readFileSync(`/proc/${pid}/task/${tid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
  });

describe.runIf(process.platform === 'linux')('priority', () => {
  it('lowers the thread that asks, and no other of its process', async () => {
    const before = nicenessOf(process.pid).filter((niceness) => niceness === 19).length;
    const worker = new Worker(LOWERED);
    await once(worker, 'message');
    expect(nicenessOf(process.pid).filter((niceness) => niceness === 19)).toHaveLength(before + 1);
    worker.postMessage('end');
    await once(worker, 'exit');
  });

  it('lowers all threads of the process that asks', async () => {
    const child = fork(LOWERED);
    await once(child, 'message');
    const all = nicenessOf(child.pid as number);
    expect(all.length).toBeGreaterThan(1);
    expect(new Set(all)).toEqual(new Set([7]));
    child.disconnect();
    await once(child, 'exit');
  });
});
