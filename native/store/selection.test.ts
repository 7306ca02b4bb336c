import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistorySelection } from '../contract/http/history-actions.ts';
import { openStore } from './open.ts';
import { beginRun, detection, inference, query, START, temporaryFolders, walkPages } from './testing/records.ts';
import type { Store } from './types.ts';

const folders = temporaryFolders();
let store: Store;
let run: number;
beforeEach(() => {
  store = openStore(folders.make());
  run = beginRun(store);
});
afterEach(() => {
  store.close();
  folders.remove();
});

const ids = (selection: HistorySelection) => [...store.walk(selection)].flat().map(({ id }) => id);
const record = (at: number, className = 'person') =>
  store.recordInference(inference(run, { at, detections: [detection(className, 0.5)] }));

/** What a count comes to, and after how many steps. */
function counted(walk: Generator<number, number>): { steps: number; count: number } {
  for (let steps = 0; ; steps++) {
    const { done, value } = walk.next();
    if (done) return { steps, count: value };
  }
}

describe('a walk over a selection', () => {
  it('finds what the list finds, in the same order, over many chunks', () => {
    for (let i = 0; i < 2_100; i++) record(START + (i % 7), i % 3 === 0 ? 'bus' : 'person');
    for (const filter of [{}, { class: 'bus' }, { from: new Date(START + 3).toISOString() }, { min_score: 0.6 }]) {
      const listed = walkPages(store, query({ ...filter, limit: 500 }));
      expect(ids({ filter })).toEqual(listed);
      expect(store.countMatching(filter)).toBe(listed.length);
      expect(counted(store.countUpTo(filter, 2))).toEqual({ steps: 0, count: Math.min(listed.length, 2) });
      for (const step of [1, 7, 100, 2_099, 2_100, 2_101]) {
        expect(counted(store.countUpTo(filter, 10_000, step)).count).toBe(listed.length);
      }
      expect(counted(store.countUpTo(filter, 10_000, 100)).steps).toBe(21);
    }
    expect([...store.walk({ filter: {} })].map((chunk) => chunk.length)).toEqual([1_000, 1_000, 100]);
  });

  it('by numbers keeps their order, each once, without those that are not there', () => {
    const [a, b, c] = [record(1), record(2), record(3)] as [number, number, number];
    expect(ids({ ids: [b, 77, c, b, a] })).toEqual([b, c, a]);
  });

  it('locks nothing between two chunks, and meets nothing that came later', () => {
    const before = Array.from({ length: 1_500 }, (_, i) => record(START + i));
    const walk = store.walk({ filter: {} });
    const first = walk.next().value ?? [];
    record(START + 5_000);
    const rest = [...walk].flat();
    expect([...first, ...rest].map(({ id }) => id)).toEqual(before.toReversed());
  });

  it('says which model a result is of, and how large its picture is', () => {
    const other = beginRun(store, { id: '001122334455' });
    store.recordInference(inference(other));
    expect([...store.walk({ filter: {} })].flat()).toEqual([{ id: 1, model_id: '001122334455', image_bytes: null }]);
  });

  it('finds nothing of a class that nobody saw', () => {
    record(1);
    expect(ids({ filter: { class: 'unicorn' } })).toEqual([]);
    expect(store.countMatching({ class: 'unicorn' })).toBe(0);
  });
});
