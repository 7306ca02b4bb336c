import { z } from 'zod';

/**
 * What the machine and its GPUs do at this moment.
 *
 * Every figure that a system may keep to itself is null where it does, and then the object's `not_reported` has a
 * sentence under the figure's name that says why. A figure that is not known is never 0.
 */
const figure = z.number().nullable();
const bytes = z.int().nullable();
const ratio = z.number().min(0).nullable();

const notReported = <Name extends string>(names: readonly [Name, ...Name[]]) =>
  z.partialRecord(z.enum(names), z.string()).meta({ description: 'Why a figure is null, by its name' });

export const GPU_FIGURES = [
  'memory_total_bytes',
  'memory_used_bytes',
  'memory_free_bytes',
  'memory_detectors_bytes',
  'memory_others_bytes',
  'utilization_ratio',
  'temperature_celsius',
  'power_w',
  'power_limit_w',
] as const;
export type GpuFigure = (typeof GPU_FIGURES)[number];

export const GpuVendor = z.enum(['nvidia', 'amd', 'intel']);
export type GpuVendor = z.infer<typeof GpuVendor>;

export const Gpu = z
  .object({
    id: z.string().meta({ description: "nvidia-smi's index, or the kernel's name of the card (card0)" }),
    vendor: GpuVendor,
    name: z.string(),
    driver: z.string().nullable().meta({ description: 'Name or version of the driver' }),
    pci_address: z.string().nullable(),
    mig: z.boolean().meta({ description: 'The GPU is divided into instances (MIG)' }),
    memory_total_bytes: bytes,
    memory_used_bytes: bytes,
    memory_free_bytes: bytes.meta({ description: 'Total less used less what the driver reserves for itself' }),
    memory_detectors_bytes: bytes.meta({ description: "Of the used memory, what this console's detectors hold" }),
    memory_others_bytes: bytes.meta({ description: 'Of the used memory, what every other program holds' }),
    utilization_ratio: ratio,
    temperature_celsius: figure,
    power_w: figure,
    power_limit_w: figure,
    not_reported: notReported(GPU_FIGURES),
  })
  .meta({ id: 'Gpu' });
export type Gpu = z.infer<typeof Gpu>;

export const HOST_FIGURES = [
  'cpu_utilization_ratio',
  'load_1m',
  'load_5m',
  'load_15m',
  'memory_available_bytes',
  'disk_total_bytes',
  'disk_available_bytes',
  'disk_read_bytes_per_s',
  'disk_written_bytes_per_s',
  'network_received_bytes_per_s',
  'network_sent_bytes_per_s',
] as const;
export type HostFigure = (typeof HOST_FIGURES)[number];

export const Host = z
  .object({
    platform: z.string(),
    cpu_model: z.string(),
    cpu_count: z.int().min(1).meta({ description: 'Logical processors' }),
    uptime_s: z.number(),
    cpu_utilization_ratio: ratio.meta({ description: 'Share of all processors that was busy since the last sample' }),
    load_1m: figure,
    load_5m: figure,
    load_15m: figure,
    memory_total_bytes: z.int(),
    memory_available_bytes: bytes.meta({ description: 'What a program could still get without swapping' }),
    disk_total_bytes: bytes.meta({ description: 'Of the disk that holds the data folder' }),
    disk_available_bytes: bytes,
    disk_read_bytes_per_s: figure.meta({ description: 'All physical disks together' }),
    disk_written_bytes_per_s: figure,
    network_received_bytes_per_s: figure.meta({ description: 'All physical interfaces together' }),
    network_sent_bytes_per_s: figure,
    not_reported: notReported(HOST_FIGURES),
  })
  .meta({ id: 'Host' });
export type Host = z.infer<typeof Host>;

export const PROCESS_FIGURES = ['rss_bytes', 'cpu_cores', 'gpu_memory_bytes'] as const;
export type ProcessFigure = (typeof PROCESS_FIGURES)[number];

export const ProcessFacts = z
  .object({
    role: z.enum(['service', 'detector']),
    pid: z.int(),
    rss_bytes: bytes.meta({ description: 'Resident memory' }),
    cpu_cores: figure.meta({ description: 'Processors it kept busy since the last sample: 1.5 is one and a half' }),
    gpu_memory_bytes: bytes.meta({ description: 'On all GPUs together' }),
    not_reported: notReported(PROCESS_FIGURES),
  })
  .meta({ id: 'ProcessFacts' });
export type ProcessFacts = z.infer<typeof ProcessFacts>;

export const ModelMemory = z
  .object({
    kind: z.enum(['gpu', 'host']).meta({ description: 'Where the model runs, and so which memory is counted' }),
    bytes,
    reason: z.string().nullable().meta({ description: 'Why bytes is null' }),
  })
  .meta({ id: 'ModelMemory' });
export type ModelMemory = z.infer<typeof ModelMemory>;

export const TelemetrySource = z
  .object({
    name: z.enum(['nvidia_gpus', 'nvidia_processes']),
    state: z.enum(['absent', 'starting', 'running', 'stalled', 'waiting', 'failed', 'stopped']).meta({
      description:
        'absent: no nvidia-smi here; stalled: it fell silent and is being ended; waiting: it ended and is started again soon; failed: it ended several times in a row and is tried again every minute',
    }),
    since: z.iso.datetime(),
    detail: z.string().meta({ description: 'One sentence for people' }),
    restarts: z.int(),
    skipped_lines: z.int().meta({ description: 'Lines that made no sense' }),
  })
  .meta({ id: 'TelemetrySource' });
export type TelemetrySource = z.infer<typeof TelemetrySource>;

export const SystemSnapshot = z
  .object({
    sampled_at: z.iso.datetime(),
    interval_ms: z.int().meta({ description: 'Time between two samples' }),
    host: Host,
    gpus: z.array(Gpu),
    no_gpu_reason: z.string().nullable().meta({ description: 'Why the list of GPUs is empty; null where it is not' }),
    processes: z.array(ProcessFacts),
    model_memory: ModelMemory.nullable().meta({ description: 'Of the loaded model; null while no detector runs' }),
    sources: z.array(TelemetrySource),
  })
  .meta({ id: 'SystemSnapshot' });
export type SystemSnapshot = z.infer<typeof SystemSnapshot>;

export const EndpointTraffic = z
  .object({
    endpoint: z.string().meta({ description: 'The route as a template; `other` where none matched' }),
    method: z.string(),
    requests: z.int(),
    requests_per_s: z.number(),
    error_ratio: z.number().min(0).max(1).meta({ description: 'Share answered with a status of 500 and above' }),
    p50_ms: z.number().meta({ description: 'Within 1 % of the exact value' }),
    p95_ms: z.number(),
    p99_ms: z.number(),
    statuses: z.record(z.string(), z.int()).meta({ description: 'Requests by status' }),
  })
  .meta({ id: 'EndpointTraffic' });
export type EndpointTraffic = z.infer<typeof EndpointTraffic>;

export const ApiTraffic = z
  .object({
    window_s: z.number().meta({ description: 'The span that is counted: the last five minutes, less after a start' }),
    requests: z.int(),
    requests_per_s: z.number(),
    error_ratio: z.number().min(0).max(1).nullable().meta({ description: 'null without a request' }),
    endpoints: z.array(EndpointTraffic).meta({ description: 'Those that were asked, the busiest first' }),
  })
  .meta({ id: 'ApiTraffic' });
export type ApiTraffic = z.infer<typeof ApiTraffic>;
