import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANDIDATE_FLOOR, MAX_CANDIDATES } from '../contract/candidates.ts';
import { DEFAULT_IMAGE_LIMITS } from '../contract/messages.ts';
import { hasShared, sharedPath } from '../testing/shared.ts';
import { Engine, type EngineSettings } from './engine.ts';

const settings = (more: Partial<EngineSettings> = {}): EngineSettings => ({
  path: sharedPath('models', 'yolox-nano-416.onnx'),
  sidecar: null,
  providers: ['cpu'],
  threads: { type: 'fixed', threads: 1, spinning: false },
  known: null,
  ...more,
});
const request = (image: string) => ({
  image: { type: 'file', path: sharedPath('images', image) } as const,
  limits: DEFAULT_IMAGE_LIMITS,
  floor: CANDIDATE_FLOOR,
  max_candidates: MAX_CANDIDATES,
});

describe.skipIf(!hasShared)('Engine', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigil-engine-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('measures one thread and all, and keeps what it measured', async () => {
    const { loaded } = await Engine.load(settings({ threads: { type: 'auto' } }));
    const plans = loaded.measurements.map(({ threads }) => threads);
    expect(plans).toContain(1);
    expect(plans).toContain(availableParallelism());
    const kept = loaded.measurements.find((one) => one.threads === loaded.threads && one.spinning === loaded.spinning);
    expect(kept?.median_ms).toBeCloseTo(loaded.run_ms, 2);
  });

  it('answers images under way together as it answers them alone', async () => {
    const engine = await Engine.load(settings());
    const images = ['bus.jpg', 'zidane.jpg', 'ppe-sample.png', 'bus.jpg', 'zidane.jpg', 'odd/upright.jpg'];
    const together = await Promise.all(images.map((image) => engine.detect(request(image))));
    for (const [at, image] of images.entries()) {
      const { timings: _, ...alone } = await engine.detect(request(image));
      expect(together[at]).toMatchObject(alone);
    }
  });

  it('keeps to the floor and the cap', async () => {
    const engine = await Engine.load(settings());
    const all = (await engine.detect({ ...request('bus.jpg'), floor: 0 })).candidates;
    expect(all.scores.length).toBe(MAX_CANDIDATES);
    const few = (await engine.detect({ ...request('bus.jpg'), floor: 0.5, max_candidates: 3 })).candidates;
    expect([...few.scores]).toEqual([...all.scores.subarray(0, 3)]);
    expect(Math.min(...few.scores)).toBeGreaterThanOrEqual(0.5);
  });

  it('an image that cannot be read, and one that is cancelled, harm nobody else', async () => {
    const engine = await Engine.load(settings());
    const controller = new AbortController();
    const outcomes = Promise.allSettled([
      engine.detect(request('odd/text.jpg')),
      engine.detect(request('bus.jpg')),
      engine.detect(request('bus.jpg'), { signal: controller.signal }),
      engine.detect(request('nothing.jpg')),
      engine.detect(request('bus.jpg')),
    ]);
    controller.abort();
    expect(
      (await outcomes).map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'answered')),
    ).toEqual(['unsupported_media_type', 'answered', 'request_cancelled', 'invalid_parameter', 'answered']);
  });

  it('believes what an earlier process proved of the same file', async () => {
    const path = join(folder, 'known.onnx');
    await copyFile(sharedPath('models', 'yolox-nano-dynamic.onnx'), path);
    const sidecar = { name: 'First', input_size: [320, 320] as [number, number] };
    const first = (await Engine.load(settings({ path, sidecar }))).loaded;
    await writeFile(join(folder, 'known.vigil.json'), '{"name": "Second"}');
    const again = await Engine.load(
      settings({ path, providers: ['webgpu', 'cpu'], known: first, threads: { type: 'auto' } }),
    );
    expect(again.loaded).toMatchObject({ card: first.card, provider: first.provider, measurements: [] });
    expect((await again.detect(request('bus.jpg'))).candidates.scores.length).toBeGreaterThan(0);
  });

  it('looks anew where the file has changed since', async () => {
    const path = join(folder, 'changed.onnx');
    await copyFile(sharedPath('models', 'yolox-nano-416.onnx'), path);
    const first = (await Engine.load(settings({ path }))).loaded;
    await copyFile(sharedPath('models', 'yolox-nano-handsign16-416.onnx'), path);
    const { card } = (await Engine.load(settings({ path, known: first }))).loaded;
    expect(card).toMatchObject({ id: '8a12da84bdf3', classes: { length: 16 } });
  });
});
