import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VigilError } from '../../../contract/errors.ts';
import type { Evaluation } from '../../../contract/http/evaluations.ts';
import type { DetectOutcome } from '../../detection/types.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { problem } from '../testing/detect-request.ts';
import { ask, send } from '../testing/history-request.ts';
import { labelledFolder } from '../testing/labelled-folder.ts';
import { ACTIVE, CARD, outcome } from '../testing/scripted-detection.ts';

let app: AppUnderTest;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const start = async (body: object) => (await ask(app, 'startEvaluation', { body })).id;
const refused = async (body: object) => problem(await send(app, 'startEvaluation', { body }));

/** The evaluation once it has ended. */
async function ended(id: number): Promise<Evaluation> {
  let evaluation = await ask(app, 'getEvaluation', { id });
  await vi.waitUntil(
    async () => {
      evaluation = await ask(app, 'getEvaluation', { id });
      return evaluation.ended_at !== null;
    },
    { timeout: 30_000, interval: 5 },
  );
  return evaluation;
}

/** Holds each detection until it is let go. */
function holdDetection() {
  const held: ((outcome: DetectOutcome) => void)[] = [];
  app.detection.onDetect = (job) =>
    new Promise((resolve, reject) => {
      held.push(resolve);
      job.signal?.addEventListener('abort', () => reject(new VigilError('request_cancelled', 'taken back')));
    });
  const until = (count: number) => vi.waitUntil(() => held.length >= count, { timeout: 30_000, interval: 5 });
  return { held, until };
}

