import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_IMAGE_LIMITS } from '../../contract/messages.ts';
import { launchChildProcess } from '../../launcher/child-process.ts';
import { hasShared, sharedPath } from '../../testing/shared.ts';
import { isAlive, startDetection } from './testing/detection.ts';

const job = {
  image: { type: 'file', path: sharedPath('images/bus.jpg') },
  limits: DEFAULT_IMAGE_LIMITS,
  thumbnail: true,
} as const;

describe.skipIf(!hasShared)('the real detector', () => {
  it('killed in the middle of its work answers everything with the same boxes', async () => {
    const { service, pids, eventsOf } = startDetection({ launcher: launchChildProcess });
    const { model, parallelism } = await service.load({
      path: sharedPath('models/yolox-nano-416.onnx'),
      sidecar: null,
    });
    expect(parallelism.measurements.length).toBeGreaterThan(0);
    const before = await service.detect(job);
    expect(before.result).toMatchObject({ width: 810, height: 1080 });
    expect(before.result.candidates.scores[0]).toBeGreaterThan(0.5);
    expect(await before.thumbnail).toBeInstanceOf(Uint8Array);

    const first = service.detect(job);
    const others = [1, 2, 3, 4, 5].map(() => service.detect(job));
    await first;
    // The next is decoded already, so its run has begun.
    process.kill(pids[0] as number, 'SIGKILL');
    for (const { result, model: ranOn } of await Promise.all(others)) {
      expect(result.candidates).toEqual(before.result.candidates);
      expect(ranOn.sha256).toBe(model.sha256);
    }
    expect(eventsOf('detector_exited')).toMatchObject([{ reason: expect.stringContaining('SIGKILL') }]);
    expect(eventsOf('job_retried').length).toBeGreaterThan(0);
    expect(service.status().lanes).toMatchObject([{ state: { state: 'ready' }, restarts: 1 }]);

    await vi.waitUntil(() => (service.status().lanes[0]?.rss_bytes ?? 0) > 0, { timeout: 10_000 });
    await service.stop(5_000);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('says what is wrong with a file that is no model', async () => {
    const { service } = startDetection({ launcher: launchChildProcess });
    await expect(service.load({ path: sharedPath('images/bus.jpg'), sidecar: null })).rejects.toMatchObject({
      code: 'model_unreadable',
    });
  });
});
