import { beforeEach, describe, expect, it } from 'vitest';
import type { SystemSnapshot } from '../contract/http/system.ts';
import { createMetrics, type Metrics } from './registry.ts';
import { COLLECTING } from './testing/drift-facts.ts';
import { SNAPSHOT } from './testing/snapshot.ts';
import type { SystemTotalsFacts } from './types.ts';

const TOTALS: SystemTotalsFacts = {
  disk_read_bytes: 1_000,
  disk_written_bytes: 2_000,
  network_received_bytes: 3_000,
  network_sent_bytes: 4_000,
  detector_cpu_seconds: 12.5,
};
let state: { snapshot: SystemSnapshot; totals: SystemTotalsFacts };
let metrics: Metrics;

beforeEach(() => {
  state = { snapshot: SNAPSHOT, totals: TOTALS };
  metrics = createMetrics({
    version: '1',
    queueLength: () => 0,
    modelLoaded: () => true,
    activeModel: () => null,
    lanes: () => ({ ready: 1, total: 1, restarts: 0 }),
    accuracy: () => null,
    drift: () => COLLECTING,
    historyBytes: () => 0,
    cacheSizes: () => ({}),
    system: () => state.snapshot,
    systemTotals: () => state.totals,
  });
});

/** Samples of metrics whose name begins so, `name{labels}` to value. */
async function samples(prefix: string): Promise<Record<string, number>> {
  const { body } = await metrics.render();
  const lines = body.split('\n').filter((line) => line.startsWith(prefix));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

describe('GPUs', () => {
  it('have a series each, under the names that alert rules know', async () => {
    const [gpu] = SNAPSHOT.gpus;
    if (gpu === undefined) throw new Error('the sample has a GPU');
    state.snapshot = { ...SNAPSHOT, gpus: [gpu, { ...gpu, id: '1', memory_used_bytes: 7 }] };
    expect(await samples('vram_')).toEqual({
      'vram_allocated_bytes{gpu="0"}': 3e9,
      'vram_allocated_bytes{gpu="1"}': 7,
      'vram_available_bytes{gpu="0"}': 20.5e9,
      'vram_available_bytes{gpu="1"}': 20.5e9,
      'vram_total_bytes{gpu="0"}': 24e9,
      'vram_total_bytes{gpu="1"}': 24e9,
    });
    expect(await samples('process_vram_memory_GB')).toMatchObject({ 'process_vram_memory_GB{gpu="0"}': 1.25 });
    expect(await samples('vigil_gpu_')).toMatchObject({
      'vigil_gpu_utilization_ratio{gpu="0"}': 0.5,
      'vigil_gpu_temperature_celsius{gpu="0"}': 61,
      'vigil_gpu_power_watts{gpu="0"}': 187.5,
      'vigil_gpu_power_limit_watts{gpu="0"}': 450,
      'vigil_gpu_info{gpu="0",vendor="nvidia",name="NVIDIA GeForce RTX 4090",driver="570.124.06"}': 1,
    });
  });

  it('have no series for what the driver does not report, and lose it when it stops reporting', async () => {
    await metrics.render();
    const gpus = SNAPSHOT.gpus.map((gpu) => ({
      ...gpu,
      ...{ memory_used_bytes: null, memory_detectors_bytes: null, utilization_ratio: null, power_w: null },
    }));
    state.snapshot = { ...SNAPSHOT, gpus };
    for (const name of ['vram_allocated_bytes', 'process_vram', 'vigil_gpu_utilization', 'vigil_gpu_power_watts']) {
      expect(await samples(name)).toEqual({});
    }
    expect(await samples('vram_total_bytes')).toEqual({ 'vram_total_bytes{gpu="0"}': 24e9 });
    state.snapshot = { ...SNAPSHOT, gpus: [] };
    expect({ ...(await samples('vram_')), ...(await samples('vigil_gpu_')) }).toEqual({});
  });

  it('are told by sources that are up or down, or not there at all', async () => {
    expect(await samples('vigil_telemetry_source_up')).toEqual({
      'vigil_telemetry_source_up{source="nvidia_gpus"}': 1,
      'vigil_telemetry_source_up{source="nvidia_processes"}': 0,
    });
    state.snapshot = { ...SNAPSHOT, sources: SNAPSHOT.sources.map((source) => ({ ...source, state: 'absent' })) };
    expect(await samples('vigil_telemetry_source_up')).toEqual({});
  });
});

describe('memory of the model', () => {
  it('is of the GPU or of the host, one of the two', async () => {
    expect(await samples('model_memory')).toEqual({ 'model_memory_usage_bytes{kind="gpu"}': 1.25e9 });
    state.snapshot = { ...SNAPSHOT, model_memory: { kind: 'host', bytes: 5, reason: null } };
    expect(await samples('model_memory')).toEqual({ 'model_memory_usage_bytes{kind="host"}': 5 });
    state.snapshot = { ...SNAPSHOT, model_memory: { kind: 'gpu', bytes: null, reason: 'WDDM' } };
    expect(await samples('model_memory')).toEqual({});
    state.snapshot = { ...SNAPSHOT, model_memory: null };
    expect(await samples('model_memory')).toEqual({});
  });

  it('on the host is that of all detectors, if all are known', async () => {
    expect(await samples('detector_resident')).toEqual({ detector_resident_memory_bytes: 300_000_000 });
    const unknown = SNAPSHOT.processes.map((facts) => ({ ...facts, rss_bytes: null }));
    state.snapshot = { ...SNAPSHOT, processes: unknown };
    expect(await samples('detector_resident')).toEqual({});
  });
});

describe('the host', () => {
  it('is told in gauges and counters', async () => {
    expect(await samples('vigil_host_')).toEqual({
      vigil_host_cpu_utilization_ratio: 0.25,
      vigil_host_cpus: 32,
      vigil_host_load1: 4.5,
      vigil_host_memory_total_bytes: 64e9,
      vigil_host_memory_available_bytes: 40e9,
      vigil_host_disk_read_bytes_total: 1_000,
      vigil_host_disk_written_bytes_total: 2_000,
      vigil_host_network_received_bytes_total: 3_000,
      vigil_host_network_sent_bytes_total: 4_000,
    });
    expect(await samples('vigil_data_disk')).toEqual({
      ...{ vigil_data_disk_total_bytes: 1e12, vigil_data_disk_available_bytes: 4e11 },
    });
  });

  it('counts on, however often it is asked, and has no counter for what is not told', async () => {
    state.totals = { ...TOTALS, disk_read_bytes: null };
    expect(await samples('vigil_host_disk_read')).toEqual({});
    await metrics.render();
    state.totals = { ...TOTALS, disk_read_bytes: 50, network_sent_bytes: 4_500 };
    expect(await samples('vigil_host_disk_read')).toEqual({ vigil_host_disk_read_bytes_total: 50 });
    expect(await samples('vigil_host_network_sent')).toEqual({ vigil_host_network_sent_bytes_total: 4_500 });
    expect(await samples('detector_cpu')).toEqual({ detector_cpu_seconds_total: 12.5 });
  });
});
