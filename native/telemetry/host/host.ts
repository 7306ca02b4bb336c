import { statfs } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, totalmem, uptime } from 'node:os';
import { join } from 'node:path';
import type { Host, HostFigure } from '../../contract/http/system.ts';
import { KernelFile } from '../files.ts';
import { Latest } from '../latest.ts';
import { known, missing, type Reading, toFigures } from '../reading.ts';
import { type Counters, type Flow, FlowMeter, parseDiskstats, parseNetDev } from './counters.ts';
import { type CpuTimes, parseProcStat, sumOfCpus, utilization } from './cpu.ts';
import { availableMemory } from './memory.ts';

const DISK_EVERY_MS = 10_000;
/** A disk over a network may never answer; what it said long ago is not shown as the present. */
const DISK_PATIENCE_MS = 30_000;

interface Capacity {
  total: Reading;
  available: Reading;
}

/** Bytes that flowed since the first sample; null where the system does not tell. */
export interface HostTotals {
  disk_read_bytes: number | null;
  disk_written_bytes: number | null;
  network_received_bytes: number | null;
  network_sent_bytes: number | null;
}

/** The machine as a whole. */
export class HostMeter {
  readonly #files: Readonly<Record<'stat' | 'meminfo' | 'disks' | 'network', KernelFile>>;
  readonly #platform: NodeJS.Platform;
  readonly #disk: Latest<Capacity>;
  readonly #cpu = { model: cpus()[0]?.model.trim() || 'unknown', count: availableParallelism() };
  readonly #diskFlow = new FlowMeter();
  readonly #networkFlow = new FlowMeter();
  #times: CpuTimes | null = null;
  totals: HostTotals = {
    disk_read_bytes: null,
    disk_written_bytes: null,
    network_received_bytes: null,
    network_sent_bytes: null,
  };

  constructor(dataFolder: string, proc: string, platform: NodeJS.Platform, clock: () => number) {
    this.#files = {
      stat: new KernelFile(join(proc, 'stat')),
      meminfo: new KernelFile(join(proc, 'meminfo')),
      disks: new KernelFile(join(proc, 'diskstats')),
      network: new KernelFile(join(proc, 'net/dev')),
    };
    this.#platform = platform;
    this.#disk = new Latest(() => readCapacity(dataFolder), DISK_EVERY_MS, clock);
  }

  /** The machine before the first sample: what never changes. */
  unmeasured(): Host {
    const none = missing('Known from the first sample on');
    return this.#compose({
      cpu: none,
      available: none,
      disk: null,
      network: null,
      flow: none,
    });
  }

  async measure(at: number): Promise<Host> {
    void this.#disk.refresh();
    const isLinux = this.#platform === 'linux';
    const text = async (file: KernelFile) => (isLinux ? file.read() : null);
    const [stat, meminfo, disks, interfaces] = await Promise.all([
      text(this.#files.stat),
      text(this.#files.meminfo),
      text(this.#files.disks),
      text(this.#files.network),
    ]);
    const times = (stat === null ? null : parseProcStat(stat)) ?? sumOfCpus();
    const available = availableMemory(meminfo, this.#platform);
    const disk = disks === null ? null : flowOf(parseDiskstats(disks), this.#diskFlow, at);
    const network = interfaces === null ? null : flowOf(parseNetDev(interfaces), this.#networkFlow, at);
    const cpu = utilization(this.#times, times);
    this.#times = times;
    this.totals = {
      disk_read_bytes: disk?.total.in ?? null,
      disk_written_bytes: disk?.total.out ?? null,
      network_received_bytes: network?.total.in ?? null,
      network_sent_bytes: network?.total.out ?? null,
    };
    const flow = missing(isLinux ? 'The kernel does not tell it here' : 'Other systems than Linux have no file for it');
    return this.#compose({ cpu, available, disk, network, flow });
  }

  /** `flow` stands for a flow that is null. */
  #compose(measured: {
    cpu: Reading;
    available: Reading;
    disk: Flow | null;
    network: Flow | null;
    flow: Reading;
  }): Host {
    const { cpu, available, disk, network, flow } = measured;
    const [load1, load5, load15] = this.#load();
    const capacity = this.#capacity();
    const figures: Record<HostFigure, Reading> = {
      cpu_utilization_ratio: cpu,
      load_1m: load1,
      load_5m: load5,
      load_15m: load15,
      memory_available_bytes: available,
      disk_total_bytes: capacity.total,
      disk_available_bytes: capacity.available,
      disk_read_bytes_per_s: disk?.inPerSecond ?? flow,
      disk_written_bytes_per_s: disk?.outPerSecond ?? flow,
      network_received_bytes_per_s: network?.inPerSecond ?? flow,
      network_sent_bytes_per_s: network?.outPerSecond ?? flow,
    };
    return {
      platform: this.#platform,
      cpu_model: this.#cpu.model,
      cpu_count: this.#cpu.count,
      uptime_s: Math.round(uptime()),
      memory_total_bytes: totalmem(),
      ...toFigures(figures),
    };
  }

  /** Lets go of the files of the kernel; the next measurement opens them again. */
  close(): void {
    for (const file of Object.values(this.#files)) file.close();
  }

  #load(): [Reading, Reading, Reading] {
    if (this.#platform === 'win32') {
      const none = missing('Windows has no load average');
      return [none, none, none];
    }
    const [one = 0, five = 0, fifteen = 0] = loadavg();
    return [known(one), known(five), known(fifteen)];
  }

  #capacity(): Capacity {
    const silence = this.#disk.openFor;
    if (silence > DISK_PATIENCE_MS) {
      const none = missing(`The disk has not answered for ${Math.round(silence / 1_000)} s`);
      return { total: none, available: none };
    }
    const unknown = missing('The disk has not been asked yet');
    return this.#disk.value ?? { total: unknown, available: unknown };
  }
}

/** Null where nothing is counted at all, as in a container without a disk of its own. */
function flowOf(counters: ReadonlyMap<string, Counters>, meter: FlowMeter, at: number): Flow | null {
  return counters.size === 0 ? null : meter.add(counters, at);
}

async function readCapacity(folder: string): Promise<Capacity> {
  try {
    const { bsize, blocks, bavail } = await statfs(folder);
    return { total: known(blocks * bsize), available: known(bavail * bsize) };
  } catch (error) {
    const none = missing(`The data folder cannot be asked: ${error instanceof Error ? error.message : String(error)}`);
    return { total: none, available: none };
  }
}
