import type { DetectorLauncher, ThreadChoice } from '../../contract/messages.ts';
import type { Parallelism, ProviderName } from '../../contract/provider.ts';

/** The default ladder. Without TensorRT, which compiles for minutes at the first load and so must be asked for. */
export const DEFAULT_PROVIDERS: readonly ProviderName[] = ['cuda', 'directml', 'coreml', 'webgpu', 'cpu'];

/** How long a detector process may take over what, and how often it may fail. All in milliseconds unless named otherwise. */
export interface SupervisionLimits {
  /** From the start of the process to a loaded and warm model. */
  load_ms: number;
  /** Silence while no model run holds the process; it speaks every second. */
  heartbeat_ms: number;
  /** A model run may take this long, or `run_factor` times the run measured at load where that is longer. */
  run_ms: number;
  run_factor: number;
  /** From asking a process to end until it is killed. */
  shutdown_ms: number;
  /** The pause before the second start; doubles with each failure up to `backoff_max_ms`. */
  backoff_ms: number;
  backoff_max_ms: number;
  /** Failures in a row to become ready, after which no more starts are tried. */
  max_failures: number;
}

export const DEFAULT_SUPERVISION: SupervisionLimits = {
  load_ms: 120_000,
  heartbeat_ms: 10_000,
  run_ms: 10_000,
  run_factor: 10,
  shutdown_ms: 5_000,
  backoff_ms: 250,
  backoff_max_ms: 5_000,
  max_failures: 5,
};

export interface DetectionOptions {
  launcher: DetectorLauncher;
  /** First choice first; default DEFAULT_PROVIDERS. Without `cpu` there is no fallback to it, whatever happens. */
  providers?: readonly ProviderName[];
  /** What the CPU is divided for: the soonest answer to one image (default), or the most images a second. */
  goal?: Parallelism['goal'];
  /** Detector processes; by default chosen by measurement. */
  lanes?: number;
  /** Threads of each; by default chosen by measurement. */
  threads?: ThreadChoice;
  /** Images that may wait, beside those under way; at least 1, default 256. */
  queueLimit?: number;
  /** For waiting and processing of one image together, in milliseconds; default 30,000. */
  requestTimeoutMs?: number;
  supervision?: Partial<SupervisionLimits>;
  /** Added to the environment of every detector process. */
  environment?: Readonly<Record<string, string>>;
}

export interface DetectionSettings extends Required<Omit<DetectionOptions, 'lanes' | 'supervision'>> {
  lanes: number | null;
  supervision: SupervisionLimits;
}

export function settingsFrom(options: DetectionOptions): DetectionSettings {
  return {
    launcher: options.launcher,
    providers: options.providers ?? DEFAULT_PROVIDERS,
    goal: options.goal ?? 'latency',
    lanes: options.lanes ?? null,
    threads: options.threads ?? { type: 'auto' },
    queueLimit: Math.max(1, options.queueLimit ?? 256),
    requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
    supervision: { ...DEFAULT_SUPERVISION, ...options.supervision },
    environment: options.environment ?? {},
  };
}
