import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { ENDPOINTS, type EndpointName } from '../../native/contract/http/endpoints.ts';
import type { Evaluation } from '../../native/contract/http/evaluations.ts';
import { type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { hasShared, sharedPath } from '../../native/testing/shared.ts';

const MODEL = 'yolox-nano-416.onnx';

type Json<Name extends EndpointName> = (typeof ENDPOINTS)[Name]['answers'] extends infer Schema extends z.ZodType
  ? z.output<Schema>
  : never;

describe.skipIf(!hasShared)('evaluation in a running console', () => {
  let vigil: RunningConsole;
  beforeAll(async () => {
    vigil = await startConsole({ model: sharedPath('models', MODEL) });
  });
  afterAll(() => vigil?.stop());

  async function ask<Name extends EndpointName>(name: Name, id?: number, body?: unknown): Promise<Json<Name>> {
    const { method, path, answers } = ENDPOINTS[name];
    const response = await fetch(`${vigil.url}${path.replace(':id', String(id))}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return (answers as z.ZodType).parse(await response.json()) as Json<Name>;
  }

  const detect = async (query = '') =>
    ENDPOINTS.detect.answers.parse(
      await (
        await fetch(`${vigil.url}/v1/yolo/detect/${query}`, {
          method: 'POST',
          headers: { 'content-type': 'image/jpeg', 'x-file-name': 'bus.jpg' },
          body: readFileSync(sharedPath('images/bus.jpg')),
        })
      ).json(),
    ).images[0];

  const metrics = async () => (await fetch(`${vigil.url}/metrics`)).text();

  async function ended(id: number): Promise<Evaluation> {
    let evaluation = await ask('getEvaluation', id);
    const hasEnded = async () => {
      evaluation = await ask('getEvaluation', id);
      return evaluation.ended_at !== null;
    };
    await vi.waitUntil(hasEnded, { timeout: 110_000, interval: 50 });
    return evaluation;
  }

  it('measures what the reference has, while users are served', { timeout: 120_000 }, async () => {
    const folder = sharedPath('images/coco-val2017');
    const body = { images: `${folder}/images`, labels: `${folder}/labels`, conf: 0.25, iou: 0.45, name: 'val2017' };
    const { id } = await ask('startEvaluation', undefined, body);
    // In front of what the evaluation has waiting.
    expect(await detect('?save=false')).toMatchObject({ name: 'bus.jpg', width: 810 });
    const { state, error, result, figures } = await ended(id);
    expect({ state, error }).toEqual({ state: 'finished', error: null });
    const reference = JSON.parse(readFileSync(sharedPath('reference/map.json'), 'utf8')).models[MODEL];
    const off = (got: number | undefined, wanted: number) => Math.abs((got ?? Number.NaN) - wanted);
    expect(off(result?.map50, reference.low_threshold.map50)).toBeLessThan(0.003);
    expect(off(result?.map50_95, reference.low_threshold.map50_95)).toBeLessThan(0.003);
    expect(off(result?.at_threshold.map50, reference.operating_point.map50)).toBeLessThan(0.003);
    expect(result).toMatchObject({ images: 108, objects: 749 });
    const { tp = 0, fp = 0, other_classes = 0 } = result?.at_threshold ?? {};
    // All that the reference saw at this threshold.
    expect(off(tp + fp + other_classes, reference.operating_point.detections)).toBeLessThan(5);
    expect((await ask('listEvaluations')).items).toMatchObject([{ id, name: 'val2017', figures }]);

    const page = await metrics();
    expect(Number(/^model_accuracy\{class="all"\} (.*)$/m.exec(page)?.[1])).toBeCloseTo(result?.map50 ?? 0, 12);
    expect(page).toMatch(/^model_accuracy\{class="traffic light"\} 0\.\d+$/m);
    expect(page).toMatch(/^images_processed_total 1$/m);
    expect((await ask('listInferences')).items).toEqual([]);
  });

  it('keeps what is said of a result', async () => {
    const found = await detect();
    if (found === undefined || 'error' in found || found.inference_id === null) throw new Error('not kept');
    const id = found.inference_id;
    const bus = found.detections.findIndex(({ class_name }) => class_name === 'bus');
    await ask('setFeedback', id, { verdict: 'right' });
    await ask('setFeedback', id, { verdict: 'wrong', detection_index: bus, class: 'truck' });
    const { feedback } = await ask('setFeedback', id, { verdict: 'missed', class: 'handbag', note: 'on the left' });
    expect(feedback.map(({ verdict, detection_index }) => [verdict, detection_index])).toEqual([
      ['right', null],
      ['wrong', bus],
      ['missed', null],
    ]);
    const observed = await ask('observedPrecision');
    const people = found.detections.filter(({ class_name }) => class_name === 'person').length;
    expect(observed).toMatchObject({
      ...{ model: { name: 'yolox-nano-416' }, results: 1 },
      overall: { right: found.detections.length - 1, wrong: 1, missed: 2 },
    });
    expect(observed.per_class.find(({ class_name }) => class_name === 'person')).toMatchObject({
      right: people,
      wrong: 0,
    });
  });
});
