import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';

export interface Machine {
  processor: string;
  cores: number;
  memory_gib: number;
  system: string;
  node: string;
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory_gib: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
  };
}

/** How quiet the machine was while something was measured: figures from a machine that others use mean little. */
export interface Quietness {
  /** Share of all processor time that other processes took. */
  others: number;
  /** Share of all processor time that the host gave to other guests. */
  stolen: number;
}

interface Ticks {
  all: number;
  busy: number;
  stolen: number;
  own: number;
}

/** Starts to watch; answers what has been seen until then, or null where the system does not tell (only Linux does). */
export function watchQuietness(): () => Quietness | null {
  const before = readTicks();
  return () => {
    const after = readTicks();
    if (before === null || after === null) return null;
    const all = after.all - before.all;
    const others = after.busy - before.busy - (after.own - before.own);
    return { others: Math.max(0, others) / all, stolen: (after.stolen - before.stolen) / all };
  };
}

/**
 * Milliseconds for which a process' main thread could have run and had no core, since it began; null where the system does
 * not tell (https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat).
 */
export function waitedForCore(pid: number): number | null {
  try {
    const [, waitedNs] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number);
    return waitedNs === undefined || Number.isNaN(waitedNs) ? null : waitedNs / 1e6;
  } catch {
    return null;
  }
}

/** From /proc/stat, and /proc/self/stat for this process with the children that it has waited for, and theirs. */
function readTicks(): Ticks | null {
  if (platform() !== 'linux') return null;
  const ticks = /^cpu +(.+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]?.split(' ').map(Number) ?? [];
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, stolen = 0] = ticks;
  const busy = user + nice + system + irq + softirq;
  // The name in brackets may hold spaces; utime, stime, cutime and cstime are the 12th to 15th words after it.
  const words = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ').map(Number) ?? [];
  const own = words.slice(11, 15).reduce((sum, value) => sum + value, 0);
  return { all: busy + idle + iowait + stolen, busy, stolen, own };
}
