import { describe, expect, it, vi } from 'vitest';
import { JOBS_AT_ONCE } from './lane.ts';
import type { DetectionOptions } from './pool.ts';
import { isAlive, startDetection } from './testing/detection.ts';

const code = (expected: string) => expect.objectContaining({ code: expected });
/** Pauses as short as the tests can bear; what they are is shown by the table of lane-state.test.ts. */
const QUICK = { backoff_ms: 1, backoff_max_ms: 5 };

describe('a detector that dies', () => {
  it('is started again, and its images are tried once more', async () => {
    const { load, detect, file, service, eventsOf, lines } = startDetection();
    const startLog = file('starts');
    await load({ name: 'model', startLog });
    const [first, second] = await Promise.all([
      detect({ number: 1, run: 'crashes', crashMark: file('crashed') }),
      detect({ number: 2 }),
    ]);
    expect([first.result.width, second.result.width]).toEqual([1, 2]);
    expect(eventsOf('job_retried')).toHaveLength(2);
    expect(eventsOf('detector_exited')).toMatchObject([
      { jobs: 2, reason: 'the process ended with status 7 and said: the run broke the process' },
    ]);
    expect(eventsOf('detector_restarted')).toHaveLength(1);
    expect(service.status().lanes).toMatchObject([{ state: { state: 'ready' }, restarts: 1 }]);
    // The second start believes what the first has proved.
    expect(lines(startLog).map((line) => JSON.parse(line))).toEqual([
      { providers: ['cpu'], threads: { type: 'auto' }, known: false },
      { providers: ['cpu'], threads: { type: 'fixed', threads: 2, spinning: true }, known: true },
    ]);
  });

  it('twice with the same image loses that image alone', async () => {
    const { load, detect, eventsOf } = startDetection();
    await load({ name: 'model' });
    const [poison, ...others] = await Promise.allSettled([
      detect({ run: 'crashes' }),
      ...[1, 2, 3, 4].map((number) => detect({ number })),
    ]);
    expect(poison).toMatchObject({ status: 'rejected', reason: { code: 'detector_lost' } });
    expect(poison).toMatchObject({ reason: { message: expect.stringContaining('stopped 2 times') } });
    expect(others.map((other) => other.status === 'fulfilled' && other.value.result.width)).toEqual([1, 2, 3, 4]);
    expect(eventsOf('detector_exited').map(({ jobs }) => jobs)).toEqual([JOBS_AT_ONCE, 1]);
  });

  it('20 times under load loses no request, and is ready again each time', async () => {
    const { load, detect, service, pids, until, eventsOf } = startDetection();
    await load({ name: 'model', number: 9 });
    let isOver = false;
    const settled: PromiseSettledResult<unknown>[] = [];
    const caller = async (number: number) => {
      while (!isOver) {
        const [one] = await Promise.allSettled([detect({ number, run_ms: 2 })]);
        settled.push(one);
        if (one.status === 'fulfilled') expect(one.value.result).toMatchObject({ width: number, height: 9 });
        else expect(one.reason).toEqual(code('detector_lost'));
      }
    };
    const callers = [1, 2, 3, 4].map(caller);
    for (let kill = 0; kill < 20; kill++) {
      const goal = settled.length + Math.ceil(Math.random() * 12);
      await vi.waitUntil(() => settled.length >= goal, { timeout: 30_000, interval: 1 });
      const [lane] = service.status().lanes;
      process.kill(lane?.pid as number, 'SIGKILL');
      await vi.waitUntil(() => eventsOf('detector_restarted').length > kill, { timeout: 30_000, interval: 1 });
    }
    isOver = true;
    await Promise.all(callers);
    await until('ready');
    expect(service.status().lanes[0]?.restarts).toBe(20);
    expect(eventsOf('given_up')).toEqual([]);
    expect(pids.filter(isAlive)).toEqual([service.status().lanes[0]?.pid]);
  });
});

describe('a detector that hangs', () => {
  const supervision = { run_ms: 250, heartbeat_ms: 400, ...QUICK };

  it('in a run is killed; that image is answered, its companion tried again', async () => {
    const { load, detect, eventsOf } = startDetection({ supervision });
    await load({ name: 'model', heartbeat_ms: 20 });
    const [hanging, companion] = await Promise.allSettled([detect({ run: 'hangs' }), detect({ number: 2 })]);
    expect(hanging).toMatchObject({ status: 'rejected', reason: { code: 'inference_timeout' } });
    expect(companion).toMatchObject({ status: 'fulfilled', value: { result: { width: 2 } } });
    expect(eventsOf('detector_exited')).toMatchObject([{ reason: 'a model run had not ended after 0.25 s' }]);
    expect(eventsOf('job_retried')).toHaveLength(1);
  });

  it('outside of a run is killed for its silence', async () => {
    const { load, detect, eventsOf } = startDetection({ supervision });
    await load({ name: 'model', heartbeat_ms: 20 });
    await expect(detect({ freezes: true })).rejects.toThrow(code('detector_lost'));
    expect(eventsOf('detector_exited').map(({ reason }) => reason)).toEqual([
      'the process gave no sign of life for 0.4 s',
      'the process gave no sign of life for 0.4 s',
    ]);
  });

  it('on to a cancelled image is killed', async () => {
    const { load, detect, eventsOf, until } = startDetection({ supervision, requestTimeoutMs: 100 });
    await load({ name: 'model', heartbeat_ms: 20 });
    await expect(detect({ clings: true })).rejects.toThrow(code('inference_timeout'));
    await vi.waitUntil(() => eventsOf('detector_restarted').length === 1, { timeout: 30_000 });
    expect(eventsOf('detector_exited')).toMatchObject([
      { reason: 'the process did not let go of a cancelled image', jobs: 0 },
    ]);
    await until('ready');
  });

  it('while it loads is killed and tried again', async () => {
    const { load, eventsOf, pids } = startDetection({ supervision: { ...QUICK, load_ms: 1_000, max_failures: 2 } });
    await expect(load({ name: 'model', hangs: true })).rejects.toThrow(/had not loaded the model after 1 s/);
    expect(eventsOf('detector_exited')).toHaveLength(2);
    expect(pids.filter(isAlive)).toEqual([]);
  });
});

