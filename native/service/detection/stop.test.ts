import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { waitUntil } from '../../testing/patience.ts';
import { isAlive, startDetection } from './testing/detection.ts';
import { writeModel } from './testing/script.ts';

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('stop', () => {
  it('finishes what it has, refuses what is new, and leaves no process', async () => {
    const { load, detect, file, open, service, pids, eventsOf } = startDetection();
    await load({ name: 'model' });
    const gate = file('gate');
    const jobs = [1, 2, 3, 4].map((number) => detect({ number, gate }));
    const stopped = service.stop(60_000);
    await expect(detect()).rejects.toThrow(code('shutting_down'));
    await expect(load({ name: 'other' })).rejects.toThrow(code('shutting_down'));
    open(gate);
    expect((await Promise.all(jobs)).map(({ result }) => result.width)).toEqual([1, 2, 3, 4]);
    await stopped;
    expect(pids.filter(isAlive)).toEqual([]);
    expect(eventsOf('detector_exited')).toEqual([]);
    expect(await service.stop(0)).toBeUndefined();
  });

  it('answers what is left after the grace, and leaves no process', async () => {
    const { load, detect, service, pids } = startDetection();
    await load({ name: 'model' });
    const jobs = Promise.allSettled([detect({ run: 'hangs' }), detect(), detect(), detect()]);
    await service.stop(50);
    for (const job of await jobs) expect(job).toMatchObject({ status: 'rejected', reason: { code: 'shutting_down' } });
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('ends a load under way and what waits for it', async () => {
    const { load, detect, service, pids, file, eventsOf } = startDetection();
    const answers = Promise.allSettled([load({ name: 'slow', gate: file('gate') }), load({ name: 'next' }), detect()]);
    await waitUntil(() => service.status().runtime !== null);
    await service.stop(0);
    for (const answer of await answers) expect(answer).toMatchObject({ reason: { code: 'shutting_down' } });
    expect(pids).toHaveLength(1);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(eventsOf('model_load_failed')).toEqual([]);
  });

  it('ends the pause of a lane that backs off, and a replaced model that still works', async () => {
    const { load, detect, service, pids, file, until } = startDetection({ supervision: { backoff_ms: 60_000 } });
    await load({ name: 'old' });
    const job = Promise.allSettled([detect({ gate: file('gate') })]);
    const error = { code: 'model_not_found', detail: 'The file is gone.' } as const;
    await load({ name: 'new', startLog: file('starts'), refusal: { error, fromStart: 2 } });
    process.kill(pids[1] as number, 'SIGKILL');
    await until('backing_off');
    await service.stop(20);
    expect(await job).toMatchObject([{ reason: { code: 'shutting_down' } }]);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('leaves no timer and no handle, so that its process ends by itself', async () => {
    const { file } = startDetection();
    const model = writeModel(file('model.onnx'), { name: 'model' });
    const program = join(import.meta.dirname, 'testing/start-and-stop.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [program, model]);
    expect(stdout).toBe('stopped\n');
  });

  it('of a service that never loaded anything is quick', async () => {
    const { service, pids } = startDetection();
    await service.stop(60_000);
    expect(pids).toEqual([]);
  });
});
