import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_KNOBS, PARTS, type SceneKnobs } from '../contract/demo.ts';
import { DEFAULT_IMAGE_LIMITS } from '../contract/messages.ts';
import { encodeScene } from '../demo/scenes/encode-scene.ts';
import { renderScene } from '../demo/scenes/render-scene.ts';
import { FIRST_UNTRAINED_SEED } from '../demo/scenes/seeds.ts';
import { labelledParts } from '../demo/scenes/yolo-label.ts';
import { evaluateImage } from '../evaluation/evaluate-image.ts';
import { evaluateImages } from '../evaluation/measure/evaluator.ts';
import { MAP_PROTOCOL } from '../evaluation/predictions.ts';
import type { EvaluatedImage } from '../evaluation/types.ts';
import { Engine } from './engine.ts';

const MODEL = join(import.meta.dirname, '../../models/starter.onnx');
const SCENES = 12;
const SHOWN_AS = { conf: 0.5, iou: 0.45, max_det: 300 };

describe('the starter model', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.load({
      path: MODEL,
      sidecar: null,
      providers: ['cpu'],
      threads: { type: 'fixed', threads: 1, spinning: false },
      known: null,
    });
  });
  afterAll(() => engine.release());

  async function look(seed: number, knobs: SceneKnobs): Promise<EvaluatedImage> {
    const scene = renderScene(seed, knobs);
    const source = { type: 'bytes', bytes: new Uint8Array(await encodeScene(scene, knobs.jpeg_quality)) } as const;
    const result = await engine.detect({
      image: source,
      limits: DEFAULT_IMAGE_LIMITS,
      floor: MAP_PROTOCOL.floor,
      max_candidates: MAP_PROTOCOL.max_candidates,
    });
    const objects = labelledParts(scene).map(({ kind, box }) => ({ class_id: PARTS.indexOf(kind), box }));
    const image = { name: String(seed), source: () => source, objects: () => objects };
    return evaluateImage(image, result, SHOWN_AS);
  }

  async function precision(knobs: SceneKnobs) {
    const images: EvaluatedImage[] = [];
    for (let at = 0; at < SCENES; at++) images.push(await look(FIRST_UNTRAINED_SEED + at, knobs));
    return evaluateImages(images, { classNames: engine.loaded.card.classes, ...SHOWN_AS });
  }

  it('is small, and says of itself what it is', async () => {
    expect((await stat(MODEL)).size).toBeLessThanOrEqual(4_000_000);
    const { card } = engine.loaded;
    expect(card).toMatchObject({
      layout: 'yolov8',
      preprocess: 'ultralytics',
      licence: 'MIT',
      input: { dtype: 'float32', height: 256, width: 320, dynamic: false },
    });
    expect(card.classes).toEqual([...PARTS]);
    expect(card.metadata).toMatchObject({ author: 'Vigil', task: 'detect', license: 'MIT' });
  });

  it('finds the parts of scenes that it never saw', async () => {
    const found = await precision(DEFAULT_KNOBS);
    expect(found.objects).toBeGreaterThan(30);
    expect(found.map50).toBeGreaterThan(0.9);
    expect(found.map50_95).toBeGreaterThan(0.65);
  });

  it('gets worse out of focus, as the demonstration of drift needs it', async () => {
    const [sharp, blurred] = [await precision(DEFAULT_KNOBS), await precision({ ...DEFAULT_KNOBS, focus: 3 })];
    expect(blurred.map50_95).toBeLessThan(sharp.map50_95 - 0.05);
  });
});
