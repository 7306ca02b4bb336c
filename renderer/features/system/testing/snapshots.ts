import type { Gpu, SystemSnapshot } from '../../../../native/contract/http/system.ts';

const MIB = 2 ** 20;

export const gpu = (changes: Partial<Gpu> = {}): Gpu => ({
  id: '0',
  vendor: 'nvidia',
  name: 'NVIDIA RTX 4090',
  driver: '570.124.06',
  pci_address: '0000:01:00.0',
  mig: false,
  memory_total_bytes: 24_576 * MIB,
  memory_used_bytes: 2_048 * MIB,
  memory_free_bytes: 22_144 * MIB,
  memory_detectors_bytes: 1_500 * MIB,
  memory_others_bytes: 548 * MIB,
  utilization_ratio: 0.37,
  temperature_celsius: 54,
  power_w: 182.5,
  power_limit_w: 450,
  not_reported: {},
  ...changes,
});

export const snapshot = (changes: Partial<SystemSnapshot> = {}): SystemSnapshot => ({
  sampled_at: '2026-03-01T12:00:00.000Z',
  interval_ms: 1_000,
  host: {
    platform: 'linux',
    cpu_model: 'AMD Ryzen 9 7950X',
    cpu_count: 32,
    uptime_s: 3_600,
    cpu_utilization_ratio: 0.23,
    load_1m: 4.5,
    load_5m: 4,
    load_15m: 3,
    memory_total_bytes: 64 * 1_024 * MIB,
    memory_available_bytes: 40 * 1_024 * MIB,
    disk_total_bytes: 1e12,
    disk_available_bytes: 4e11,
    disk_read_bytes_per_s: 0,
    disk_written_bytes_per_s: 0,
    network_received_bytes_per_s: 0,
    network_sent_bytes_per_s: 0,
    not_reported: {},
  },
  gpus: [gpu()],
  no_gpu_reason: null,
  processes: [],
  model_memory: null,
  sources: [],
  ...changes,
});
