import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEFAULT_IMAGE_LIMITS } from '../contract/messages.ts';
import { Engine } from '../detector/engine.ts';
import { hasShared, sharedPath } from '../testing/shared.ts';
import { meanAveragePrecision } from './mean-average-precision.ts';
import { MAP_PROTOCOL, toPredictions } from './predictions.ts';
import type { EvaluatedImage } from './types.ts';
import { parseYoloLabels, toPixels } from './yolo-labels.ts';

const ReferenceFile = z.object({
  models: z.record(
    z.string(),
    z.object({
      low_threshold: z.object({ map50: z.number(), map75: z.number(), map50_95: z.number(), classes_with_gt: z.int() }),
      per_class_low_threshold: z.record(z.string(), z.object({ ap50: z.number(), ap50_95: z.number(), gt: z.int() })),
    }),
  ),
});

async function evaluate(model: string) {
  const engine = await Engine.load({
    path: sharedPath('models', model),
    sidecar: null,
    providers: ['cpu'],
    threads: { type: 'fixed', threads: 2, spinning: false },
    known: null,
  });
  try {
    const names = readdirSync(sharedPath('images/coco-val2017/images')).sort();
    const images = await Promise.all(names.map((name) => evaluateImage(engine, name)));
    return meanAveragePrecision(images, engine.loaded.card.classes);
  } finally {
    await engine.release();
  }
}

async function evaluateImage(engine: Engine, name: string): Promise<EvaluatedImage> {
  const { floor, max_candidates } = MAP_PROTOCOL;
  const path = sharedPath('images/coco-val2017/images', name);
  const labels = sharedPath('images/coco-val2017/labels', name.replace('.jpg', '.txt'));
  const result = await engine.detect({
    image: { type: 'file', path },
    limits: DEFAULT_IMAGE_LIMITS,
    floor,
    max_candidates,
  });
  return {
    objects: toPixels(parseYoloLabels(readFileSync(labels, 'utf8'), labels), result),
    predictions: toPredictions(result.candidates, result, MAP_PROTOCOL),
  };
}

describe.skipIf(!hasShared)('mean average precision on 108 COCO photographs', () => {
  it.each(['yolox-nano-416.onnx', 'yolov8n-640-fp32.onnx'])('of %s is that of the reference', async (model) => {
    const reference = ReferenceFile.parse(JSON.parse(readFileSync(sharedPath('reference/map.json'), 'utf8')));
    const expected = reference.models[model];
    const result = await evaluate(model);
    const off = (got: number, wanted: number | undefined) => Math.abs(got - (wanted ?? Number.NaN));
    expect(result.per_class.map(({ class_name, objects }) => [class_name, objects]).sort()).toEqual(
      Object.entries(expected?.per_class_low_threshold ?? {})
        .map(([name, { gt }]) => [name, gt])
        .sort(),
    );
    expect(off(result.map50, expected?.low_threshold.map50)).toBeLessThan(0.005);
    expect(off(result.map50_95, expected?.low_threshold.map50_95)).toBeLessThan(0.005);
  });
});
