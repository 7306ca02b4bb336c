import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SystemSnapshot } from '../contract/http/system.ts';
import { createTelemetry, type Telemetry, type TelemetryOptions } from './telemetry.ts';
import { createFakeNvidiaSmi, gpuLine, processReport } from './testing/fake-nvidia-smi.ts';
import { createFileTree } from './testing/file-tree.ts';
import type { Application } from './types.ts';

const disposals: (() => unknown)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose();
});

const DETECTOR = 777_777;
const application = (changes: Partial<Application> = {}): Application => ({
  service: process.pid,
  detectors: [{ pid: DETECTOR, rssBytes: 300_000_000 }],
  modelOn: 'host',
  ...changes,
});

function sample(changes: Partial<TelemetryOptions> = {}): Telemetry {
  const telemetry = createTelemetry({
    dataFolder: tmpdir(),
    application,
    intervalMs: 20,
    system: { findNvidiaSmi: () => null, sys: '/nowhere' },
    ...changes,
  });
  disposals.push(() => telemetry.stop());
  return telemetry;
}
const until = (assertion: () => void) => vi.waitFor(assertion, { timeout: 50_000, interval: 5 });
/** Each figure that is null has a reason, and none other has one. */
function expectReasons(snapshot: SystemSnapshot): void {
  for (const part of [snapshot.host, ...snapshot.gpus, ...snapshot.processes]) {
    const { not_reported, ...figures } = part;
    const silent = Object.entries(figures).filter(([name, value]) => value === null && !/driver|pci/.test(name));
    expect(silent.map(([name]) => name).sort()).toEqual(Object.keys(not_reported).sort());
  }
}

describe('telemetry', () => {
  it('answers before its first sample, after it, and after its end', async () => {
    const telemetry = sample();
    expectReasons(SystemSnapshot.parse(telemetry.snapshot()));
    await telemetry.start();
    await until(() => expect(telemetry.snapshot().host.cpu_utilization_ratio).not.toBeNull());
    expectReasons(SystemSnapshot.parse(telemetry.snapshot()));
    await telemetry.stop();
    SystemSnapshot.parse(telemetry.snapshot());
  });

  it('tells the host memory of the model where there is no GPU, and says that there is none', async () => {
    const telemetry = sample();
    await telemetry.start();
    const snapshot = telemetry.snapshot();
    expect(snapshot).toMatchObject({ gpus: [], model_memory: { kind: 'host', bytes: 300_000_000, reason: null } });
    expect(snapshot.no_gpu_reason).toMatch(/\w/);
    expect(snapshot.processes.map(({ role, pid, gpu_memory_bytes }) => [role, pid, gpu_memory_bytes])).toEqual([
      ['service', process.pid, null],
      ['detector', DETECTOR, null],
    ]);
    expect(snapshot.sources.map(({ state }) => state)).toEqual(['absent', 'absent']);
  });

  it('tells no memory of a model that is not there', async () => {
    const telemetry = sample({ application: () => application({ modelOn: null, detectors: [] }) });
    await telemetry.start();
    expect(telemetry.snapshot().model_memory).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('tells the GPU memory of a model that runs there', async () => {
    const fake = createFakeNvidiaSmi({
      gpus: [{ frames: [gpuLine(2_048)], afterwards: 'repeat' }],
      processes: [{ frames: [processReport({ [DETECTOR]: '900 MiB', 1: '100 MiB' })], afterwards: 'repeat' }],
    });
    disposals.push(() => fake.delete());
    const telemetry = sample({
      application: () => application({ modelOn: 'gpu' }),
      system: { findNvidiaSmi: () => fake.file, sys: '/nowhere' },
    });
    await telemetry.start();
    const held = 900 * 2 ** 20;
    await until(() => expect(telemetry.snapshot().model_memory).toEqual({ kind: 'gpu', bytes: held, reason: null }));
    const snapshot = SystemSnapshot.parse(telemetry.snapshot());
    expectReasons(snapshot);
    expect(snapshot.gpus).toMatchObject([
      { memory_detectors_bytes: held, memory_others_bytes: (2_048 - 900) * 2 ** 20 },
    ]);
    expect(snapshot.no_gpu_reason).toBeNull();
  });

  it.skipIf(process.platform !== 'linux')(
    'names an NVIDIA card of the kernel that nvidia-smi does not tell of',
    async () => {
      const sys = createFileTree({
        'class/drm/card0/device/vendor': '0x10de\n',
        'class/drm/card0/device/uevent': 'DRIVER=nouveau\nPCI_ID=10DE:2684\nPCI_SLOT_NAME=0000:01:00.0\n',
      });
      disposals.push(() => sys.delete());
      const telemetry = sample({ system: { findNvidiaSmi: () => null, sys: sys.root } });
      await telemetry.start();
      await until(() => expect(telemetry.snapshot().gpus).toHaveLength(1));
      const [gpu] = telemetry.snapshot().gpus;
      expect(gpu).toMatchObject({ id: 'card0', name: 'NVIDIA GPU (PCI 10de:2684)', memory_used_bytes: null });
      expectReasons(SystemSnapshot.parse(telemetry.snapshot()));
    },
  );

  it('goes on after a mistake of ours, and tells it', async () => {
    let isBroken = true;
    const onError = vi.fn();
    const telemetry = sample({
      application() {
        if (isBroken) throw new Error('not yet');
        return application();
      },
      onError,
    });
    await telemetry.start();
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ message: 'not yet' }));
    isBroken = false;
    await until(() => expect(telemetry.snapshot().processes).toHaveLength(2));
  });

  it.skipIf(process.platform !== 'linux')('measures real processes of this machine', async () => {
    const telemetry = sample({
      application: () => application({ detectors: [{ pid: process.ppid, rssBytes: null }] }),
    });
    await telemetry.start();
    await until(() => expect(telemetry.snapshot().processes[1]?.cpu_cores).not.toBeNull());
    const { processes, host } = telemetry.snapshot();
    for (const { rss_bytes } of processes) expect(rss_bytes).toBeGreaterThan(1_000_000);
    expect(host.memory_available_bytes).toBeLessThan(host.memory_total_bytes);
    expect(telemetry.totals().detector_cpu_seconds).toBeGreaterThan(0);
  });
});
