import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { problem } from '../testing/detect-request.ts';
import { ask, keepResult, send } from '../testing/history-request.ts';
import { ACTIVE } from '../testing/scripted-detection.ts';

let app: AppUnderTest;
beforeEach(async () => {
  app = await startApp();
  app.detection.switchTo(ACTIVE);
});
afterEach(() => app.close());

const say = (id: number, body: object) => ask(app, 'setFeedback', { id, body });
const found = async (feedback: string) => {
  const response = await fetch(`${app.url}/v1/history/inferences?feedback=${feedback}`);
  const { items } = (await response.json()) as { items: { inference_id: number }[] };
  return items.map(({ inference_id }) => inference_id);
};

describe('feedback on a result', () => {
  it('is answered with the result, and found by', async () => {
    const [first, second] = [await keepResult(app, 'a.jpg'), await keepResult(app, 'b.jpg')];
    expect(
      (await say(first, { verdict: 'wrong', detection_index: 1, class: 'truck', note: ' tall ' })).feedback,
    ).toEqual([
      ...[{ verdict: 'wrong', detection_index: 1, class: 'truck', count: 1, note: 'tall', at: expect.any(String) }],
    ]);
    expect((await ask(app, 'getInference', { id: first })).feedback).toHaveLength(1);
    expect([await found('wrong'), await found('any'), await found('none'), await found('missed')]).toEqual([
      [first],
      [first],
      [second],
      [],
    ]);
    expect((await say(first, { verdict: null, detection_index: 1 })).feedback).toEqual([]);
  });

  it.each([
    ['a verdict that is none', { verdict: 'maybe' }, /verdict/],
    ['a missed object with a detection', { verdict: 'missed', detection_index: 0 }, /detection_index: What was missed/],
    ['a class for the whole', { verdict: 'wrong', class: 'truck' }, /class: Stands with missed/],
    ['a class of what is right', { verdict: 'right', detection_index: 0, class: 'truck' }, /class: Stands/],
    ['a count of what is wrong', { verdict: 'wrong', count: 2 }, /count: Stands with missed/],
    ['a detection that there is not', { verdict: 'wrong', detection_index: 2 }, /has 2 detections/],
    ['a note without end', { verdict: 'wrong', note: 'x'.repeat(501) }, /note/],
  ])('is refused for %s', async (_, body, detail) => {
    const id = await keepResult(app, 'a.jpg');
    const refusal = await problem(await send(app, 'setFeedback', { id, body }));
    expect(refusal).toMatchObject({ status: 422, code: 'invalid_parameter' });
    expect(refusal.detail).toMatch(detail);
    expect((await ask(app, 'getInference', { id })).feedback).toEqual([]);
  });

  it('is refused for a result that there is not', async () => {
    const refusal = await problem(await send(app, 'setFeedback', { id: 9, body: { verdict: 'right' } }));
    expect(refusal).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('observed precision', () => {
  it('is of the model that is loaded, by class, with intervals', async () => {
    const ids = [await keepResult(app, 'a.jpg'), await keepResult(app, 'b.jpg')] as const;
    // Each has a person and a bus.
    await say(ids[0], { verdict: 'right' });
    await say(ids[1], { verdict: 'wrong', detection_index: 0 });
    await say(ids[1], { verdict: 'missed', class: 'traffic light', count: 3 });
    const observed = await ask(app, 'observedPrecision');
    expect(observed).toMatchObject({
      model: { id: ACTIVE.card.id },
      results: 2,
      overall: { right: 2, wrong: 1, missed: 3, recall: { value: 0.4, of: 5 } },
      per_class: [
        { class_name: 'Bus', right: 1, wrong: 0, missed: 0, recall: { value: 1 } },
        { class_name: 'person', right: 1, wrong: 1, missed: 0, precision: { value: 0.5, of: 2 } },
        { class_name: 'traffic light', right: 0, wrong: 0, missed: 3, precision: null, recall: { value: 0 } },
      ],
    });
    const { precision } = observed.overall;
    expect(precision?.value).toBeCloseTo(2 / 3, 12);
    expect([precision?.low, precision?.high].map((end) => end?.toFixed(4))).toEqual(['0.2077', '0.9385']);

    app.detection.switchTo({ ...ACTIVE, card: { ...ACTIVE.card, id: 'ba9876543210' } });
    expect(await ask(app, 'observedPrecision')).toMatchObject({
      model: { id: 'ba9876543210' },
      results: 0,
      per_class: [],
    });
  });

  it('is empty without a model', async () => {
    app.detection.active = null;
    expect(await ask(app, 'observedPrecision')).toEqual({
      model: null,
      results: 0,
      overall: { right: 0, wrong: 0, missed: 0, precision: null, recall: null },
      per_class: [],
    });
  });
});
