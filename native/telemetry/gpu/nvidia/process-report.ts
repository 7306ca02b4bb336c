import { known, missing, NOT_REPORTED, type Reading } from '../../reading.ts';
import type { Verdict } from '../../supervision/line-process.ts';
import { pciAddress } from './gpu-rows.ts';

/** Memory by process id; or why the driver lists no processes of this GPU. */
export type GpuProcesses = { memory: ReadonlyMap<number, Reading> } | { missing: string };

/** One report of all GPUs, by PCI address. */
export type ProcessReport = ReadonlyMap<string, GpuProcesses>;

interface OpenProcess {
  pid: number;
  /** A process has one row for each MIG instance that it uses. */
  instance: string;
}

const MIB = 2 ** 20;
const HEADER = /^=+NVSMI LOG=+$/;
const GPU = /^GPU ([0-9A-Fa-f:.]+)$/;
const ENTRY = /^\s*(\S.*?)\s+:\s?(.*)$/;
/**
 * Reads `nvidia-smi -q -d PIDS`, repeated: who holds how much memory of which GPU, compute and graphics alike (a list of
 * compute processes alone would leave out a detector that runs over Vulkan). A report is complete when the next begins.
 * Under WDDM the driver lists processes without their memory; under WSL and in containers it may list none.
 */
export class ProcessReader {
  #open: Map<string, { memory: Map<number, Reading> } | { missing: string }> | null = null;
  #gpu: string | null = null;
  #gpuInstance = '';
  #computeInstance = '';
  #process: OpenProcess | null = null;
  #instances = new Set<string>();
  /** The last complete report; null until there is one. */
  latest: ProcessReport | null = null;

  begin(): void {
    this.#open = null;
    this.latest = null;
    this.#turnTo(null);
  }

  read(line: string): Verdict {
    const text = line.trim();
    if (text === '') return 'ignored';
    if (HEADER.test(text)) {
      if (this.#open !== null) this.latest = this.#open;
      this.#open = new Map();
      this.#turnTo(null);
      return 'understood';
    }
    if (this.#open === null) return 'skipped';
    const address = pciAddress(GPU.exec(text)?.[1] ?? '');
    if (address !== null) {
      this.#open.set(address, { memory: new Map() });
      this.#turnTo(address);
      return 'understood';
    }
    return this.#readEntry(text);
  }

  #readEntry(text: string): Verdict {
    if (text === 'Processes') return 'ignored';
    const [, key = '', value = ''] = ENTRY.exec(text) ?? [];
    switch (key) {
      case 'Processes':
        if (this.#gpu !== null && value !== 'None') this.#open?.set(this.#gpu, { missing: whyNone(value) });
        return 'ignored';
      case 'GPU instance ID':
        this.#gpuInstance = value;
        return 'ignored';
      case 'Compute instance ID':
        this.#computeInstance = value;
        return 'ignored';
      case 'Process ID':
        this.#process = /^\d+$/.test(value)
          ? { pid: Number(value), instance: `${value} ${this.#gpuInstance} ${this.#computeInstance}` }
          : null;
        return this.#process === null ? 'skipped' : 'ignored';
      case 'Used GPU Memory':
        return this.#readMemory(value);
      default:
        // Other entries are none of ours, whatever a later driver adds.
        return key === '' ? 'skipped' : 'ignored';
    }
  }

  #readMemory(value: string): Verdict {
    const gpu = this.#gpu === null ? undefined : this.#open?.get(this.#gpu);
    const process = this.#process;
    this.#process = null;
    if (process === null || gpu === undefined || !('memory' in gpu)) return 'skipped';
    // One that computes and draws may be listed for both, with the same figure.
    if (this.#instances.has(process.instance)) return 'ignored';
    this.#instances.add(process.instance);
    const mib = /^(\d+) MiB$/.exec(value)?.[1];
    const reading = mib === undefined ? missing(whyNoMemory(value)) : known(Number(mib) * MIB);
    const before = gpu.memory.get(process.pid);
    gpu.memory.set(process.pid, before === undefined ? reading : add(before, reading));
    return 'ignored';
  }

  #turnTo(gpu: string | null): void {
    this.#gpu = gpu;
    this.#gpuInstance = '';
    this.#computeInstance = '';
    this.#process = null;
    this.#instances = new Set();
  }
}

function add(one: Reading, other: Reading): Reading {
  return 'value' in one && 'value' in other ? known(one.value + other.value) : 'value' in one ? other : one;
}

function whyNone(value: string): string {
  return /^\[?N\/A\]?$/.test(value)
    ? `${NOT_REPORTED}: it lists no processes here`
    : `${NOT_REPORTED}: it says "${value}" in place of processes`;
}

function whyNoMemory(value: string): string {
  if (/WDDM/.test(value)) return `${NOT_REPORTED}: under WDDM, Windows does not let it tell the memory of a process`;
  return /^\[?N\/A\]?$/.test(value) ? NOT_REPORTED : `${NOT_REPORTED}, which says "${value}"`;
}
