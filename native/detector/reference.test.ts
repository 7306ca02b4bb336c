import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { iou } from '../boxes/iou.ts';
import { selectDetections } from '../boxes/select.ts';
import { Box, CANDIDATE_FLOOR, MAX_CANDIDATES } from '../contract/candidates.ts';
import { DEFAULT_IMAGE_LIMITS } from '../contract/messages.ts';
import { hasShared, sharedPath } from '../testing/shared.ts';
import { Engine } from './engine.ts';

/** Results of an independent implementation, with its own decoder, resizer and runtime, for 10 models and 13 photographs. */
const Reference = z.object({
  results: z.array(
    z.object({
      model: z.string(),
      image: z.string(),
      width: z.int(),
      height: z.int(),
      detections: z.array(z.object({ class_id: z.int(), score: z.number(), box: Box })),
    }),
  ),
});
type Reference = z.infer<typeof Reference>;
type Found = Pick<Reference['results'][number]['detections'][number], 'class_id' | 'score' | 'box'>;

const THRESHOLDS = { conf: 0.25, iou: 0.45, max_det: 300, classes: null };
/** Detections below this may come and go with a rounding, so only those above are held to have a twin, if there are any. */
const COUNTED = 0.3;
const TWIN_IOU = 0.9;
const TWIN_SCORE = 0.02;
/** Share of the counted detections that must have a twin, and that may be extra. */
const EXACT = { found: 0.98, extra: 0.03 };
/**
 * Without VNNI the kernels for 8-bit weights add in 16 bits, which saturates, so their answers differ between processors
 * (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html, "S8S8 or U8S8"). The reference was made
 * with VNNI.
 */
const SATURATED = { found: 0.85, extra: 0.15 };
const PROCESSOR = '/proc/cpuinfo';
const hasVnni = !existsSync(PROCESSOR) || /\bavx(512)?_vnni\b/.test(readFileSync(PROCESSOR, 'utf8'));
const boundsOf = (model: string) => (model.includes('int8') && !hasVnni ? SATURATED : EXACT);

const results = hasShared
  ? Reference.parse(JSON.parse(readFileSync(sharedPath('reference', 'detections.json'), 'utf8'))).results
  : [];
const models = [...new Set(results.map(({ model }) => model))];

/** Of the counted detections of `from`, how many have a twin in `among`; each serves one. */
function countTwins(
  from: readonly Found[],
  among: readonly Found[],
  floor: number,
): { counted: number; twins: number } {
  const free = new Set(among);
  const counted = from.filter(({ score }) => score >= floor);
  let twins = 0;
  for (const one of counted) {
    const overlap = (other: Found) => iou(Float32Array.from([...one.box, ...other.box]), 0, 4);
    const twin = [...free].find(
      (other) =>
        other.class_id === one.class_id &&
        Math.abs(other.score - one.score) <= TWIN_SCORE &&
        overlap(other) >= TWIN_IOU,
    );
    if (twin === undefined) continue;
    free.delete(twin);
    twins++;
  }
  return { counted: counted.length, twins };
}

describe.skipIf(!hasShared)('detections against the reference', () => {
  it('covers 10 models and 13 photographs', () => {
    expect(models).toHaveLength(10);
    expect(results).toHaveLength(130);
  });

  it.each(models)('%s', async (model) => {
    const engine = await Engine.load({
      path: sharedPath('models', model),
      sidecar: null,
      providers: ['cpu'],
      threads: { type: 'fixed', threads: 2, spinning: false },
      known: null,
    });
    const found = { counted: 0, twins: 0 };
    const ours = { counted: 0, twins: 0 };
    const expectations = results.filter((result) => result.model === model);
    const best = Math.max(...expectations.flatMap(({ detections }) => detections.map(({ score }) => score)));
    const floor = Math.min(COUNTED, best);
    for (const expected of expectations) {
      const result = await engine.detect({
        image: { type: 'file', path: sharedPath('images', expected.image) },
        limits: DEFAULT_IMAGE_LIMITS,
        floor: CANDIDATE_FLOOR,
        max_candidates: MAX_CANDIDATES,
      });
      expect({ width: result.width, height: result.height }).toEqual({
        width: expected.width,
        height: expected.height,
      });
      const detections = selectDetections(result.candidates, THRESHOLDS, result, engine.loaded.card.classes);
      const forward = countTwins(expected.detections, detections, floor);
      const backward = countTwins(detections, expected.detections, floor);
      found.counted += forward.counted;
      found.twins += forward.twins;
      ours.counted += backward.counted;
      ours.twins += backward.twins;
    }
    await engine.release();
    const extras = ours.counted - ours.twins;
    process.stdout.write(`${model}: ${found.twins} of ${found.counted} found, ${extras} of ${ours.counted} extra\n`);
    expect(found.counted).toBeGreaterThan(0);
    const bounds = boundsOf(model);
    expect(found.twins).toBeGreaterThanOrEqual(bounds.found * found.counted);
    expect(extras).toBeLessThanOrEqual(bounds.extra * found.counted);
  });
});
