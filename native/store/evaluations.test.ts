import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EvaluationResult } from '../contract/http/evaluations.ts';
import { connect } from './connection.ts';
import { openStore } from './open.ts';
import { loadSqlite } from './runtime.ts';
import { START, temporaryFolders } from './testing/records.ts';
import type { NewEvaluation, Store } from './types.ts';

const folders = temporaryFolders();
let folder: string;
let store: Store;
beforeEach(() => {
  folder = folders.make();
  store = openStore(folder);
});
afterEach(() => {
  store.close();
  folders.remove();
});

const reopen = () => {
  store.close();
  store = openStore(folder);
};
const model = { id: 'aabbccddeeff', name: 'yolox-nano', version: '1.0' };
const begin = (changes: Partial<NewEvaluation> = {}) =>
  store.beginEvaluation({
    name: 'val',
    source: { type: 'folder', images: '/set/images', labels: '/set/labels' },
    ...{ model, provider: 'cpu', conf: 0.25, iou: 0.45, at: START },
    ...changes,
  });

const counts = { tp: 3, fp: 1, fn: 1, precision: 0.75, recall: 0.75, f1: 0.75 };
const RESULT: EvaluationResult = {
  ...{ images: 5, objects: 4, predictions: 90, map50: 0.8, map75: 0.6, map50_95: 0.5 },
  at_threshold: { ...counts, conf: 0.25, iou: 0.45, map50: 0.7, map50_95: 0.4, other_classes: 2 },
  best_f1: { conf: 0.3, f1: 0.8, precision: 0.8, recall: 0.8 },
  per_class: [
    {
      ...counts,
      class_id: 0,
      class_name: 'person',
      objects: 4,
      predictions: 90,
      ap50: 0.8,
      ap50_95: 0.5,
      best_f1: null,
    },
  ],
  confusion_matrix: {
    conf: 0.25,
    classes: ['person', 'background'],
    matrix: [
      [3, 1],
      [1, 0],
    ],
  },
  pr_curve: { recall: Array(101).fill(0.5), overall: Array(101).fill(1), per_class: [] },
  labels: {
    ...{ format: 'coco', matched_by: 'names', names_file: null, unknown_classes: [] },
    ...{ crowd_regions: 1, images_without_labels: 0, labels_without_image: 0 },
  },
};
const progress = { done: 5, total: 5 };
const finish = (id: number, at = START + 9_000) =>
  store.endEvaluation(id, { state: 'finished', progress, error: null, result: RESULT }, at);

describe('an evaluation', () => {
  it('is kept from its beginning to its end', () => {
    const id = begin();
    const head = {
      ...{ id, name: 'val', model, provider: 'cpu', conf: 0.25, iou: 0.45 },
      source: { type: 'folder', images: '/set/images', labels: '/set/labels' },
      started_at: '2026-01-10T12:00:00.000Z',
    };
    const open = { ended_at: null, error: null, figures: null, result: null };
    expect(store.getEvaluation(id)).toEqual({ ...head, ...open, state: 'preparing', progress: { done: 0, total: 0 } });
    store.advanceEvaluation(id, 'running', { done: 2, total: 5 }, START + 500);
    expect(store.getEvaluation(id)).toMatchObject({ state: 'running', progress: { done: 2, total: 5 } });
    finish(id);
    reopen();
    const figures = { images: 5, objects: 4, map50: 0.8, map50_95: 0.5, precision: 0.75, recall: 0.75, f1: 0.75 };
    const ended = { ended_at: '2026-01-10T12:00:09.000Z', error: null };
    expect(store.getEvaluation(id)).toEqual({
      ...head,
      ...ended,
      state: 'finished',
      progress,
      figures,
      result: RESULT,
    });
  });

  it('that failed says why', () => {
    const id = begin();
    const error = { code: 'invalid_parameter', detail: 'a.txt, line 3: no box.' } as const;
    store.endEvaluation(id, { state: 'failed', progress: { done: 1, total: 9 }, error, result: null }, START + 1);
    expect(store.getEvaluation(id)).toMatchObject({ state: 'failed', error, figures: null, result: null });
  });

  it('that a killed process left is interrupted at its last sign of life', () => {
    const [preparing, running, finished] = [begin(), begin(), begin()];
    store.advanceEvaluation(running, 'running', { done: 2, total: 5 }, START + 500);
    finish(finished);
    reopen();
    expect(store.getEvaluation(preparing)).toMatchObject({
      state: 'interrupted',
      ended_at: '2026-01-10T12:00:00.000Z',
    });
    expect(store.getEvaluation(running)).toMatchObject({
      ...{ state: 'interrupted', ended_at: '2026-01-10T12:00:00.500Z' },
      progress: { done: 2, total: 5 },
    });
    expect(store.getEvaluation(finished)?.state).toBe('finished');
  });

  it('can be deleted, once', () => {
    const id = begin();
    expect([store.deleteEvaluation(id), store.deleteEvaluation(id)]).toEqual([true, false]);
    expect(store.getEvaluation(id)).toBeNull();
  });

  it('whose result is not as it was written is refused and not shown as it is', () => {
    const id = begin();
    finish(id);
    const db = connect(loadSqlite(), store.path);
    db.exec(`UPDATE evaluations SET result = '{"map50": 7}', per_class = '[{"ap50": "high"}]'`);
    db.close();
    expect(() => store.getEvaluation(id)).toThrow(expect.objectContaining({ code: 'storage_failed' }));
    expect(() => store.getAccuracy(id)).toThrow(/its per_class is not as this Vigil writes it/);
    expect(store.listEvaluations({ limit: 10 }).items[0]).toMatchObject({ id, figures: { map50: 0.8 } });
    expect(store.deleteEvaluation(id)).toBe(true);
  });
});

describe('the list', () => {
  it('is newest first, in pages, of all models or one', () => {
    const ids = [begin(), begin({ model: { ...model, id: '001122334455' } }), begin()];
    const first = store.listEvaluations({ limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(first.items[0]).not.toHaveProperty('result');
    const second = store.listEvaluations({ limit: 2, cursor: first.next_cursor ?? 0 });
    expect(second).toMatchObject({ items: [{ id: ids[0] }], next_cursor: null });
    expect(store.listEvaluations({ limit: 9, model: model.id }).items.map(({ id }) => id)).toEqual([ids[2], ids[0]]);
  });
});

describe('the accuracy of a model', () => {
  it('is of its newest evaluation that finished', () => {
    expect(store.latestEvaluation(model.id)).toBeNull();
    const [first, second] = [begin(), begin()];
    finish(first);
    finish(second);
    store.endEvaluation(begin(), { state: 'cancelled', progress, error: null, result: null }, START);
    finish(begin({ model: { ...model, id: '001122334455' } }));
    expect(store.latestEvaluation(model.id)).toBe(second);
    expect(store.getAccuracy(second)).toEqual({
      map50: 0.8,
      classes: [{ class_id: 0, class_name: 'person', ap50: 0.8 }],
    });
  });
});
