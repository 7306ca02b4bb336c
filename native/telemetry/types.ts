import type { SystemSnapshot } from '../contract/http/system.ts';
import type { StreamLimits } from './supervision/stream-state.ts';

/** The processes of this console at one moment. */
export interface Application {
  /** The process that measures. */
  service: number;
  /** `rssBytes`: what a detector says of its own memory; null before it has. */
  detectors: readonly { pid: number; rssBytes: number | null }[];
  /** Where the loaded model runs; null while none is loaded. */
  modelOn: 'gpu' | 'host' | null;
}

export interface TelemetryOptions {
  /** Whose disk is measured. */
  dataFolder: string;
  /** Asked at each sample; must be quick. */
  application(): Application;
  /** Time between two samples, of the host and of the GPUs; default 1,000. */
  intervalMs?: number;
  /** Patience with nvidia-smi. */
  limits?: Partial<StreamLimits>;
  /** Told what nobody foresaw; sampling goes on. */
  onError?: (error: unknown) => void;
  /** Stand-ins of the system, for tests; default: this machine's. */
  system?: Partial<TelemetrySystem>;
}

export interface TelemetrySystem {
  platform: NodeJS.Platform;
  /** `/proc` and `/sys`, or folders that look like them. */
  proc: string;
  sys: string;
  /** Path of nvidia-smi; null where there is none. */
  findNvidiaSmi: () => string | null;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** What counted up since the start of the console, for counters; null where the system does not tell. */
export interface SystemTotals {
  disk_read_bytes: number | null;
  disk_written_bytes: number | null;
  network_received_bytes: number | null;
  network_sent_bytes: number | null;
  /** Processor time of all detector processes there were. */
  detector_cpu_seconds: number | null;
}

/** What the machine does. Nothing here throws or rejects: what cannot be known is null and has a reason. */
export interface Telemetry {
  /** The last sample. */
  snapshot(): SystemSnapshot;
  totals(): SystemTotals;
  /** Begins to sample; resolves with the first sample, for which nothing has to be waited. */
  start(): Promise<void>;
  /** Ends sampling and every process that was started for it. */
  stop(): Promise<void>;
}