describe('an evaluation', () => {
  it('runs in the background and ends with figures, at the thresholds of the settings', async () => {
    const set = labelledFolder(app.dataFolder, 5);
    const id = await start(set);
    const { result, figures, ...head } = await ended(id);
    expect(head).toMatchObject({
      ...{ id, name: 'images', state: 'finished', error: null, provider: 'cpu' },
      ...{ conf: 0.25, iou: 0.45, progress: { done: 5, total: 5 } },
      source: { type: 'folder', ...set },
      model: { id: CARD.id, name: 'scripted', version: '1' },
    });
    // All persons and no traffic light are found; the bus, which is nowhere labelled, counts neither way.
    expect(figures).toMatchObject({ images: 5, objects: 10, map50: 0.5, precision: 1, recall: 0.5 });
    expect(result).toMatchObject({
      at_threshold: { tp: 5, fp: 0, fn: 5, other_classes: 5 },
      per_class: [
        { class_name: 'person', ap50: 1 },
        { class_name: 'traffic light', ap50: 0 },
      ],
      labels: { format: 'yolo', matched_by: 'ids' },
    });
    expect(result?.confusion_matrix).toEqual({
      conf: 0.25,
      classes: ['person', 'Bus', 'traffic light', 'background'],
      matrix: [
        [5, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 5],
        [0, 5, 0, 0],
      ],
    });
  });

  it('asks for nearly everything, in the background, and keeps nothing in history or metrics of images', async () => {
    await ended(await start(labelledFolder(app.dataFolder, 3)));
    const { images } = labelledFolder(app.dataFolder, 3);
    expect(app.detection.jobs.map(({ image }) => image)).toEqual(
      ['0000.jpg', '0001.jpg', '0002.jpg'].map((name) => ({ type: 'file', path: join(images, name) })),
    );
    expect(app.detection.jobs[0]).toMatchObject({ background: true, floor: 0.001, thumbnail: false });
    expect((await ask(app, 'listInferences')).items).toEqual([]);
    const metrics = await (await send(app, 'metrics')).text();
    expect(metrics).toMatch(/^images_processed_total 0$/m);
  });

  it('takes thresholds and a name of its own, and COCO labels', async () => {
    const { images } = labelledFolder(app.dataFolder, 1);
    const labels = join(app.dataFolder, 'labels.json');
    const content = {
      images: [{ id: 1, file_name: '0000.jpg', width: 200, height: 100 }],
      categories: [{ id: 5, name: 'bus' }],
      annotations: [{ image_id: 1, category_id: 5, bbox: [150, 20, 50, 60] }],
    };
    writeFileSync(labels, JSON.stringify(content));
    const body = { images, labels, conf: 0.3, iou: 0.6, name: 'night shift' };
    const { result, ...head } = await ended(await start(body));
    expect(head).toMatchObject({
      name: 'night shift',
      conf: 0.3,
      iou: 0.6,
      source: { type: 'folder', images, labels },
    });
    // The bus has a score of 0.25.
    expect(result).toMatchObject({ map50: 1, at_threshold: { tp: 0, fn: 1 }, labels: { format: 'coco' } });
  });

  it('is one at a time, shows how far it is, and has two images under way at most', async () => {
    const { held, until } = holdDetection();
    const set = labelledFolder(app.dataFolder, 4);
    const id = await start(set);
    await until(2);
    expect(await refused(set)).toMatchObject({ status: 409, code: 'evaluation_running' });
    expect(await problem(await send(app, 'deleteEvaluation', { id }))).toMatchObject({ code: 'evaluation_running' });
    held[0]?.(outcome());
    await until(3);
    expect(await ask(app, 'getEvaluation', { id })).toMatchObject({
      ...{ state: 'running', progress: { done: 1, total: 4 }, ended_at: null, result: null },
    });
    expect(await ask(app, 'listEvaluations')).toMatchObject({
      ...{ running: id, next_cursor: null },
      items: [{ id, state: 'running', progress: { done: 1, total: 4 } }],
    });
    expect(held).toHaveLength(3);
    for (let at = 1; at < 4; at++) {
      await until(at + 1);
      held[at]?.(outcome());
    }
    expect(await ended(id)).toMatchObject({ state: 'finished', progress: { done: 4, total: 4 } });
    expect((await ask(app, 'listEvaluations')).running).toBeNull();
    await start(set);
  });

  it('can be called off, which takes its images back', async () => {
    const { until } = holdDetection();
    const id = await start(labelledFolder(app.dataFolder, 4));
    await until(2);
    expect(await ask(app, 'cancelEvaluation', { id })).toMatchObject({ id, state: 'cancelled', error: null });
    expect(app.detection.jobs.map(({ signal }) => signal?.aborted)).toEqual([true, true]);
    expect((await ask(app, 'cancelEvaluation', { id })).state).toBe('cancelled');
    expect(await ask(app, 'deleteEvaluation', { id })).toEqual({ id });
    expect((await send(app, 'getEvaluation', { id })).status).toBe(404);
  });

  it('fails with the lines of bad labels', async () => {
    const set = labelledFolder(app.dataFolder, 2);
    writeFileSync(join(set.labels, '0001.txt'), '0 0.5 0.5 0.1 0.1\n0 100 50 20 20\n');
    const { state, error, result } = await ended(await start(set));
    expect({ state, result }).toEqual({ state: 'failed', result: null });
    expect(error).toMatchObject({ code: 'invalid_parameter' });
    expect(error?.detail.split('\n')[1]).toContain('0001.txt, line 2: "100" is not a share');
    expect(app.detection.jobs).toEqual([]);
  });

  it('fails with the image that cannot be detected on, and takes back the other one', async () => {
    const set = labelledFolder(app.dataFolder, 6);
    app.detection.onDetect = async () => {
      throw new VigilError('image_unreadable', 'The bytes are no image.');
    };
    const { error, progress } = await ended(await start(set));
    expect(error).toEqual({
      code: 'image_unreadable',
      detail: `${join(set.images, '0000.jpg')}: The bytes are no image.`,
    });
    expect(progress).toEqual({ done: 0, total: 6 });
    expect(app.detection.jobs.length).toBeLessThanOrEqual(2);
    expect(app.detection.jobs.every(({ signal }) => signal?.aborted)).toBe(true);
  });

  it('fails when another model is loaded meanwhile', async () => {
    const other = { ...CARD, id: 'ba9876543210', name: 'other' };
    app.detection.onDetect = async () => outcome({ model: other });
    const { error } = await ended(await start(labelledFolder(app.dataFolder, 3)));
    expect(error).toMatchObject({
      code: 'model_changed',
      detail: expect.stringContaining('other was loaded while scripted'),
    });
  });

  it.each([
    ['a relative folder', { images: 'photos', labels: '/' }, /images: must be an absolute path/],
    ['a path with a zero', { images: '/', labels: '/a\0b' }, /labels: must be an absolute path/],
    ['a folder that is not', { images: '/nowhere/at/all', labels: '/' }, /is no folder/],
    ['labels that are not', { images: '/', labels: '/nowhere/at/all.json' }, /at\/all\.json is not there/],
    ['a threshold out of range', { images: '/', labels: '/', conf: 2 }, /conf/],
    ['another kind of source', { scenes: { seed: 1 } }, /unknown "scenes"/],
  ])('is refused for %s', async (_, body, detail) => {
    const refusal = await refused(body);
    expect(refusal).toMatchObject({ status: 422, code: 'invalid_parameter' });
    expect(refusal.detail).toMatch(detail);
    expect((await ask(app, 'listEvaluations')).items).toEqual([]);
  });

  it('is refused without a model', async () => {
    app.detection.active = null;
    expect(await refused(labelledFolder(app.dataFolder, 1))).toMatchObject({ status: 503, code: 'model_not_loaded' });
  });
});

describe('the accuracy in the metrics', () => {
  const accuracies = async () => {
    const metrics = await (await send(app, 'metrics')).text();
    return [...metrics.matchAll(/^model_accuracy\{class="(.*)"\} (.*)$/gm)].map(([, name, value]) => [
      name,
      Number(value),
    ]);
  };

  it('is of the latest evaluation of the model that is loaded', async () => {
    expect(await accuracies()).toEqual([]);
    const set = labelledFolder(app.dataFolder, 2);
    await ended(await start(set));
    expect(await accuracies()).toEqual([
      ['person', 1],
      ['traffic light', 0],
      ['all', 0.5],
    ]);
    // One that finds nothing of what is labelled now.
    writeFileSync(join(set.labels, '0000.txt'), '1 0.1 0.1 0.1 0.1\n');
    rmSync(join(set.labels, '0001.txt'));
    await ended(await start(set));
    expect(await accuracies()).toEqual([
      ['Bus', 0],
      ['all', 0],
    ]);
    app.detection.switchTo({ ...ACTIVE, card: { ...CARD, id: 'ba9876543210' } });
    expect(await accuracies()).toEqual([]);
    app.detection.switchTo(ACTIVE);
    expect(await accuracies()).toHaveLength(2);
  });
});
