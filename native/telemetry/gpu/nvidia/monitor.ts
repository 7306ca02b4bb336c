import type { TelemetrySource } from '../../../contract/http/system.ts';
import { missing, NOT_REPORTED, type Reading } from '../../reading.ts';
import { LineProcess, type LineProgram, type Verdict } from '../../supervision/line-process.ts';
import { DEFAULT_STREAM_LIMITS, describeStream, type StreamLimits } from '../../supervision/stream-state.ts';
import { findNvidiaSmi, thisMachine } from './find.ts';
import { type NvidiaGpu, parseGpuLine, QUERY_FIELDS, type QueryField, refusedField } from './gpu-rows.ts';
import { type GpuProcesses, ProcessReader } from './process-report.ts';

export interface NvidiaOptions {
  intervalMs: number;
  limits?: Partial<StreamLimits>;
  /** Path of nvidia-smi, or null; default: as `findNvidiaSmi` finds it. Asked before each start. */
  find?: () => string | null;
  clock?: () => number;
}

/** One GPU with what is known of it now, and its processes. */
export interface NvidiaReading {
  gpu: NvidiaGpu;
  processes: GpuProcesses;
}

class GpuProgram implements LineProgram {
  readonly seen = new Map<number, { gpu: NvidiaGpu; at: number }>();
  #fields: QueryField[] = [...QUERY_FIELDS];
  readonly #intervalMs: number;
  readonly #find: () => string | null;
  readonly #clock: () => number;

  constructor(intervalMs: number, find: () => string | null, clock: () => number) {
    this.#intervalMs = intervalMs;
    this.#find = find;
    this.#clock = clock;
  }

  command() {
    const file = this.#find();
    const args = [`--query-gpu=${this.#fields.join()}`, '--format=csv,noheader,nounits', '-lms', `${this.#intervalMs}`];
    return file === null ? null : { file, args };
  }

  begin(): void {}

  read(line: string): Verdict {
    if (line.trim() === '') return 'ignored';
    const refused = refusedField(line.trim());
    if (refused !== null && refused !== 'index' && refused !== 'name') {
      this.#fields = this.#fields.filter((field) => field !== refused);
      return 'revised';
    }
    const gpu = parseGpuLine(line, this.#fields);
    if (gpu === null) return 'skipped';
    this.seen.set(gpu.index, { gpu, at: this.#clock() });
    return 'understood';
  }
}

class ProcessProgram extends ProcessReader implements LineProgram {
  readonly #intervalMs: number;
  readonly #find: () => string | null;

  constructor(intervalMs: number, find: () => string | null) {
    super();
    this.#intervalMs = intervalMs;
    this.#find = find;
  }

  command() {
    const file = this.#find();
    return file === null ? null : { file, args: ['-q', '-d', 'PIDS', '-lms', `${this.#intervalMs}`] };
  }
}

/** What is asked in every sentence about either process. */
const TOOL = 'nvidia-smi';

/**
 * NVIDIA GPUs through two processes of nvidia-smi that run for as long as the console does: one tells the GPUs, one who
 * uses them. Starting one for each sample would cost seconds of processor time on a machine with several GPUs.
 */
export class NvidiaMonitor {
  readonly #gpus: GpuProgram;
  readonly #gpuStream: LineProcess;
  readonly #processes: ProcessProgram;
  readonly #processStream: LineProcess;
  readonly #limits: StreamLimits;
  readonly #clock: () => number;

  constructor({ intervalMs, limits, find = () => findNvidiaSmi(thisMachine()), clock = Date.now }: NvidiaOptions) {
    this.#clock = clock;
    this.#limits = { ...DEFAULT_STREAM_LIMITS, ...limits };
    this.#gpus = new GpuProgram(intervalMs, find, clock);
    this.#gpuStream = new LineProcess(this.#gpus, limits, clock);
    this.#processes = new ProcessProgram(intervalMs, find);
    this.#processStream = new LineProcess(this.#processes, limits, clock);
  }

  start(): void {
    this.#gpuStream.start();
    this.#processStream.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#gpuStream.stop(), this.#processStream.stop()]);
  }

  /** How the two processes are: first the one that tells the GPUs. */
  sources(): [TelemetrySource, TelemetrySource] {
    return [sourceOf('nvidia_gpus', this.#gpuStream), sourceOf('nvidia_processes', this.#processStream)];
  }

  /** Every GPU seen since the start, by index; one that is not heard of any more keeps its name and loses its figures. */
  read(): NvidiaReading[] {
    const now = this.#clock();
    return [...this.#gpus.seen.values()]
      .sort((a, b) => a.gpu.index - b.gpu.index)
      .map(({ gpu, at }) => {
        const silence = this.#silenceOf(now - at);
        const processes = this.#processesOf(gpu);
        return silence === null ? { gpu, processes } : { gpu: withoutFigures(gpu, silence), processes };
      });
  }

  /** Why the figures of a GPU do not count any more; null while they do. */
  #silenceOf(age: number): string | null {
    const { state } = this.#gpuStream;
    if (state.state !== 'running') return `${NOT_REPORTED}: ${describeStream(TOOL, state)}`;
    if (age <= this.#limits.silence_ms) return null;
    return `${NOT_REPORTED}: ${TOOL} has not named this GPU for ${Math.round(age / 1_000)} s`;
  }

  #processesOf({ pciAddress }: NvidiaGpu): GpuProcesses {
    const { state } = this.#processStream;
    if (state.state !== 'running') return { missing: `${NOT_REPORTED}: ${describeStream(TOOL, state)}` };
    const { latest } = this.#processes;
    if (latest === null) return { missing: `${NOT_REPORTED} yet` };
    const processes = pciAddress === null ? undefined : latest.get(pciAddress);
    return processes ?? { missing: `${NOT_REPORTED}: ${TOOL} does not name this GPU in its list of processes` };
  }
}

function sourceOf(name: TelemetrySource['name'], stream: LineProcess): TelemetrySource {
  return {
    name,
    state: stream.state.state,
    since: new Date(stream.state.since).toISOString(),
    detail: describeStream(TOOL, stream.state),
    restarts: Math.max(0, stream.restarts),
    skipped_lines: stream.skippedLines,
  };
}

function withoutFigures(gpu: NvidiaGpu, reason: string): NvidiaGpu {
  const none: Reading = missing(reason);
  return {
    ...gpu,
    memoryTotal: none,
    memoryUsed: none,
    memoryFree: none,
    utilization: none,
    temperature: none,
    power: none,
    powerLimit: none,
  };
}
