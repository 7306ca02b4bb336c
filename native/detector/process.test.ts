import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { selectDetections } from '../boxes/select.ts';
import { hasShared, sharedPath } from '../testing/shared.ts';
import { startDetector } from './testing/detector-process.ts';

const BUS = sharedPath('images', 'bus.jpg');

describe.skipIf(!hasShared)('detector process', () => {
  it('greets, loads, detects from bytes and from a file, makes a thumbnail, and leaves when told', async () => {
    const detector = startDetector();
    const hello = await detector.hear('hello');
    expect(hello).toMatchObject({ pid: detector.child.pid, runtime: expect.stringMatching(/^\d+\.\d+/) });
    expect(hello.built_in).toContain('cpu');
    detector.load(['cpu']);
    const { result: loaded } = await detector.hear('loaded', 0);
    expect(loaded).toMatchObject({
      threads: 2,
      spinning: false,
      provider: { used: 'cpu', extent: 'all', fallback: false },
    });

    detector.detect(1, await readFile(BUS), true);
    detector.detect(2, BUS);
    const { result } = await detector.hear('detected', 1);
    expect(result).toMatchObject({ width: 810, height: 1080 });
    const thresholds = { conf: 0.25, iou: 0.45, max_det: 300, classes: null };
    const names = selectDetections(result.candidates, thresholds, result, loaded.card.classes).map(
      (one) => one.class_name,
    );
    expect(names).toEqual(['bus', 'person', 'person', 'person']);
    expect((await detector.hear('detected', 2)).result.candidates).toEqual(result.candidates);
    expect((await detector.hear('thumbnail', 1)).webp?.subarray(8, 12)).toEqual(Uint8Array.from(Buffer.from('WEBP')));
    await detector.hear('heartbeat');

    detector.post({ kind: 'shutdown' });
    expect(await detector.exit()).toBe(0);
    expect(detector.stdout).toBe('');
  });

  it('says that a run begins before the run holds the process', async () => {
    const detector = startDetector();
    detector.load(['cpu'], 'yolov8n-640-fp32.onnx');
    await detector.hear('loaded');
    detector.child.on('message', () => {
      if (detector.said.at(-1)?.kind === 'running') detector.child.kill('SIGKILL');
    });
    detector.detect(1, BUS);
    expect(await detector.exit()).toBeNull();
    const about = detector.said.flatMap((message) => ('id' in message && message.id === 1 ? [message.kind] : []));
    expect(about).toEqual(['running']);
  });

  it('drops what is cancelled before its run, and answers the others', async () => {
    const detector = startDetector();
    detector.load(['cpu']);
    await detector.hear('loaded');
    const ids = [1, 2, 3, 4, 5, 6];
    for (const id of ids) detector.detect(id, BUS);
    detector.post({ kind: 'cancel', id: 6 });
    detector.post({ kind: 'cancel', id: 99 });
    expect((await detector.hear('failed', 6)).error.code).toBe('request_cancelled');
    for (const id of ids.slice(0, -1)) await detector.hear('detected', id);
    detector.detect(7, BUS);
    await detector.hear('detected', 7);
    expect(detector.said.filter((message) => 'id' in message && message.id === 6).map(({ kind }) => kind)).toEqual([
      'failed',
    ]);
  });

  it('answers failures and goes on', async () => {
    const detector = startDetector();
    detector.detect(1, BUS);
    expect((await detector.hear('failed', 1)).error.code).toBe('model_not_loaded');
    detector.load(['cpu']);
    await detector.hear('loaded');
    detector.detect(2, Buffer.from('this is no image'));
    detector.detect(3, BUS);
    expect((await detector.hear('failed', 2)).error.detail).not.toBe('');
    await detector.hear('detected', 3);
    detector.load(['cpu']);
    expect((await detector.hear('failed', 0)).error.detail).toContain('one model in its life');
  });

  it('finishes what is under way when told to stop', async () => {
    const detector = startDetector();
    detector.load(['cpu']);
    await detector.hear('loaded');
    for (const id of [1, 2, 3]) detector.detect(id, BUS, true);
    detector.post({ kind: 'shutdown' });
    detector.detect(4, BUS);
    expect(await detector.exit()).toBe(0);
    const answers = detector.said.flatMap((message) => ('id' in message ? [`${message.kind} ${message.id}`] : []));
    for (const id of [1, 2, 3]) expect(answers).toContain(`detected ${id}`);
    expect(answers.filter((answer) => answer.startsWith('thumbnail'))).toHaveLength(3);
    expect(answers).toContain('failed 4');
  });

  it('leaves when its parent is gone', async () => {
    const detector = startDetector();
    await detector.hear('hello');
    detector.child.disconnect();
    expect(await detector.exit()).toBe(0);
  });

  it('ends with the reason on standard error at a message that is not in the contract', async () => {
    const detector = startDetector();
    await detector.hear('hello');
    detector.child.send({ kind: 'nonsense' });
    expect(await detector.exit()).toBe(1);
    expect(detector.stderr).toContain('ZodError');
  });
});
