import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANDIDATE_FLOOR, MAX_CANDIDATES } from '../contract/candidates.ts';
import { DEFAULT_IMAGE_LIMITS, type ImageSource } from '../contract/messages.ts';
import { hasShared, sharedPath } from '../testing/shared.ts';
import { describePixels } from './embedding/descriptor.ts';
import { Engine, type EngineSettings } from './engine.ts';
import { decodeImage } from './image/decode.ts';
import { type MadeNode, makeModel } from './testing/onnx.ts';

const load = (path: string, more: Partial<EngineSettings> = {}) =>
  Engine.load({
    path,
    sidecar: null,
    providers: ['cpu'],
    threads: { type: 'fixed', threads: 1, spinning: false },
    known: null,
    ...more,
  });
const photograph = (name: string): ImageSource => ({ type: 'file', path: sharedPath('images', name) });
const detect = (engine: Engine, image: ImageSource) =>
  engine.detect({ image, limits: DEFAULT_IMAGE_LIMITS, floor: CANDIDATE_FLOOR, max_candidates: MAX_CANDIDATES });

/** Cosine distance, 0 to 2. */
function distance(a: Float32Array | null, b: Float32Array | null): number {
  if (a === null || b === null || a.length !== b.length) throw new Error('These cannot be compared');
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, at) => sum + value * (y[at] as number), 0);
  return 1 - dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

const shared = hasShared ? readdirSync(sharedPath('models')).filter((file) => file.endsWith('.onnx')) : [];
const LENGTHS = [
  [/^yolox|^yolov5n/, 128],
  [/./, 256],
] as const;

describe.skipIf(!hasShared)('with and without embeddings', () => {
  it.each([...shared, 'odd/ppe14-yolov8n-320-collapsed-scores.onnx', 'odd/yolov8n-640-zero-scores.onnx'])(
    '%s finds the same, to the bit',
    async (file) => {
      const path = sharedPath('models', file);
      const bare = await load(path, { bare: true });
      const engine = await load(path);
      const length = LENGTHS.find(([name]) => name.test(file))?.[1];
      expect(engine.loaded.card).toEqual({
        ...bare.loaded.card,
        embedding: { source: 'model', tensor: expect.any(String), length },
      });
      for (const name of ['bus.jpg', 'coco-val2017/images/000000000139.jpg']) {
        const without = await detect(bare, photograph(name));
        const result = await detect(engine, photograph(name));
        expect(result.candidates).toEqual(without.candidates);
        expect(result.features).toEqual(without.features);
        expect(without.embedding).toBeNull();
        expect(result.embedding).toHaveLength(length ?? 0);
        expect(result.embedding?.some((value) => value !== 0)).toBe(true);
      }
      await bare.release();
      await engine.release();
    },
  );
});

describe.skipIf(!hasShared)('an embedding', () => {
  it('is the same for the same picture, and nearer to a like one than to another', async () => {
    const engine = await load(sharedPath('models', 'yolox-nano-416.onnx'));
    const of = async (name: string) => (await detect(engine, photograph(name))).embedding;
    const bus = await of('bus.jpg');
    expect(await of('bus.jpg')).toEqual(bus);
    // The same photograph at half the size, and encoded anew.
    const half = distance(bus, await of('odd/upright.jpg'));
    const other = distance(bus, await of('zidane.jpg'));
    expect(half).toBeLessThan(0.02);
    expect(other).toBeGreaterThan(5 * half);
  });

  it('comes again from a process that is told what an earlier one proved', async () => {
    const path = sharedPath('models', 'yolox-nano-416.onnx');
    const first = await load(path);
    const again = await load(path, { known: first.loaded });
    expect(again.loaded.card.embedding).toEqual(first.loaded.card.embedding);
    const image = photograph('bus.jpg');
    expect((await detect(again, image)).embedding).toEqual((await detect(first, image)).embedding);
  });
});

describe('a model without a feature map of its own', () => {
  let folder = '';
  let image: ImageSource;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigil-embedding-'));
    const background = { r: 200, g: 90, b: 30 };
    const picture = sharp({ create: { width: 90, height: 60, channels: 3, background } });
    image = { type: 'bytes', bytes: new Uint8Array(await picture.png().toBuffer()) };
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** A detector of two classes that looks at nothing but the brightness, and whatever nodes a test adds. */
  async function writeModel(name: string, nodes: MadeNode[]): Promise<string> {
    const path = join(folder, name);
    const boxes: MadeNode[] = [
      { op: 'ReduceMean', in: ['images'], out: ['light'], attributes: { axes: [1, 2, 3], keepdims: 0 } },
      { op: 'Mul', in: ['light', 'rows'], out: ['output'] },
    ];
    const rows = Array.from({ length: 6 * 84 }, (_, at) => (at < 4 * 84 ? 40 : 1.5));
    const model = makeModel({
      nodes: [...boxes, ...nodes],
      inputs: [['images', 1, [1, 3, 64, 64]]],
      outputs: [['output', 1, [1, 6, 84]]],
      weights: { rows: { dims: [1, 6, 84], values: rows }, scales: { dims: [4], values: [1, 1, 2, 2] } },
    });
    await writeFile(path, model);
    return path;
  }

  async function expectDescriptor(engine: Engine, reason: RegExp) {
    expect(engine.loaded.card.embedding).toEqual({
      source: 'descriptor',
      length: 64,
      reason: expect.stringMatching(reason),
    });
    const result = await detect(engine, image);
    expect(result.embedding).toEqual(describePixels(await decodeImage(image, DEFAULT_IMAGE_LIMITS)));
    expect(result.candidates.scores.length).toBeGreaterThan(0);
  }

  it('is described by the picture', async () => {
    await expectDescriptor(await load(await writeModel('flat.onnx', [])), /enlarges a feature map/);
  });

  it('also where the runtime takes no output there', async () => {
    // Bytes are enlarged, made in a way that says nothing of their scale: no mean can be taken of them.
    const path = await writeModel('bytes.onnx', [
      { op: 'MaxPool', in: ['images'], out: ['less'], attributes: { kernel_shape: [8, 8], strides: [8, 8] } },
      { op: 'Cast', in: ['less'], out: ['bytes'], attributes: { to: 2 } },
      { op: 'Resize', in: ['bytes', '', 'scales'], out: ['larger'] },
    ]);
    const engine = await load(path);
    await expectDescriptor(engine, /does not run with one more output: .*GlobalAveragePool/);
    const again = await load(path, { known: engine.loaded });
    expect(again.loaded.card.embedding).toEqual(engine.loaded.card.embedding);
    expect((await detect(again, image)).embedding).toHaveLength(64);
  });
});
