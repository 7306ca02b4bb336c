import { expect, it } from 'vitest';
import type { Gpu, SystemSnapshot } from '../../contract/http/system.ts';
import { createTelemetry } from '../../telemetry/telemetry.ts';
import { systemSample } from './system-sample.ts';

/** Of a machine that has not been looked at yet. */
const untold = createTelemetry({
  dataFolder: '/nowhere',
  application: () => ({ service: process.pid, detectors: [], modelOn: null }),
}).snapshot();

function gpu(changes: Partial<Gpu>): Gpu {
  return {
    ...{ id: '0', vendor: 'nvidia', name: 'a GPU', driver: null, pci_address: null, mig: false },
    ...{ memory_total_bytes: null, memory_used_bytes: null, memory_free_bytes: null, memory_detectors_bytes: null },
    ...{ memory_others_bytes: null, utilization_ratio: null, temperature_celsius: null, power_w: null },
    ...{ power_limit_w: null, not_reported: {} },
    ...changes,
  };
}

const snapshot = (gpus: Gpu[], host: Partial<SystemSnapshot['host']> = {}): SystemSnapshot => ({
  ...untold,
  host: { ...untold.host, ...host },
  gpus,
});

it('has no value where nothing is reported', () => {
  expect(systemSample(snapshot([gpu({})], { cpu_utilization_ratio: null, memory_available_bytes: null }))).toEqual({
    vram_bytes: null,
    model_memory_bytes: null,
    gpu_utilization_percent: null,
    cpu_percent: null,
    memory_bytes: null,
  });
  expect(systemSample(snapshot([])).vram_bytes).toBeNull();
});

it('takes what is in use of all GPUs, of the busiest one how busy, and of the host', () => {
  const gpus = [
    gpu({ memory_used_bytes: 3e9, utilization_ratio: 0.25 }),
    gpu({ memory_used_bytes: 1e9, utilization_ratio: 0 }),
    gpu({ vendor: 'intel' }),
  ];
  const host = { cpu_utilization_ratio: 0.5, memory_total_bytes: 16e9, memory_available_bytes: 10e9 };
  expect(systemSample({ ...snapshot(gpus, host), model_memory: { kind: 'gpu', bytes: 2e9, reason: null } })).toEqual({
    vram_bytes: 4e9,
    model_memory_bytes: 2e9,
    gpu_utilization_percent: 25,
    cpu_percent: 50,
    memory_bytes: 6e9,
  });
});