describe('a detector that cannot start', () => {
  it('is tried with pauses, five times, then given up with the reason', async () => {
    const { load, detect, file, lines, eventsOf, service } = startDetection({ supervision: QUICK });
    const startLog = file('starts');
    const [loading, waiting] = await Promise.allSettled([
      load({ name: 'model', startLog, failingStarts: 99 }),
      detect(),
    ]);
    for (const answer of [loading, waiting]) {
      expect(answer).toMatchObject({
        status: 'rejected',
        reason: {
          code: 'detector_unavailable',
          message: expect.stringContaining('5 starts in a row failed; the last time the process ended with status 7'),
        },
      });
    }
    expect(lines(startLog)).toHaveLength(5);
    expect(eventsOf('given_up')).toHaveLength(1);
    await expect(detect()).rejects.toThrow(/the device cannot be opened/);

    await load({ name: 'healthy' });
    expect((await detect({ number: 3 })).result.width).toBe(3);
    expect(service.status().lanes).toMatchObject([{ state: { state: 'ready' } }]);
  });

  it('is loaded all the same when a later attempt succeeds', async () => {
    const { load, detect, file, service } = startDetection({ supervision: QUICK });
    await load({ name: 'model', startLog: file('starts'), failingStarts: 3 });
    expect((await detect({ number: 3 })).result.width).toBe(3);
    expect(service.status().lanes).toMatchObject([{ restarts: 3 }]);
  });

  it('any more after it has worked refuses with the reason, until the next load', async () => {
    const { load, detect, file, service, until, pids } = startDetection({ supervision: QUICK });
    const error = { code: 'model_not_found', detail: 'The file is gone.' } as const;
    await load({ name: 'model', startLog: file('starts'), refusal: { error, fromStart: 2 } });
    process.kill(pids[0] as number, 'SIGKILL');
    await until('given_up');
    await expect(detect()).rejects.toThrow(code('detector_unavailable'));
    await expect(detect()).rejects.toThrow(/5 starts in a row failed.*The file is gone/);
    expect(service.status().active?.card.name).toBe('model');

    expect(await load({ name: 'healthy' })).toMatchObject({ replaced: { name: 'model' } });
    expect((await detect({ number: 3 })).result.width).toBe(3);
  });
});

describe('a GPU that takes the process down', () => {
  const onGpu: Partial<DetectionOptions> = { providers: ['cuda', 'cpu'], supervision: QUICK };

  it('twice is left for the CPU, and the report says so', async () => {
    const { load, detect, service, eventsOf, file, lines } = startDetection(onGpu);
    const startLog = file('starts');
    await load({ name: 'model', provider: 'cuda', startLog });
    expect((await detect()).provider.used).toBe('cuda');
    await expect(detect({ run: 'crashes' })).rejects.toThrow(code('detector_lost'));

    const { provider } = await detect();
    expect(provider).toMatchObject({ used: 'cpu', fallback: true, requested: ['cuda', 'cpu'] });
    expect(provider.reason).toContain('died 2 times within 5 minutes while it used cuda');
    expect(provider.attempts.map((attempt) => [attempt.provider, attempt.outcome])).toEqual([
      ['cuda', 'failed'],
      ['cpu', 'used'],
    ]);
    expect(service.status().active?.provider).toEqual(provider);
    expect(eventsOf('provider_fallback')).toEqual([{ type: 'provider_fallback', report: provider }]);
    expect(lines(startLog).map((line) => JSON.parse(line))).toMatchObject([
      { providers: ['cuda', 'cpu'], known: false },
      { providers: ['cuda', 'cpu'], known: true },
      { providers: ['cpu'], known: false, threads: { type: 'auto' } },
    ]);

    // Later deaths leave it there, with the same report; a new load tries the GPU again.
    await expect(detect({ run: 'crashes' })).rejects.toThrow(code('detector_lost'));
    expect((await detect()).provider).toEqual(provider);
    expect(eventsOf('provider_fallback')).toHaveLength(1);
    expect((await load({ name: 'other', provider: 'cuda' })).provider.used).toBe('cuda');
  });

  it('while it loads is left for the CPU as well', async () => {
    const { load, file } = startDetection(onGpu);
    const { provider } = await load({ name: 'model', provider: 'cuda', startLog: file('starts'), failingStarts: 2 });
    expect(provider).toMatchObject({ used: 'cpu', fallback: true });
  });
});
