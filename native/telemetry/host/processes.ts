import { KernelFile, readText } from '../files.ts';
import { known, missing, type Reading } from '../reading.ts';

/** What one of our processes uses. */
export interface ProcessUse {
  rss: Reading;
  /** Processors kept busy since the sample before. */
  cpuCores: Reading;
}

/** Unit of times in /proc/PID/stat (USER_HZ): 100 a second on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time, own and for the system, from the text of /proc/PID/stat. */
export function parseCpuSeconds(text: string): number | null {
  // The second field is the name in brackets, which may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : null;
}

/** Bytes of resident memory from the text of /proc/PID/status. */
export function parseRss(text: string): number | null {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
  return kib === undefined ? null : Number(kib) * 1_024;
}

interface Spent {
  /** Processor time since the process began. */
  seconds: number;
  at: number;
}

/** Measures this process by itself and others through /proc, where there is one. */
export class ProcessMeter {
  readonly #proc: string;
  readonly #platform: NodeJS.Platform;
  readonly #files = new Map<number, KernelFile>();
  #before: ReadonlyMap<number, Spent> = new Map();
  /** Processor time of all others that were measured, since the first sample; null where it cannot be measured. */
  othersCpuSeconds: number | null;

  constructor(proc: string, platform: NodeJS.Platform) {
    this.#proc = proc;
    this.#platform = platform;
    this.othersCpuSeconds = platform === 'linux' ? 0 : null;
  }

  /**
   * Processes that are not asked for any more are forgotten. `rssBytes`: what a process says of its own memory, which is
   * believed; where it has said nothing, the kernel is asked.
   */
  async measure(
    own: number,
    others: readonly { pid: number; rssBytes: number | null }[],
    at: number,
  ): Promise<Map<number, ProcessUse>> {
    const { user, system } = process.cpuUsage();
    const spent = new Map([[own, { seconds: (user + system) / 1e6, at }]]);
    const uses = new Map<number, ProcessUse>();
    uses.set(own, {
      rss: known(process.memoryUsage.rss()),
      cpuCores: coresBetween(this.#before.get(own), spent.get(own)),
    });
    await Promise.all(
      others.map(async ({ pid, rssBytes }) => {
        const seconds = await this.#cpuSeconds(pid);
        if (seconds !== null) spent.set(pid, { seconds, at });
        uses.set(pid, { rss: await this.#rss(pid, rssBytes), cpuCores: this.#cores(pid, spent.get(pid)) });
      }),
    );
    this.#forgetAllBut(new Set(others.map(({ pid }) => pid)));
    this.#before = spent;
    return uses;
  }

  close(): void {
    this.#forgetAllBut(new Set());
  }

  async #cpuSeconds(pid: number): Promise<number | null> {
    if (this.#platform !== 'linux') return null;
    let file = this.#files.get(pid);
    if (file === undefined) {
      file = new KernelFile(`${this.#proc}/${pid}/stat`);
      this.#files.set(pid, file);
    }
    const text = await file.read();
    return text === null ? null : parseCpuSeconds(text);
  }

  async #rss(pid: number, told: number | null): Promise<Reading> {
    if (told !== null) return known(told);
    const text = this.#platform === 'linux' ? await readText(`${this.#proc}/${pid}/status`) : null;
    const rss = text === null ? null : parseRss(text);
    return rss === null ? missing('The process has not said it yet') : known(rss);
  }

  /** Adds what it used to the total as well. */
  #cores(pid: number, now: Spent | undefined): Reading {
    if (this.#platform !== 'linux') return missing('Measured on Linux only');
    if (now === undefined) return missing('The process is gone');
    const before = this.#before.get(pid);
    // One seen for the first time has used what it has used since it began; so has another with the same number.
    const isSame = before !== undefined && before.seconds <= now.seconds;
    this.othersCpuSeconds = (this.othersCpuSeconds ?? 0) + now.seconds - (isSame ? before.seconds : 0);
    return coresBetween(before, now);
  }

  #forgetAllBut(pids: ReadonlySet<number>): void {
    for (const [pid, file] of this.#files) {
      if (pids.has(pid)) continue;
      file.close();
      this.#files.delete(pid);
    }
  }
}

function coresBetween(before: Spent | undefined, now: Spent | undefined): Reading {
  if (before === undefined || now === undefined || now.at <= before.at || now.seconds < before.seconds) {
    return missing('Known from the second sample on');
  }
  return known(((now.seconds - before.seconds) * 1_000) / (now.at - before.at));
}
