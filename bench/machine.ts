import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

export interface Machine {
  processor: string;
  cores: number;
  memory_gib: number;
  system: string;
  node: string;
  /** Load over the last minute before the bench: above a tenth of the cores, something else ran. */
  load_before: number;
  /** Share of time that the host gave to other guests since it started; null where it cannot be told. */
  stolen: number | null;
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory_gib: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    load_before: loadavg()[0] ?? 0,
    stolen: stolenShare(),
  };
}

function stolenShare(): number | null {
  if (platform() !== 'linux') return null;
  const ticks = /^cpu +(.+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]?.split(' ').map(Number) ?? [];
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks;
  const all = user + nice + system + idle + iowait + irq + softirq + steal;
  return all === 0 ? null : steal / all;
}
