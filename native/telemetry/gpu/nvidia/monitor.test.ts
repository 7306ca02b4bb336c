import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { numberOf } from '../../reading.ts';
import type { StreamLimits } from '../../supervision/stream-state.ts';
import {
  createFakeNvidiaSmi,
  type FakeNvidiaSmi,
  gpuLine,
  type Life,
  processReport,
} from '../../testing/fake-nvidia-smi.ts';
import { findNvidiaSmi, thisMachine } from './find.ts';
import { NvidiaMonitor } from './monitor.ts';

const MIB = 2 ** 20;
/** Long enough for a busy machine where a test does not provoke the opposite. */
const PATIENT: Partial<StreamLimits> = { start_ms: 50_000, silence_ms: 50_000, backoff_ms: 20, backoff_max_ms: 20 };
const healthy: Life = { frames: [gpuLine()], afterwards: 'repeat' };
const listing: Life = { frames: [processReport({ 4242: '1024 MiB' })], afterwards: 'repeat' };

const running: { monitor: NvidiaMonitor; fake: FakeNvidiaSmi }[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const { monitor, fake } of running.splice(0)) {
    await monitor.stop();
    fake.delete();
  }
});

/** A monitor over a fake that is found on PATH, as the real one would be. */
function watch(gpus: [Life, ...Life[]], processes: [Life, ...Life[]] = [listing], limits: Partial<StreamLimits> = {}) {
  const fake = createFakeNvidiaSmi({ gpus, processes });
  vi.stubEnv('PATH', `${fake.folder}:${process.env['PATH']}`);
  const file = findNvidiaSmi(thisMachine());
  expect(file).toBe(fake.file);
  // Waiting for silence is the clock's part, so that a busy machine is not taken for a silent program.
  let skipped = 0;
  const clock = () => Date.now() + skipped;
  const monitor = new NvidiaMonitor({ intervalMs: 20, limits: { ...PATIENT, ...limits }, find: () => file, clock });
  running.push({ monitor, fake });
  monitor.start();
  const skip = (ms: number) => {
    skipped += ms;
  };
  const gpu = () => monitor.read()[0]?.gpu;
  const [gpuSource, processSource] = [() => monitor.sources()[0], () => monitor.sources()[1]];
  const until = (assertion: () => void) => vi.waitFor(assertion, { timeout: 50_000, interval: 5 });
  return { monitor, fake, gpu, gpuSource, processSource, until, skip };
}

