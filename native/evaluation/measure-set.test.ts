import { describe, expect, it } from 'vitest';
import type { Box } from '../contract/candidates.ts';
import { VigilError } from '../contract/errors.ts';
import type { DetectedImage } from './evaluate-image.ts';
import type { LabelledImage } from './labels/types.ts';
import { type Measurement, measureSet } from './measure-set.ts';

const BOX: Box = [0, 0, 10, 10];
const image = (number: number): LabelledImage => ({
  name: `image ${number}`,
  source: () => ({ type: 'file', path: `/${number}` }),
  objects: () => [{ class_id: 0, box: BOX }],
});
const images = (count: number) => Array.from({ length: count }, (_, number) => image(number));

/** One prediction of a score, on the object or beside it. */
const detected = (score: number, box: Box = BOX): DetectedImage => ({
  width: 100,
  height: 100,
  candidates: {
    class_ids: Uint16Array.of(0),
    scores: Float32Array.of(score),
    boxes: Float32Array.from(box),
    suppressed: false,
  },
});

const measure = (count: number, detect: Measurement['detect'], changes: Partial<Measurement> = {}) =>
  measureSet(images(count), {
    classNames: ['person'],
    shownAs: { conf: 0.25, iou: 0.45, max_det: 300 },
    concurrency: 3,
    detect,
    ...changes,
  });

describe('measuring a set', () => {
  it('makes the same figures in whatever order the images are answered', async () => {
    // All scores are equal, so that the order of the images alone decides which is ranked first.
    const answer = ({ name }: LabelledImage) => detected(0.5, name === 'image 2' ? [50, 50, 60, 60] : BOX);
    const straight = await measure(5, async (asked) => answer(asked), { concurrency: 1 });
    const held = new Map<string, () => void>();
    const shuffled = measure(
      5,
      (asked) => new Promise((resolve) => held.set(asked.name, () => resolve(answer(asked)))),
      { concurrency: 5 },
    );
    for (const number of [4, 1, 3, 0, 2]) held.get(`image ${number}`)?.();
    expect(await shuffled).toEqual(straight);
    expect(straight).toMatchObject({ images: 5, objects: 5 });
    expect(straight.map50).toBeLessThan(1);
  });

  it('has so many images under way at most, and tells of each', async () => {
    let [now, most, told] = [0, 0, 0];
    await measure(
      10,
      async () => {
        now += 1;
        most = Math.max(most, now);
        await Promise.resolve();
        now -= 1;
        return detected(0.9);
      },
      {
        onMeasured: () => {
          told += 1;
        },
      },
    );
    expect([most, told]).toEqual([3, 10]);
  });

  it('ends with the first failure and asks for no more', async () => {
    const asked: string[] = [];
    const failing = measure(10, async ({ name }) => {
      asked.push(name);
      if (name === 'image 1') throw new VigilError('image_unreadable', 'image 1: no');
      return detected(0.9);
    });
    await expect(failing).rejects.toThrow('image 1: no');
    const before = asked.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked.length).toBe(before);
    expect(before).toBeLessThan(10);
  });

  it('names the image whose labels do not fit', async () => {
    const objects = () => {
      throw new VigilError('invalid_parameter', 'another size.');
    };
    const misfit = measureSet([{ ...image(7), objects }], {
      ...{ classNames: [], shownAs: { conf: 0.25, iou: 0.45, max_det: 300 }, concurrency: 1 },
      detect: async () => detected(0.9),
    });
    await expect(misfit).rejects.toThrow('image 7: another size.');
  });
});
