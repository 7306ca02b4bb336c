import { missing, type Reading } from '../reading.ts';

/** Two cumulative counters of one device, in bytes: a disk's reads and writes, an interface's receptions and sendings. */
export interface Counters {
  in: number;
  out: number;
}

/** Bytes a second since the sample before, and bytes since the first sample. */
export interface Flow {
  inPerSecond: Reading;
  outPerSecond: Reading;
  total: Counters;
}

/** /proc/diskstats counts in sectors of 512 bytes, whatever the disk's own are (kernel: admin-guide/iostats). */
const SECTOR_BYTES = 512;
/** Stacked on other disks, or none at all: their traffic is that of the disks below, or of the memory. */
const NO_DISK = /^(?:loop|ram|zram|dm-|md|sr|fd|nbd)\d*/;
/** A partition stands in the list beside its disk. */
const PARTITION = /^(?:(?:s|h|v|xv)d[a-z]+\d+|(?:nvme\d+n\d+|mmcblk\d+)p\d+)$/;
/** Not to the outside (`lo`), or carried by a physical interface that counts it as well. */
const NO_INTERFACE = /^(?:lo$|veth|docker|br-|virbr|ifb|tun|tap|wg|bond|team|dummy|.*\.)/;

/** Whole disks of /proc/diskstats: reads and writes by name. */
export function parseDiskstats(text: string): Map<string, Counters> {
  const disks = new Map<string, Counters>();
  for (const line of text.split('\n')) {
    const fields = line.trim().split(/\s+/);
    const [name, sectorsRead, sectorsWritten] = [fields[2], Number(fields[5]), Number(fields[9])];
    if (name === undefined || NO_DISK.test(name) || PARTITION.test(name)) continue;
    if (Number.isFinite(sectorsRead) && Number.isFinite(sectorsWritten)) {
      disks.set(name, { in: sectorsRead * SECTOR_BYTES, out: sectorsWritten * SECTOR_BYTES });
    }
  }
  return disks;
}

/** Physical interfaces of /proc/net/dev: bytes received and sent by name. */
export function parseNetDev(text: string): Map<string, Counters> {
  const interfaces = new Map<string, Counters>();
  for (const line of text.split('\n')) {
    const at = line.indexOf(':');
    const name = line.slice(0, Math.max(0, at)).trim();
    if (name === '' || NO_INTERFACE.test(name)) continue;
    const fields = line
      .slice(at + 1)
      .trim()
      .split(/\s+/)
      .map(Number);
    const [received, sent] = [fields[0], fields[8]];
    if (received === undefined || sent === undefined || !Number.isFinite(received + sent)) continue;
    interfaces.set(name, { in: received, out: sent });
  }
  return interfaces;
}

/**
 * What flowed between two samples of cumulative counters. A device that is new, gone, or began to count anew adds nothing
 * for that interval, so a disk that is unplugged makes no negative rate.
 */
export class FlowMeter {
  #before: { counters: ReadonlyMap<string, Counters>; at: number } | null = null;
  readonly #total: Counters = { in: 0, out: 0 };

  /** `at` in milliseconds. */
  add(counters: ReadonlyMap<string, Counters>, at: number): Flow {
    const before = this.#before;
    this.#before = { counters, at };
    const total = this.#total;
    if (before === null || at <= before.at) {
      const none = missing('Known from the second sample on');
      return { inPerSecond: none, outPerSecond: none, total: { ...total } };
    }
    const flowed: Counters = { in: 0, out: 0 };
    for (const [name, now] of counters) {
      const then = before.counters.get(name);
      if (then === undefined || now.in < then.in || now.out < then.out) continue;
      flowed.in += now.in - then.in;
      flowed.out += now.out - then.out;
    }
    total.in += flowed.in;
    total.out += flowed.out;
    const seconds = (at - before.at) / 1_000;
    return {
      inPerSecond: { value: flowed.in / seconds },
      outPerSecond: { value: flowed.out / seconds },
      total: { ...total },
    };
  }
}
