import { afterEach, describe, expect, it, vi } from 'vitest';
import { SystemSnapshot } from '../../native/contract/http/system.ts';
import { findNvidiaSmi, thisMachine } from '../../native/telemetry/gpu/nvidia/find.ts';
import {
  createFakeNvidiaSmi,
  type FakeNvidiaSmi,
  gpuLine,
  processReport,
} from '../../native/telemetry/testing/fake-nvidia-smi.ts';
import { childPids, type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { hasShared, sharedPath } from '../../native/testing/shared.ts';

const MIB = 2 ** 20;
const WAIT = { timeout: 50_000, interval: 50 };
const model = hasShared ? { model: sharedPath('models/yolox-nano-416.onnx') } : {};
const disposals: (() => unknown)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose();
});

async function start(environment: Record<string, string> = {}): Promise<RunningConsole> {
  const vigil = await startConsole({ ...model, environment });
  disposals.push(() => vigil.stop());
  return vigil;
}
const system = async ({ url }: RunningConsole) => SystemSnapshot.parse(await (await fetch(`${url}/v1/system`)).json());
const metrics = async ({ url }: RunningConsole) => (await fetch(`${url}/metrics`)).text();

/** Both processes of the fake die and are started again by the console, to do what is planned now. */
function restart(fake: FakeNvidiaSmi): void {
  for (const { pid } of fake.newest()) process.kill(pid, 'SIGKILL');
}

describe.skipIf(process.platform !== 'linux')('the system, from outside', () => {
  it.skipIf(findNvidiaSmi(thisMachine()) !== null)('has no GPU where there is none, and says so', async () => {
    const vigil = await start();
    await vi.waitFor(async () => expect((await system(vigil)).host.cpu_utilization_ratio).not.toBeNull(), WAIT);
    const { gpus, no_gpu_reason, sources, processes } = await system(vigil);
    expect(sources.map(({ state }) => state)).toEqual(['absent', 'absent']);
    if (gpus.length === 0) expect(no_gpu_reason).toMatch(/nvidia-smi/);
    expect(processes[0]).toMatchObject({ role: 'service', pid: vigil.pid });
    const page = await metrics(vigil);
    expect(page).not.toMatch(/^vram_allocated_bytes\{gpu="0"/m);
    expect(page).toMatch(/^vigil_host_memory_available_bytes \d+/m);
    if (!hasShared) return;
    await vi.waitFor(async () => expect((await system(vigil)).model_memory?.kind).toBe('host'), WAIT);
    await vi.waitFor(async () =>
      expect(await metrics(vigil)).toMatch(/^model_memory_usage_bytes\{kind="host"\} \d{7,}/m),
    );
  });

  it('has the GPU that nvidia-smi on PATH tells of, and who holds its memory', async () => {
    const fake = createFakeNvidiaSmi({
      gpus: [{ frames: [gpuLine(2_048)], afterwards: 'repeat' }],
      processes: [{ frames: [processReport({ 1: '500 MiB' })], afterwards: 'repeat' }],
    });
    disposals.push(() => fake.delete());
    const vigil = await start({ PATH: `${fake.folder}:${process.env['PATH']}` });
    await vi.waitFor(async () => {
      expect((await system(vigil)).gpus).toMatchObject([
        {
          ...{ id: '0', name: 'NVIDIA GeForce RTX 4090', memory_used_bytes: 2_048 * MIB, utilization_ratio: 0.37 },
          ...{ memory_detectors_bytes: 0, memory_others_bytes: 2_048 * MIB },
        },
      ]);
    }, WAIT);
    expect(await metrics(vigil)).toMatch(new RegExp(`^vram_allocated_bytes\\{gpu="0"\\} ${2_048 * MIB}$`, 'm'));
    expect(fake.starts().map(({ kind }) => kind)).toEqual(['gpus', 'processes']);

    if (hasShared) {
      const [detector] = await vi.waitFor(() => {
        const pids = childPids(vigil.pid, 'detector');
        expect(pids.length).toBeGreaterThan(0);
        return pids;
      }, WAIT);
      const mine = processReport({ 1: '500 MiB', [detector as number]: '1500 MiB' });
      fake.change({
        gpus: [{ frames: [gpuLine(2_048)], afterwards: 'repeat' }],
        processes: [{ frames: [mine], afterwards: 'repeat' }],
      });
      restart(fake);
      await vi.waitFor(async () => {
        const [gpu] = (await system(vigil)).gpus;
        expect(gpu).toMatchObject({ memory_detectors_bytes: 1_500 * MIB, memory_others_bytes: 548 * MIB });
      }, WAIT);
      expect(await metrics(vigil)).toMatch(/^process_vram_memory_GB\{gpu="0"\} 1\.572864$/m);
    }

    // The driver goes away: the GPU keeps its name, and loses its figures.
    const gone = { frames: ['No devices were found\n'], afterwards: { exit: 6 } } as const;
    fake.change({ gpus: [gone], processes: [gone] });
    restart(fake);
    await vi.waitFor(async () => {
      const [gpu] = (await system(vigil)).gpus;
      expect(gpu).toMatchObject({ name: 'NVIDIA GeForce RTX 4090', memory_used_bytes: null, power_w: null });
      expect(gpu?.not_reported.memory_used_bytes).toMatch(/^Not reported by the driver: .*No devices were found/);
    }, WAIT);
    expect(await metrics(vigil)).not.toMatch(/^vram_allocated_bytes\{/m);
    expect((await fetch(`${vigil.url}/health/live`)).status).toBe(200);

    // And comes back.
    fake.change({
      gpus: [{ frames: [gpuLine(64)], afterwards: 'repeat' }],
      processes: [{ frames: [processReport({})], afterwards: 'repeat' }],
    });
    await vi.waitFor(async () => expect((await system(vigil)).gpus[0]?.memory_used_bytes).toBe(64 * MIB), WAIT);

    const pids = fake.newest().map(({ pid }) => pid);
    expect(await vigil.stop()).toBe(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
  });

  it('answers while nvidia-smi hangs without a word', async () => {
    const hanging = { frames: [], afterwards: 'hang' } as const;
    const fake = createFakeNvidiaSmi({ gpus: [hanging], processes: [hanging] });
    disposals.push(() => fake.delete());
    const vigil = await start({ PATH: `${fake.folder}:${process.env['PATH']}` });
    await vi.waitFor(() => expect(fake.starts()).toHaveLength(2), WAIT);
    const { sources, host } = await system(vigil);
    expect(sources.map(({ state }) => state)).toEqual(['starting', 'starting']);
    expect(host.cpu_count).toBeGreaterThan(0);
    expect(await vigil.stop()).toBe(0);
    for (const { pid } of fake.starts()) expect(() => process.kill(pid, 0)).toThrow();
  });
});
