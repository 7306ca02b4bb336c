import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from './open.ts';
import { beginRun, candidates, detection, inference, query, START, temporaryFolders } from './testing/records.ts';
import type { Store } from './types.ts';

const folders = temporaryFolders();
let store: Store;
let run: number;
beforeEach(() => {
  store = openStore(folders.make(), { now: () => START });
  run = beginRun(store);
});
afterEach(() => {
  store.close();
  folders.remove();
});

const ids = (filter = {}) => store.listInferences(query(filter)).items.map(({ inference_id }) => inference_id);
const rolledUp = () =>
  store.series.query({ metric: 'rate', from: START, to: START + 60_000, points: 600 }).total?.count ?? 0;

describe('several results at once', () => {
  it('are kept as one by one, with all they have', () => {
    const one = store.recordInference(inference(run));
    const several = store.recordInferences([
      inference(run, { at: START + 1, detections: [detection('person', 0.9)] }),
      inference(run, { at: START + 2, candidates: candidates(3), source: 'gate' }),
    ]);
    expect(several).toEqual([one + 1, one + 2]);
    expect(ids()).toEqual([one + 2, one + 1, one]);
    expect(ids({ class: 'person' })).toEqual([one + 1]);
    expect(store.getCandidates(one + 2)).toEqual(candidates(3));
    expect(store.facets()).toMatchObject({ count: 3, sources: [{ source: 'gate', count: 1 }] });
    expect(rolledUp()).toBe(3);
    expect(store.recordInferences([])).toEqual([]);
  });

  it('are all refused with one that is', () => {
    const bad = inference(run + 1, { at: START + 2 });
    const good = inference(run, { detections: [detection('dog', 0.9)] });
    expect(() => store.recordInferences([good, bad])).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(ids()).toEqual([]);
    expect(rolledUp()).toBe(0);
    // Nor is anything left of the class that only it had.
    const [id] = store.recordInferences([good]);
    expect(ids({ class: 'dog' })).toEqual([id]);
    expect(rolledUp()).toBe(1);
  });
});