describe.skipIf(process.platform === 'win32')('nvidia-smi', () => {
  it('is one process for each question, however many samples', async () => {
    const { monitor, fake, gpu, until } = watch([{ frames: [gpuLine('$n')], afterwards: 'repeat' }]);
    await until(() => expect(numberOf(gpu()?.memoryUsed ?? { missing: '' })).toBeGreaterThan(40 * MIB));
    await until(() =>
      expect(monitor.read()[0]?.processes).toEqual({ memory: new Map([[4242, { value: 1024 * MIB }]]) }),
    );
    const starts = fake.starts();
    expect(starts.map(({ kind }) => kind)).toEqual(['gpus', 'processes']);
    expect(starts[0]?.args).toContain('--format=csv,noheader,nounits');
    await monitor.stop();
    for (const { pid } of starts) expect(() => process.kill(pid, 0)).toThrow();
  });

  it('that hangs is ended, said to be silent, and started again', async () => {
    const hanging: Life = { frames: [gpuLine(7_000)], afterwards: 'hang' };
    const { fake, gpu, gpuSource, until, skip } = watch([hanging, healthy], [listing], {
      backoff_ms: 1_000_000,
      backoff_max_ms: 1_000_000,
    });
    await until(() => expect(gpu()?.memoryUsed).toEqual({ value: 7_000 * MIB }));
    skip(51_000);
    await until(() =>
      expect(gpu()?.memoryUsed).toEqual({
        missing: expect.stringMatching(/^Not reported by the driver: .*told no figure for 50 s.*started again/),
      }),
    );
    // Its name stays, its figures do not.
    expect(gpu()).toMatchObject({ name: 'NVIDIA GeForce RTX 4090', temperature: { missing: expect.any(String) } });
    const [first] = fake.starts();
    await until(() => expect(() => process.kill(first?.pid as number, 0)).toThrow());
    skip(1_000_001);
    await until(() => expect(gpu()?.memoryUsed).toEqual({ value: 2_048 * MIB }));
    expect(gpuSource()).toMatchObject({ state: 'running' });
    expect(gpuSource().restarts).toBe(1);
  });

  it('that dies is started again, and what it said last is the reason', async () => {
    const lost = 'Unable to determine the device handle for GPU 0000:01:00.0: GPU is lost.\n';
    const dying: Life = { frames: [gpuLine(5_000), lost], afterwards: { exit: 15 } };
    const { fake, gpu, gpuSource, until } = watch([dying], [listing], { max_failures: 2 });
    await until(() => expect(gpuSource().state).toBe('failed'));
    expect(gpuSource()).toMatchObject({
      ...{ restarts: 1, skipped_lines: 2 },
      detail: expect.stringMatching(
        /failed 2 times in a row, the last time: it ended with status 15, saying ".*is lost/,
      ),
    });
    expect(gpu()?.power).toEqual({ missing: expect.stringContaining('GPU is lost') });
    expect(fake.starts().filter(({ kind }) => kind === 'gpus')).toHaveLength(2);
  });

  it('that comes back after several failures is listened to again', async () => {
    const dying: Life = { frames: [], afterwards: { exit: 9 }, stderr: 'no driver' };
    const { gpu, gpuSource, until } = watch([dying, dying, dying, healthy], [listing], {
      max_failures: 2,
      retry_ms: 40,
    });
    await until(() => expect(gpu()?.utilization).toEqual({ value: 0.37 }));
    expect(gpuSource()).toMatchObject({ state: 'running', restarts: 3 });
  });

  it('that talks nonsense is not believed, and counts as silent', async () => {
    const raving: Life = { frames: ['one, two, three\n\u0000\u0001\n'], afterwards: 'repeat' };
    const endless: Life = { frames: ['x'.repeat(3_000)], afterwards: 'repeat' };
    const { gpu, gpuSource, processSource, until, skip } = watch([raving, healthy], [endless]);
    await until(() => expect(gpuSource().skipped_lines).toBeGreaterThan(2));
    expect(gpu()).toBeUndefined();
    expect(gpuSource().state).toBe('starting');
    skip(51_000);
    await until(() => expect(gpu()?.temperature).toEqual({ value: 54 }));
    await until(() => expect(processSource().skipped_lines).toBeGreaterThan(0));
    expect(running[0]?.monitor.read()[0]?.processes).toEqual({
      missing: expect.stringMatching(/^Not reported by the driver/),
    });
  });

  it('that mixes nonsense into its figures loses the nonsense alone', async () => {
    const frames = [gpuLine(1), 'Xid 79: the GPU has fallen off the bus\n', gpuLine(3)];
    const { gpu, gpuSource, until } = watch([{ frames, afterwards: 'repeat' }]);
    await until(() => expect(gpu()?.memoryUsed).toEqual({ value: 3 * MIB }));
    expect(gpuSource()).toMatchObject({ state: 'running', skipped_lines: 1, restarts: 0 });
  });

  it('of an old driver is asked again without the field that it does not know', async () => {
    const refusing: Life = {
      frames: ['Field "mig.mode.current" is not a valid field to query.\n'],
      afterwards: { exit: 2 },
    };
    const old: Life = {
      frames: ['0, 00000000:01:00.0, 430.14, 4040, 9, 4031, 0, 54, [N/A], [N/A], GTX\n'],
      afterwards: 'repeat',
    };
    const { fake, gpu, gpuSource, until } = watch([refusing, old]);
    await until(() => expect(gpu()).toMatchObject({ name: 'GTX', mig: false, memoryUsed: { value: 9 * MIB } }));
    expect(gpuSource()).toMatchObject({ state: 'running', restarts: 0, skipped_lines: 0 });
    const asked = fake.starts().filter(({ kind }) => kind === 'gpus');
    expect(asked.map(({ args }) => args[0]?.includes('mig.mode.current'))).toEqual([true, false]);
  });

  it('tells of a GPU no more when it leaves it out', async () => {
    const both = `${gpuLine(1)}${gpuLine(2, 1)}`;
    const { monitor, until } = watch([{ frames: [both, both, gpuLine(3)], afterwards: 'repeat' }], [listing], {
      silence_ms: 2_000,
    });
    await until(() =>
      expect(monitor.read().map(({ gpu }) => gpu.memoryUsed)).toEqual([
        { value: 3 * MIB },
        { missing: expect.stringContaining('has not named this GPU for') },
      ]),
    );
  });

  it('that is no program is a failure with the reason of the system', async () => {
    const fake = createFakeNvidiaSmi({ gpus: [healthy], processes: [listing] });
    writeFileSync(join(fake.folder, 'nvidia-smi'), 'no script, no program');
    chmodSync(fake.file, 0o644);
    const monitor = new NvidiaMonitor({
      intervalMs: 20,
      limits: { ...PATIENT, max_failures: 2 },
      find: () => fake.file,
    });
    running.push({ monitor, fake });
    monitor.start();
    await vi.waitFor(() => expect(monitor.sources()[0].state).toBe('failed'), { timeout: 20_000 });
    expect(monitor.sources()[0].detail).toMatch(/EACCES/);
  });

  it('that is not there is looked for again', async () => {
    let isInstalled = false;
    const fake = createFakeNvidiaSmi({ gpus: [healthy], processes: [listing] });
    const find = () => (isInstalled ? fake.file : null);
    const monitor = new NvidiaMonitor({ intervalMs: 20, limits: { ...PATIENT, look_ms: 30 }, find });
    running.push({ monitor, fake });
    monitor.start();
    expect(monitor.sources()).toMatchObject([
      { state: 'absent', detail: 'nvidia-smi was not found on this machine.' },
      {},
    ]);
    expect(monitor.read()).toEqual([]);
    isInstalled = true;
    await vi.waitFor(() => expect(monitor.read()).toHaveLength(1), { timeout: 20_000 });
  });

  it('is told no secret', async () => {
    vi.stubEnv('VIGIL_TOKEN', 'a-secret-of-the-console');
    const { gpu, fake, until } = watch([healthy]);
    await until(() => expect(gpu()).toBeDefined());
    const { pid = 0 } = fake.starts()[0] ?? {};
    if (process.platform !== 'linux') return;
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain('VIGIL_TOKEN');
  });
});
