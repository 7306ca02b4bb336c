import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEFAULT_CONF, DEFAULT_IOU, DEFAULT_MAX_DET } from '../contract/http/detect.ts';
import { DEFAULT_IMAGE_LIMITS } from '../contract/messages.ts';
import { Engine } from '../detector/engine.ts';
import { hasShared, sharedPath } from '../testing/shared.ts';
import { evaluateImage } from './evaluate-image.ts';
import { readLabels } from './labels/read-set.ts';
import { evaluateImages } from './measure/evaluator.ts';
import { MAP_PROTOCOL } from './predictions.ts';
import type { Figures } from './types.ts';

const Means = z.object({ map50: z.number(), map75: z.number(), map50_95: z.number(), classes_with_gt: z.int() });
const ReferenceFile = z.object({
  models: z.record(
    z.string(),
    z.object({
      low_threshold: Means,
      operating_point: Means,
      per_class_low_threshold: z.record(z.string(), z.object({ ap50: z.number(), ap50_95: z.number(), gt: z.int() })),
    }),
  ),
});

const SHOWN_AS = { conf: DEFAULT_CONF, iou: DEFAULT_IOU, max_det: DEFAULT_MAX_DET };

async function evaluate(model: string): Promise<Figures> {
  const engine = await Engine.load({
    path: sharedPath('models', model),
    sidecar: null,
    providers: ['cpu'],
    threads: { type: 'fixed', threads: 2, spinning: false },
    known: null,
  });
  try {
    const folder = sharedPath('images/coco-val2017');
    const read = await readLabels({ images: `${folder}/images`, labels: `${folder}/labels`, maxBytes: 0 });
    const { card } = engine.loaded;
    const { floor, max_candidates } = MAP_PROTOCOL;
    const images = await Promise.all(
      read.match(card.classes).images.map(async (image) => {
        const job = { image: await image.source(), limits: DEFAULT_IMAGE_LIMITS, floor, max_candidates };
        return evaluateImage(image, await engine.detect(job), SHOWN_AS);
      }),
    );
    return evaluateImages(images, { ...SHOWN_AS, classNames: card.classes });
  } finally {
    await engine.release();
  }
}

/** By default two; VIGIL_REFERENCE=all takes every model of the reference, which takes minutes. */
const { models } = hasShared
  ? ReferenceFile.parse(JSON.parse(readFileSync(sharedPath('reference/map.json'), 'utf8')))
  : { models: {} };
const some = ['yolox-nano-416.onnx', 'yolov8n-640-fp32.onnx'];
const chosen = Object.keys(models).filter((name) => process.env['VIGIL_REFERENCE'] === 'all' || some.includes(name));

describe.skipIf(!hasShared)('mean average precision on 108 COCO photographs', () => {
  it.each(chosen)('of %s is that of the reference', { timeout: 300_000 }, async (model) => {
    const expected = models[model];
    if (expected === undefined) throw new Error('not in the reference');
    const { map50, map75, map50_95, at_threshold, per_class } = await evaluate(model);
    const off = (got: number, wanted: number | undefined) => Math.abs(got - (wanted ?? Number.NaN));
    expect(per_class.map(({ class_name, objects }) => [class_name, objects]).sort()).toEqual(
      Object.entries(expected.per_class_low_threshold)
        .map(([name, { gt }]) => [name, gt])
        .sort(),
    );
    expect(off(map50, expected.low_threshold.map50)).toBeLessThan(0.003);
    expect(off(map75, expected.low_threshold.map75)).toBeLessThan(0.003);
    expect(off(map50_95, expected.low_threshold.map50_95)).toBeLessThan(0.003);
    expect(off(at_threshold.map50, expected.operating_point.map50)).toBeLessThan(0.003);
    expect(off(at_threshold.map50_95, expected.operating_point.map50_95)).toBeLessThan(0.003);
    const offByClass = per_class.map(({ class_name, ap50 }) =>
      off(ap50, expected.per_class_low_threshold[class_name]?.ap50),
    );
    // One prediction on the other side of a score or an overlap moves a class of few objects by more.
    expect(offByClass.filter((difference) => difference > 0.003).length).toBeLessThan(per_class.length / 10);
  });
});
