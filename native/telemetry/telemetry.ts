import type { ModelMemory, ProcessFacts, SystemSnapshot } from '../contract/http/system.ts';
import { type Attribution, attribute } from './attribution.ts';
import { DrmMonitor, type DrmSample } from './gpu/drm/monitor.ts';
import { findNvidiaSmi, thisMachine } from './gpu/nvidia/find.ts';
import { NvidiaMonitor } from './gpu/nvidia/monitor.ts';
import { HostMeter } from './host/host.ts';
import { ProcessMeter, type ProcessUse } from './host/processes.ts';
import { missing, numberOf, reasonOf, sum, toFigures } from './reading.ts';
import type { Application, SystemTotals, Telemetry, TelemetryOptions, TelemetrySystem } from './types.ts';

export type { Application, SystemTotals, Telemetry, TelemetryOptions } from './types.ts';

const thisSystem = (): TelemetrySystem => ({
  platform: process.platform,
  proc: '/proc',
  sys: '/sys',
  findNvidiaSmi: () => findNvidiaSmi(thisMachine()),
  clock: Date.now,
});

/** Telemetry of this machine, not yet started. */
export function createTelemetry(options: TelemetryOptions): Telemetry {
  return new Sampler(options);
}

class Sampler implements Telemetry {
  readonly #options: Pick<TelemetryOptions, 'application'>;
  readonly #intervalMs: number;
  readonly #system: TelemetrySystem;
  readonly #host: HostMeter;
  readonly #processes: ProcessMeter;
  readonly #nvidia: NvidiaMonitor;
  readonly #drm: DrmMonitor;
  readonly #tell: (error: unknown) => void;
  #lastError = '';
  #timer: NodeJS.Timeout | undefined;
  #isSampling = false;
  #snapshot: SystemSnapshot | null = null;

  constructor({ dataFolder, application, intervalMs = 1_000, limits, system, onError = () => {} }: TelemetryOptions) {
    this.#system = { ...thisSystem(), ...system };
    const { platform, proc, sys, clock } = this.#system;
    this.#intervalMs = intervalMs;
    this.#tell = onError;
    this.#host = new HostMeter(dataFolder, proc, platform, clock);
    this.#processes = new ProcessMeter(proc, platform);
    this.#nvidia = new NvidiaMonitor({
      intervalMs,
      find: this.#system.findNvidiaSmi,
      clock,
      ...(limits !== undefined && { limits }),
    });
    this.#options = { application };
    this.#drm = new DrmMonitor(sys, proc, () => this.#application().detectors.map(({ pid }) => pid), clock);
  }

  async start(): Promise<void> {
    if (this.#timer !== undefined) return;
    this.#nvidia.start();
    this.#timer = setInterval(() => void this.#sample(), this.#intervalMs).unref();
    await this.#sample();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#host.close();
    this.#processes.close();
    await this.#nvidia.stop();
  }

  snapshot(): SystemSnapshot {
    // Before the first sample the host's constants are known already, and nothing else.
    return this.#snapshot ?? this.#compose(this.#host.unmeasured(), new Map());
  }

  totals(): SystemTotals {
    return { ...this.#host.totals, detector_cpu_seconds: this.#processes.othersCpuSeconds };
  }

  /** The console's processes; this one alone where they cannot be told. */
  #application(): Application {
    try {
      return this.#options.application();
    } catch (error) {
      this.#onError(error);
      return { service: process.pid, detectors: [], modelOn: null };
    }
  }

  /** A mistake that repeats with every sample is told once. */
  readonly #onError = (error: unknown): void => {
    const text = String(error);
    if (text === this.#lastError) return;
    this.#lastError = text;
    this.#tell(error);
  };

  async #sample(): Promise<void> {
    if (this.#isSampling) return;
    this.#isSampling = true;
    try {
      const { service, detectors } = this.#application();
      const at = this.#system.clock();
      if (this.#system.platform === 'linux') this.#drm.refresh().catch(this.#onError);
      const [host, uses] = await Promise.all([this.#host.measure(at), this.#processes.measure(service, detectors, at)]);
      this.#snapshot = this.#compose(host, uses);
    } catch (error) {
      // What a system does not tell is no error, so this is a mistake of ours. The sample before stands, with its time.
      this.#onError(error);
    } finally {
      this.#isSampling = false;
    }
  }

  #compose(host: SystemSnapshot['host'], uses: ReadonlyMap<number, ProcessUse>): SystemSnapshot {
    const application = this.#application();
    const sources = this.#nvidia.sources();
    const gpus = attribute(this.#nvidia.read(), this.#unseenCards(sources), application);
    const processes = factsOfProcesses(application, uses, gpus);
    return {
      sampled_at: new Date(this.#system.clock()).toISOString(),
      interval_ms: this.#intervalMs,
      host,
      gpus: gpus.gpus,
      no_gpu_reason: gpus.gpus.length > 0 ? null : this.#whyNoGpu(sources),
      processes,
      model_memory: modelMemory(application, uses, gpus),
      sources,
    };
  }

  /** Cards of the kernel that nvidia-smi does not tell of, and is not about to. */
  #unseenCards([gpuSource]: SystemSnapshot['sources']): DrmSample {
    const sample = this.#drm.read();
    const seen = new Set(this.#nvidia.read().map(({ gpu }) => gpu.pciAddress));
    const isStarting = gpuSource?.state === 'starting';
    const cards = sample.cards.filter(
      ({ card }) => card.vendor !== 'nvidia' || (!isStarting && !seen.has(card.pciAddress)),
    );
    return { ...sample, cards };
  }

  #whyNoGpu([gpuSource]: SystemSnapshot['sources']): string {
    if (gpuSource !== undefined && gpuSource.state !== 'absent') return gpuSource.detail;
    switch (this.#system.platform) {
      case 'linux':
        return 'There is no nvidia-smi here, and the kernel lists no graphics card of AMD, Intel or NVIDIA.';
      case 'darwin':
        return 'macOS tells other programs no figures of its GPU.';
      default:
        return "There is no nvidia-smi here; of other makers' GPUs this system tells no figures.";
    }
  }
}

const UNMEASURED: ProcessUse = {
  rss: missing('Known from the next sample on'),
  cpuCores: missing('Known from the next sample on'),
};

function factsOfProcesses(
  { service, detectors }: Application,
  uses: ReadonlyMap<number, ProcessUse>,
  gpus: Attribution,
): ProcessFacts[] {
  const facts = (role: ProcessFacts['role'], pid: number): ProcessFacts => {
    const { rss, cpuCores } = uses.get(pid) ?? UNMEASURED;
    return {
      role,
      pid,
      ...toFigures({ rss_bytes: rss, cpu_cores: cpuCores, gpu_memory_bytes: gpus.memoryOf(pid) }),
    };
  };
  return [facts('service', service), ...detectors.map(({ pid }) => facts('detector', pid))];
}

/** Memory of the GPU where the model runs on one, else of the host. */
function modelMemory(
  { detectors, modelOn }: Application,
  uses: ReadonlyMap<number, ProcessUse>,
  gpus: Attribution,
): ModelMemory | null {
  if (modelOn === null || detectors.length === 0) return null;
  const reading = sum(
    detectors.map(({ pid }) => (modelOn === 'gpu' ? gpus.memoryOf(pid) : (uses.get(pid) ?? UNMEASURED).rss)),
  );
  return { kind: modelOn, bytes: numberOf(reading), reason: reasonOf(reading) };
}
