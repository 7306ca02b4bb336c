import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { waitUntil } from '../../testing/patience.ts';
import { JOBS_AT_ONCE } from './lane.ts';
import { isAlive, startDetection } from './testing/detection.ts';
import { writeModel } from './testing/script.ts';

describe('hot swap', () => {
  it('under load loses no image, and each result is of the model it names', async () => {
    const { load, detect, service, eventsOf, pids } = startDetection();
    const NUMBERS: Record<string, number> = { red: 1, green: 2, blue: 3 };
    await load({ name: 'red', number: 1 });
    const seen = new Set<string>();
    let isOver = false;
    const caller = async () => {
      while (!isOver) {
        const { result, model } = await detect({ run_ms: 1 });
        expect(result.height).toBe(NUMBERS[model.name]);
        seen.add(model.name);
      }
    };
    const callers = [1, 2, 3, 4].map(caller);
    expect(await load({ name: 'green', number: 2 })).toMatchObject({
      model: { name: 'green' },
      replaced: { name: 'red' },
    });
    await waitUntil(() => seen.has('green'));
    await load({ name: 'blue', number: 3 });
    await waitUntil(() => seen.has('blue'));
    isOver = true;
    await Promise.all(callers);
    expect([...seen]).toEqual(['red', 'green', 'blue']);
    expect(eventsOf('model_loaded').map(({ model, replaced }) => [model.card.name, replaced?.name])).toEqual([
      ['red', undefined],
      ['green', 'red'],
      ['blue', 'green'],
    ]);
    await waitUntil(() => pids.filter(isAlive).length === 1);
    expect(service.status().lanes).toMatchObject([{ pid: pids.at(-1), state: { state: 'ready' } }]);
    expect(eventsOf('detector_exited')).toEqual([]);
  });

  it('lets the old model finish what it has, and gives the new one what waits', async () => {
    const { load, detect, file, open, pids } = startDetection();
    await load({ name: 'old' });
    const gate = file('gate');
    const jobs = Array.from({ length: JOBS_AT_ONCE + 2 }, (_, number) => detect({ number, gate }));
    await load({ name: 'new' });
    open(gate);
    const outcomes = await Promise.all(jobs);
    expect(outcomes.map(({ model }) => model.name)).toEqual([
      ...Array.from({ length: JOBS_AT_ONCE }, () => 'old'),
      'new',
      'new',
    ]);
    await waitUntil(() => pids.filter(isAlive).length === 1);
  });

  it('gives the new model what the old one dies with', async () => {
    const { load, detect, file, open, pids, eventsOf } = startDetection();
    await load({ name: 'old' });
    const gate = file('gate');
    const job = detect({ number: 1, gate });
    await load({ name: 'new' });
    process.kill(pids[0] as number, 'SIGKILL');
    await waitUntil(() => eventsOf('job_retried').length === 1);
    open(gate);
    expect((await job).model.name).toBe('new');
    expect(pids).toHaveLength(2);
  });

  it('that fails leaves the old model as it was', async () => {
    const { load, detect, service, pids, eventsOf } = startDetection();
    await load({ name: 'old', number: 1 });
    const { active } = service.status();
    const error = { code: 'model_unreadable', detail: 'This is no ONNX file.' } as const;
    const [swap, job] = await Promise.allSettled([load({ name: 'bad', refusal: { error } }), detect()]);
    expect(swap).toMatchObject({ status: 'rejected', reason: { code: error.code, message: error.detail } });
    expect(job).toMatchObject({ status: 'fulfilled', value: { model: { name: 'old' } } });
    expect(service.status()).toMatchObject({ active, loading: null, lanes: [{ pid: pids[0] }] });
    expect(eventsOf('model_load_failed')).toMatchObject([{ error: { code: error.code } }]);
    expect(pids.map(isAlive)).toEqual([true, false]);
    expect((await detect()).model.name).toBe('old');
  });

  it('happens unasked where the file was overwritten and its process restarts, and is told', async () => {
    const { load, detect, service, file, pids, eventsOf } = startDetection();
    await load({ name: 'before', number: 1 });
    writeModel(file('before.onnx'), { name: 'after', number: 2 });
    expect((await detect()).result.height).toBe(1);
    process.kill(pids[0] as number, 'SIGKILL');
    await waitUntil(() => eventsOf('detector_restarted').length === 1);
    expect(await detect()).toMatchObject({ model: { name: 'after' }, result: { height: 2 } });
    expect(service.status().active?.card.name).toBe('after');
    expect(eventsOf('model_loaded').at(-1)).toMatchObject({
      model: { card: { name: 'after' } },
      replaced: { name: 'before' },
    });
  });

  it('waits for a load that came before it', async () => {
    const { load, service, file, open, pids } = startDetection();
    const gate = file('gate');
    const first = load({ name: 'first', gate });
    const second = load({ name: 'second' });
    await waitUntil(() => service.status().runtime !== null);
    expect(service.status().loading?.path).toBe(file('first.onnx'));
    expect(pids).toHaveLength(1);
    open(gate);
    expect([(await first).replaced, (await second).replaced]).toMatchObject([null, { name: 'first' }]);
  });
});

describe('parallelism', () => {
  const measurements = [
    { threads: 2, spinning: true, median_ms: 10 },
    { threads: 1, spinning: false, median_ms: 11 },
  ];

  it.skipIf(availableParallelism() === 1)(
    'for throughput is one process a core where that is measured to be better',
    async () => {
      const cores = availableParallelism();
      const { load, detect, service, file, lines, pids } = startDetection({ goal: 'throughput' });
      const startLog = file('starts');
      const { parallelism } = await load({ name: 'model', measurements, startLog });
      expect(parallelism).toMatchObject({
        lanes: cores,
        threads: 1,
        spinning: false,
        goal: 'throughput',
        measurements,
      });
      expect(service.status().lanes).toHaveLength(cores);
      expect(pids.filter(isAlive)).toHaveLength(cores);
      expect(lines(startLog).map((line) => JSON.parse(line).threads)).toEqual([
        { type: 'auto' },
        ...Array(cores).fill({ type: 'fixed', threads: 1, spinning: false }),
      ]);
      const outcomes = await Promise.all(Array.from({ length: 30 }, (_, number) => detect({ number, run_ms: 2 })));
      expect(outcomes.map(({ result }) => result.width)).toEqual([...Array(30).keys()]);
    },
  );

  it('can be stated', async () => {
    const threads = { type: 'fixed', threads: 1, spinning: false } as const;
    const { load, service, pids } = startDetection({ lanes: 3, threads });
    expect((await load({ name: 'model' })).parallelism).toMatchObject({ lanes: 3, threads: 1 });
    expect(service.status().lanes.map(({ pid }) => pid)).toEqual(pids);
  });

  it('keeps serving on the other lanes while one is down', async () => {
    const threads = { type: 'fixed', threads: 1, spinning: false } as const;
    const { load, detect, pids, until } = startDetection({ lanes: 2, threads });
    await load({ name: 'model' });
    process.kill(pids[0] as number, 'SIGKILL');
    expect((await detect({ number: 8 })).result.width).toBe(8);
    await until('ready', 'ready');
  });
});
