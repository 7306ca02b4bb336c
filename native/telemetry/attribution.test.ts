import { describe, expect, it } from 'vitest';
import { attribute } from './attribution.ts';
import type { DrmCard } from './gpu/drm/cards.ts';
import type { DrmSample } from './gpu/drm/monitor.ts';
import { parseGpuLine, QUERY_FIELDS } from './gpu/nvidia/gpu-rows.ts';
import type { NvidiaReading } from './gpu/nvidia/monitor.ts';
import type { GpuProcesses } from './gpu/nvidia/process-report.ts';
import type { Reading } from './reading.ts';
import { gpuLine } from './testing/fake-nvidia-smi.ts';
import type { Application } from './types.ts';

const MIB = 2 ** 20;
const NO_CARDS: DrmSample = { cards: [], memory: new Map() };
const ON_GPU: Application = {
  service: 1,
  detectors: [
    { pid: 10, rssBytes: 1 },
    { pid: 11, rssBytes: 1 },
  ],
  modelOn: 'gpu',
};
const ON_HOST: Application = { ...ON_GPU, modelOn: 'host' };

const listed = (...entries: [number, number | null][]): GpuProcesses => ({
  memory: new Map(
    entries.map(([pid, mib]): [number, Reading] => [pid, mib === null ? { missing: 'WDDM' } : { value: mib * MIB }]),
  ),
});
const nvidia = (processes: GpuProcesses, used = 2_000): NvidiaReading => {
  const gpu = parseGpuLine(gpuLine(used).trim(), QUERY_FIELDS);
  if (gpu === null) throw new Error('the line of the fake makes no sense');
  return { gpu, processes };
};

describe('the memory of a GPU', () => {
  it('is divided into what our detectors hold and what others do', () => {
    const { gpus, memoryOf } = attribute([nvidia(listed([10, 500], [11, 300], [99, 700]))], NO_CARDS, ON_GPU);
    expect(gpus).toMatchObject([
      { id: '0', memory_detectors_bytes: 800 * MIB, memory_others_bytes: 1_200 * MIB, not_reported: {} },
    ]);
    expect(memoryOf(10)).toEqual({ value: 500 * MIB });
    expect(memoryOf(1)).toEqual({ value: 0 });
  });

  it('is all of others while the model runs on the host', () => {
    const { gpus } = attribute([nvidia(listed([99, 700]))], NO_CARDS, ON_HOST);
    expect(gpus).toMatchObject([{ memory_detectors_bytes: 0, memory_others_bytes: 2_000 * MIB }]);
  });

  it('is not divided where the driver does not say how: never 0', () => {
    for (const processes of [listed([10, null], [11, 300]), { missing: 'no list' }]) {
      const [gpu] = attribute([nvidia(processes)], NO_CARDS, ON_GPU).gpus;
      expect(gpu).toMatchObject({
        memory_used_bytes: 2_000 * MIB,
        memory_detectors_bytes: null,
        memory_others_bytes: null,
      });
      expect(Object.keys(gpu?.not_reported ?? {})).toEqual(['memory_detectors_bytes', 'memory_others_bytes']);
    }
  });

  it('is not 0 for a model on the GPU whose process is not in the list, as in a container', () => {
    const readings = [nvidia(listed([99, 700])), nvidia(listed())];
    const { gpus, memoryOf } = attribute(readings, NO_CARDS, ON_GPU);
    for (const gpu of gpus) {
      expect(gpu.memory_detectors_bytes).toBeNull();
      expect(gpu.not_reported.memory_detectors_bytes).toMatch(/not among those listed/);
    }
    expect(memoryOf(10)).toHaveProperty('missing');
    // The second of two GPUs, which the model does not use, holds nothing of ours.
    expect(
      attribute([nvidia(listed([10, 5])), nvidia(listed())], NO_CARDS, ON_GPU).gpus[1]?.memory_detectors_bytes,
    ).toBe(0);
  });

  it('of cards of the kernel is what the processes themselves tell', () => {
    const figures = {
      ...{ memoryTotal: { value: 1_000 }, memoryUsed: { value: 600 }, memoryFree: { value: 400 } },
      ...{ utilization: { value: 0.5 }, temperature: { value: 50 }, power: { value: 9 }, powerLimit: { value: 10 } },
    };
    const card: DrmCard = {
      ...{ id: 'card1', driver: 'amdgpu', pciAddress: '0000:03:00.0', pciId: '1002:744c' },
      vendor: 'amd',
      ...{ productName: null, device: '/', sensors: null },
    };
    const memory = new Map([
      [10, new Map([['0000:03:00.0', 250]])],
      [11, new Map<string, number>()],
    ]);
    const [gpu] = attribute([], { cards: [{ card, figures }], memory }, ON_GPU).gpus;
    expect(gpu).toMatchObject({
      ...{ id: 'card1', name: 'AMD GPU (PCI 1002:744c)', memory_detectors_bytes: 250, memory_others_bytes: 350 },
      power_limit_w: 10,
    });
    const unreadable = attribute([], { cards: [{ card, figures }], memory: new Map([[10, null]]) }, ON_GPU).gpus[0];
    expect(unreadable?.not_reported.memory_detectors_bytes).toContain('cannot be read');
  });

  it('is unknown without any GPU', () => {
    const { gpus, memoryOf } = attribute([], NO_CARDS, ON_HOST);
    expect(gpus).toEqual([]);
    expect(memoryOf(10)).toEqual({ missing: 'No GPU tells its figures here' });
  });
});
