import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from './open.ts';
import { beginRun, detection, inference, query, START, temporaryFolders } from './testing/records.ts';
import type { Store } from './types.ts';

const folders = temporaryFolders();
let store: Store;
beforeEach(() => {
  store = openStore(folders.make());
});
afterEach(() => {
  store.close();
  folders.remove();
});

it('the caches grow with what is new to them alone', () => {
  expect(store.cacheSizes()).toEqual({ classes: 0, statements: 0, series: 0 });
  const run = beginRun(store);
  const record = (...names: string[]) =>
    store.recordInference(inference(run, { detections: names.map((name) => detection(name, 0.9)) }));
  const id = record('person', 'bus', 'person');
  record('bus');
  expect(store.cacheSizes()).toMatchObject({ classes: 2, statements: 0 });

  // Read again, keys become names.
  store.getInference(id);
  store.getInference(id);
  expect(store.cacheSizes()).toMatchObject({ classes: 4 });

  store.listInferences(query());
  const { statements } = store.cacheSizes();
  expect(statements).toBeGreaterThan(0);
  store.listInferences(query());
  expect(store.cacheSizes()).toMatchObject({ statements });
  store.listInferences(query({ from: new Date(START).toISOString() }));
  expect(store.cacheSizes().statements).toBeGreaterThan(statements);

  // All of one model and one source.
  for (const _ of [1, 2]) {
    record('person');
    store.series.flush();
  }
  expect(store.cacheSizes().series).toBe(1);
});
