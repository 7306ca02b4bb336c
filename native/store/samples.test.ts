import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { features } from '../testing/features.ts';
import { openStore } from './open.ts';
import { beginRun, detection, inference, START, temporaryFolders } from './testing/records.ts';
import { runSteps } from './testing/run-steps.ts';
import type { SampleQuery, Store } from './types.ts';

const folders = temporaryFolders();
let store: Store;
beforeEach(() => {
  store = openStore(folders.make());
});
afterEach(() => {
  store.close();
  folders.remove();
});

const MINUTE = 60_000;

describe('recent samples', () => {
  it('are what was recorded, as columns', () => {
    const run = beginRun(store);
    const vector = Float32Array.from({ length: 256 }, (_, at) => Math.fround(Math.sin(at) / 3));
    const detections = [detection('person', 0.9), detection('bus', 0.5, 5), detection('person', 0.25)];
    const found = features({
      detections: 3,
      confidence: 0.55,
      max_confidence: 0.9,
      mean_box_area: 0.128,
      dominant_class: 'person',
      class_counts: { person: 2, bus: 1 },
    });
    const embedding = vector.subarray(1);
    const first = store.recordInference(inference(run, { detections, features: found, embedding }));
    const second = store.recordInference(inference(run, { at: START + MINUTE, conf: 0.5, iou: 0.9, width: 40 }));
    expect(store.recentSamples({ limit: 10 })).toEqual({
      ids: [first, second],
      created_at: [START, START + MINUTE],
      model_run_ids: [run, run],
      conf: [0.25, 0.5],
      iou: [0.45, 0.9],
      features: {
        brightness: [101.5, 101.5],
        contrast: [40.25, 40.25],
        sharpness: [812.125, 812.125],
        saturation: [0.375, 0.375],
        width: [810, 40],
        height: [1080, 1080],
        detections: [3, 0],
        mean_confidence: [0.55, null],
        max_confidence: [0.9, null],
        mean_box_area: [0.128, null],
        dominant_class: ['person', null],
        class_counts: [{ person: 2, bus: 1 }, {}],
      },
      embeddings: [Float32Array.from(embedding), null],
    });
  });

  it('are the newest of a model, a run and a time, oldest first', () => {
    const record = (run: number, minute: number) =>
      store.recordInference(inference(run, { at: START + minute * MINUTE }));
    const one = beginRun(store);
    const other = beginRun(store, { id: '112233445566', name: 'other' });
    const again = beginRun(store);
    const ids = [
      record(one, 0),
      record(other, 1),
      record(one, 2),
      record(again, 3),
      record(again, 3),
      record(other, 9),
    ];
    const positions = (query: Partial<SampleQuery>) =>
      store.recentSamples({ limit: 100, ...query }).ids.map((id) => ids.indexOf(id));
    expect(positions({})).toEqual([0, 1, 2, 3, 4, 5]);
    expect(positions({ limit: 3 })).toEqual([3, 4, 5]);
    expect(positions({ model_id: 'aabbccddeeff' })).toEqual([0, 2, 3, 4]);
    expect(positions({ model_id: 'aabbccddeeff', limit: 2 })).toEqual([3, 4]);
    expect(positions({ model_id: 'aabbccddeeff', model_run_id: one })).toEqual([0, 2]);
    expect(positions({ model_run_id: other })).toEqual([1, 5]);
    expect(positions({ model_id: 'unknown' })).toEqual([]);
    expect(positions({ from: START + 2 * MINUTE, to: START + 3 * MINUTE })).toEqual([2, 3, 4]);
    expect(positions({ to: START + 3 * MINUTE, limit: 2 })).toEqual([3, 4]);
  });

  it('leave out what is deleted, until it is restored', () => {
    const run = beginRun(store);
    const ids = [0, 1, 2].map((minute) => store.recordInference(inference(run, { at: START + minute * MINUTE })));
    const { deletion_id } = runSteps(store.softDelete({ ids: [ids[1] ?? 0] }, START));
    expect(store.recentSamples({ limit: 10 }).ids).toEqual([ids[0], ids[2]]);
    runSteps(store.restore(deletion_id, START));
    expect(store.recentSamples({ limit: 10 }).ids).toEqual(ids);
  });
});
