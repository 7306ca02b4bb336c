import { Gauge, type Registry } from 'prom-client';
import type { Gpu, SystemSnapshot } from '../contract/http/system.ts';
import { nameLabel } from './labels.ts';
import { attempt, stateGauge } from './state-gauge.ts';
import { totalCounter } from './total-counter.ts';
import type { MetricSources, SystemTotalsFacts } from './types.ts';

/** Decimal, as the name says: the alert rules that use it count in GB. */
const GB = 1e9;

/** GPUs, the memory of the model, and the host. What a system does not report is absent. */
export function createSystemMetrics(registry: Registry, sources: MetricSources): void {
  createGpuMetrics(registry, sources);
  createMemoryMetrics(registry, sources);
  createHostMetrics(registry, sources);
}

function createGpuMetrics(registry: Registry, { system }: MetricSources): void {
  const perGpu = (name: string, help: string, read: (gpu: Gpu) => number | null) => {
    new Gauge({
      name,
      help,
      labelNames: ['gpu'],
      registers: [registry],
      collect() {
        this.reset();
        for (const gpu of attempt(system)?.gpus ?? []) {
          const value = read(gpu);
          if (value !== null) this.set({ gpu: gpu.id }, value);
        }
      },
    });
  };
  perGpu(
    'vram_allocated_bytes',
    'Memory of the GPU that is in use, by whatever program.',
    (gpu) => gpu.memory_used_bytes,
  );
  perGpu('vram_available_bytes', 'Memory of the GPU that is free.', (gpu) => gpu.memory_free_bytes);
  perGpu('vram_total_bytes', 'Memory of the GPU.', (gpu) => gpu.memory_total_bytes);
  perGpu('process_vram_memory_GB', 'Memory of the GPU that the detector processes hold, in GB (1e9 bytes).', (gpu) =>
    gpu.memory_detectors_bytes === null ? null : gpu.memory_detectors_bytes / GB,
  );
  perGpu('vigil_gpu_utilization_ratio', 'Share of the time that the GPU was busy.', (gpu) => gpu.utilization_ratio);
  perGpu('vigil_gpu_temperature_celsius', 'Temperature of the GPU.', (gpu) => gpu.temperature_celsius);
  perGpu('vigil_gpu_power_watts', 'Power that the GPU draws.', (gpu) => gpu.power_w);
  perGpu('vigil_gpu_power_limit_watts', 'Power that the GPU may draw.', (gpu) => gpu.power_limit_w);
  new Gauge({
    name: 'vigil_gpu_info',
    help: '1 for each GPU, with what it is.',
    labelNames: ['gpu', 'vendor', 'name', 'driver'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { id, vendor, name, driver } of attempt(system)?.gpus ?? []) {
        this.set({ gpu: id, vendor, name: nameLabel(name), driver: nameLabel(driver ?? 'unknown') }, 1);
      }
    },
  });
  new Gauge({
    name: 'vigil_telemetry_source_up',
    help: '1 while a source of GPU figures tells them, 0 while it does not; absent where the machine has none.',
    labelNames: ['source'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { name, state } of attempt(system)?.sources ?? []) {
        if (state !== 'absent') this.set({ source: name }, state === 'running' ? 1 : 0);
      }
    },
  });
}

function createMemoryMetrics(registry: Registry, { system }: MetricSources): void {
  new Gauge({
    name: 'model_memory_usage_bytes',
    help: 'Memory of the model: of the GPU where it runs on one, else resident memory of the detector processes.',
    labelNames: ['kind'],
    registers: [registry],
    collect() {
      this.reset();
      const memory = attempt(system)?.model_memory ?? null;
      if (memory !== null && memory.bytes !== null) this.set({ kind: memory.kind }, memory.bytes);
    },
  });
  stateGauge(registry, 'detector_resident_memory_bytes', 'Resident memory of the detector processes together.', () =>
    residentMemory(system()),
  );
}

/** Of all detectors together; null where one of them is not known, or there is none. */
function residentMemory({ processes }: SystemSnapshot): number | null {
  const detectors = processes.filter(({ role }) => role === 'detector');
  if (detectors.length === 0) return null;
  let total = 0;
  for (const { rss_bytes } of detectors) {
    if (rss_bytes === null) return null;
    total += rss_bytes;
  }
  return total;
}

function createHostMetrics(registry: Registry, { system, systemTotals }: MetricSources): void {
  const gauge = (name: string, help: string, read: (host: SystemSnapshot['host']) => number | null) =>
    stateGauge(registry, name, help, () => read(system().host));
  gauge(
    'vigil_host_cpu_utilization_ratio',
    'Share of all processors that is busy.',
    (host) => host.cpu_utilization_ratio,
  );
  gauge('vigil_host_cpus', 'Logical processors.', (host) => host.cpu_count);
  gauge('vigil_host_load1', 'Load average over one minute.', (host) => host.load_1m);
  gauge('vigil_host_memory_total_bytes', 'Memory of the host.', (host) => host.memory_total_bytes);
  gauge(
    'vigil_host_memory_available_bytes',
    'Memory that programs could still get without swapping.',
    (host) => host.memory_available_bytes,
  );
  gauge('vigil_data_disk_total_bytes', 'Size of the disk with the data folder.', (host) => host.disk_total_bytes);
  gauge('vigil_data_disk_available_bytes', 'Free space on it.', (host) => host.disk_available_bytes);

  const counter = (name: string, help: string, read: (totals: SystemTotalsFacts) => number | null) =>
    totalCounter(registry, name, help, () => read(systemTotals()));
  counter('vigil_host_disk_read_bytes_total', 'Read from all physical disks.', (totals) => totals.disk_read_bytes);
  counter(
    'vigil_host_disk_written_bytes_total',
    'Written to all physical disks.',
    (totals) => totals.disk_written_bytes,
  );
  counter(
    'vigil_host_network_received_bytes_total',
    'Received over all physical interfaces.',
    (totals) => totals.network_received_bytes,
  );
  counter(
    'vigil_host_network_sent_bytes_total',
    'Sent over all physical interfaces.',
    (totals) => totals.network_sent_bytes,
  );
  counter(
    'detector_cpu_seconds_total',
    'Processor time of all detector processes there were.',
    (totals) => totals.detector_cpu_seconds,
  );
}
