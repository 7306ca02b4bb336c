import { describe, expect, it } from 'vitest';
import { waitUntil } from '../../testing/patience.ts';
import { JOBS_AT_ONCE } from './lane.ts';
import { startDetection } from './testing/detection.ts';

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('jobs', () => {
  it('are answered in the order they were asked, with the model and provider they ran on', async () => {
    const { load, detect, file, lines } = startDetection();
    await load({ name: 'first', number: 11 });
    const runLog = file('runs');
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, number) => detect({ number, runLog })));
    expect(outcomes.map(({ result }) => result.width)).toEqual([...Array(20).keys()]);
    expect(lines(runLog).map(Number)).toEqual([...Array(20).keys()]);
    expect(outcomes[19]).toMatchObject({
      result: { height: 11 },
      model: { name: 'first' },
      provider: { used: 'cpu' },
      queue_ms: expect.any(Number),
    });
  });

  it('wait up to a bound, then are refused with a count', async () => {
    const { service, load, detect, file, open } = startDetection({ queueLimit: 3 });
    await load({ name: 'model' });
    const gate = file('gate');
    const held = Array.from({ length: JOBS_AT_ONCE + 3 }, () => detect({ gate }));
    await expect(detect()).rejects.toThrow(code('queue_full'));
    await expect(detect()).rejects.toThrow(/^3 images are waiting/);
    expect(service.status()).toMatchObject({
      queue_length: 3,
      queue_limit: 3,
      lanes: [{ state: { jobs: JOBS_AT_ONCE } }],
    });
    open(gate);
    await Promise.all(held);
    await detect();
    expect(service.status()).toMatchObject({ queue_length: 0, lanes: [{ state: { state: 'ready' } }] });
  });

  it('are answered with the time-out while they are worked on, and make room', async () => {
    const { load, detect, file, until } = startDetection({ requestTimeoutMs: 500 });
    await load({ name: 'model' });
    const job = detect({ gate: file('gate') });
    await expect(job).rejects.toThrow(code('inference_timeout'));
    await expect(job).rejects.toThrow(/was not finished after 0.5 s/);
    await until('ready');
    expect((await detect({ number: 4 })).result.width).toBe(4);
  });

  it('are answered with the time-out while they wait', async () => {
    const { service, load, detect } = startDetection({ requestTimeoutMs: 300 });
    await load({ name: 'model' });
    const clinging = Promise.allSettled(Array.from({ length: JOBS_AT_ONCE }, () => detect({ clings: true })));
    const job = detect();
    await expect(job).rejects.toThrow(code('inference_timeout'));
    await expect(job).rejects.toThrow(/was still waiting for a detector after 0.3 s/);
    await clinging;
    expect(service.status().queue_length).toBe(0);
  });

  it('of the background wait behind all others', async () => {
    const { service, load, detect, file, open, lines } = startDetection();
    await load({ name: 'model' });
    const [gate, runLog] = [file('gate'), file('runs')];
    const held = Array.from({ length: JOBS_AT_ONCE }, (_, number) => detect({ number, gate, runLog }));
    const later = detect({ number: 90, runLog }, { background: true });
    const others = [50, 51].map((number) => detect({ number, runLog }));
    expect(service.status().queue_length).toBe(2);
    open(gate);
    await Promise.all([...held, later, ...others]);
    const runs = lines(runLog).map(Number);
    expect(runs.filter((number) => number >= 50)).toEqual([50, 51, 90]);
  });

  it('leave the queue when their caller goes away, and are cancelled when under way', async () => {
    const { service, load, detect, file, open, lines, pids } = startDetection();
    await load({ name: 'model' });
    const [gate, runLog] = [file('gate'), file('runs')];
    const [underWay, waiting] = [new AbortController(), new AbortController()];
    const first = detect({ number: 1, gate, runLog });
    const second = detect({ number: 2, gate, runLog }, { signal: underWay.signal });
    const others = Array.from({ length: JOBS_AT_ONCE - 2 }, () => detect({ number: 9, gate, runLog }));
    const third = detect({ number: 3, gate, runLog }, { signal: waiting.signal });
    const fourth = detect({ number: 4, gate, runLog });
    expect(service.status().queue_length).toBe(2);

    waiting.abort();
    expect(service.status().queue_length).toBe(1);
    await expect(third).rejects.toThrow(code('request_cancelled'));
    underWay.abort();
    await expect(second).rejects.toThrow(code('request_cancelled'));
    await waitUntil(() => service.status().queue_length === 0);
    open(gate);
    expect((await first).result.width).toBe(1);
    expect((await fourth).result.width).toBe(4);
    await Promise.all(others);
    // In which order they see the open gate is chance.
    expect(lines(runLog).sort()).toEqual(['1', '4', ...others.map(() => '9')]);
    expect(pids).toHaveLength(1);
  });

  it('are refused when their caller is already gone', async () => {
    const { load, detect } = startDetection();
    await load({ name: 'model' });
    await expect(detect({}, { signal: AbortSignal.abort() })).rejects.toThrow(code('request_cancelled'));
  });

  it('get what the detector says of their image', async () => {
    const { load, detect } = startDetection();
    await load({ name: 'model' });
    const error = { code: 'image_unreadable', detail: 'This is a text.' } as const;
    const [bad, good] = await Promise.allSettled([detect({ error }), detect({ number: 2 })]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: error.code, message: error.detail } });
    expect(good).toMatchObject({ status: 'fulfilled', value: { result: { width: 2 } } });
  });

  it('get their thumbnail later, or null where there is none', async () => {
    const { load, detect, pids } = startDetection();
    await load({ name: 'model' });
    const wanted = { thumbnail: true };
    const [made, none, unasked, never] = await Promise.all([
      detect({ thumbnail: 'made' }, wanted),
      detect({ thumbnail: 'none' }, wanted),
      detect({ thumbnail: 'made' }),
      detect({ thumbnail: 'never' }, wanted),
    ]);
    expect(await made.thumbnail).toBeInstanceOf(Uint8Array);
    expect(await none.thumbnail).toBeNull();
    expect(await unasked.thumbnail).toBeNull();
    process.kill(pids[0] as number, 'SIGKILL');
    expect(await never.thumbnail).toBeNull();
  });
});

