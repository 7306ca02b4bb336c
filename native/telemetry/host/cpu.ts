import { cpus } from 'node:os';
import { known, missing, type Reading } from '../reading.ts';

/** Time that all processors together spent since the start of the machine, in units that cancel out. */
export interface CpuTimes {
  busy: number;
  total: number;
}

/**
 * The first line of /proc/stat: user nice system idle iowait irq softirq steal (guest time is within user). Waiting for a
 * disk is idle.
 */
export function parseProcStat(text: string): CpuTimes | null {
  const line = /^cpu\s+(.+)$/m.exec(text)?.[1];
  const fields = (line ?? '').trim().split(/\s+/).slice(0, 8).map(Number);
  if (fields.length < 5 || fields.some((field) => !Number.isFinite(field))) return null;
  const total = fields.reduce((all, field) => all + field, 0);
  return { busy: total - (fields[3] as number) - (fields[4] as number), total };
}

/** The same from Node, for systems without /proc/stat. */
export function sumOfCpus(): CpuTimes {
  let [busy, total] = [0, 0];
  for (const { times } of cpus()) {
    const used = times.user + times.nice + times.sys + times.irq;
    busy += used;
    total += used + times.idle;
  }
  return { busy, total };
}

/** Share of all processors that was busy between two samples. */
export function utilization(before: CpuTimes | null, after: CpuTimes): Reading {
  if (before === null) return missing('Known from the second sample on');
  const total = after.total - before.total;
  if (total <= 0) return missing('The system counted no time since the sample before');
  return known(Math.min(1, Math.max(0, (after.busy - before.busy) / total)));
}
