import type { SAMPLED_SERIES } from '../../contract/http/series.ts';
import type { SystemSnapshot } from '../../contract/http/system.ts';

type SystemSeries = Exclude<(typeof SAMPLED_SERIES)[number], 'drift_share' | 'num_drifted_features' | 'queue_length'>;

/**
 * What is charted of the machine: memory of all GPUs that report it, utilisation of the busiest one, processors and memory
 * in use of the host. What is not reported is null.
 */
export function systemSample({ host, gpus, model_memory }: SystemSnapshot): Record<SystemSeries, number | null> {
  const memory = gpus.flatMap(({ memory_used_bytes }) => memory_used_bytes ?? []);
  const utilization = gpus.flatMap(({ utilization_ratio }) => utilization_ratio ?? []);
  const available = host.memory_available_bytes;
  return {
    vram_bytes: memory.length === 0 ? null : memory.reduce((sum, bytes) => sum + bytes, 0),
    model_memory_bytes: model_memory?.bytes ?? null,
    gpu_utilization_percent: utilization.length === 0 ? null : percent(Math.max(...utilization)),
    cpu_percent: host.cpu_utilization_ratio === null ? null : percent(host.cpu_utilization_ratio),
    memory_bytes: available === null ? null : host.memory_total_bytes - available,
  };
}

const percent = (ratio: number) => Math.min(ratio * 100, 100);