describe('jobs without a model', () => {
  it('are refused at once where none was ever loaded', async () => {
    const { detect } = startDetection();
    await expect(detect()).rejects.toThrow(code('model_not_loaded'));
  });

  it('wait while the first model is loading', async () => {
    const { service, load, detect, file, open } = startDetection();
    const gate = file('gate');
    const loading = load({ name: 'slow', gate });
    const job = detect({ number: 5 });
    await waitUntil(() => service.status().runtime === 'scripted');
    expect(service.status()).toMatchObject({
      active: null,
      loading: { path: file('slow.onnx') },
      queue_length: 1,
      lanes: [{ state: { state: 'starting', attempt: 1 } }],
    });
    open(gate);
    await loading;
    expect((await job).result.width).toBe(5);
    expect(service.status()).toMatchObject({ active: { card: { name: 'slow' } }, loading: null });
  });

  it('get the reason when the first model cannot be loaded', async () => {
    const { load, detect, file, open, service, eventsOf, pids } = startDetection();
    const gate = file('gate');
    const error = { code: 'model_unsupported', detail: 'This model tells cats from dogs.' } as const;
    const loading = load({ name: 'classifier', gate, refusal: { error } });
    const job = Promise.allSettled([loading, detect()]);
    open(gate);
    expect(await job).toMatchObject([
      { status: 'rejected', reason: { code: 'model_unsupported' } },
      { status: 'rejected', reason: { code: 'model_not_loaded', message: expect.stringContaining(error.detail) } },
    ]);
    expect(eventsOf('model_load_failed')).toHaveLength(1);
    expect(service.status()).toMatchObject({ active: null, loading: null, lanes: [], queue_length: 0 });
    expect(pids).toHaveLength(1);
  });
});
