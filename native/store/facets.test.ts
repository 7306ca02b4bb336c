import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from './open.ts';
import { beginRun, detection, inference, query, START, temporaryFolders } from './testing/records.ts';
import { runSteps } from './testing/run-steps.ts';
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

const MINUTE = 60_000;

/** The same figures, counted one by one. */
function countByHand() {
  const items = Array.from({ length: 4 }, (_, page) => page).reduce<ReturnType<Store['listInferences']>['items']>(
    (all) => {
      const last = all.at(-1);
      const older = last === undefined ? {} : { to: new Date(Date.parse(last.at) - 1).toISOString() };
      return [...all, ...store.listInferences(query({ limit: 500, ...older })).items];
    },
    [],
  );
  const count = (keys: (item: (typeof items)[number]) => readonly string[]) => {
    const counts = new Map<string, number>();
    for (const key of items.flatMap(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  return {
    count: items.length,
    newest: items[0]?.at ?? null,
    oldest: items.at(-1)?.at ?? null,
    classes: count((item) => [...new Set(item.detections.map(({ class_name }) => class_name))]),
    sources: count((item) => (item.source === null ? [] : [item.source])),
    models: count((item) => [item.model.id]),
  };
}

function facets() {
  const { count, oldest, newest, classes, sources, models } = store.facets();
  return {
    ...{ count, oldest, newest },
    classes: new Map(classes.map((facet) => [facet.class, facet.count])),
    sources: new Map(sources.map((facet) => [facet.source, facet.count])),
    models: new Map(models.map((facet) => [facet.id, facet.count])),
  };
}

it('are empty for an empty history', () => {
  expect(store.facets()).toEqual({ count: 0, oldest: null, newest: null, sources: [], classes: [], models: [] });
});

it('agree with counting one by one after everything that can happen to results', () => {
  const runs = [beginRun(store), beginRun(store, { id: '001122334455' }), beginRun(store)];
  const classNames = ['person', 'bus', 'dog', 'kite'];
  let seed = 7;
  const dice = (sides: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % sides;
  };
  const deletions: string[] = [];
  let at = START;
  for (let i = 0; i < 300; i++) {
    at += MINUTE;
    const detections = Array.from({ length: dice(5) }, () => detection(classNames[dice(4)] as string, dice(9) / 10));
    const source = dice(3) === 0 ? null : `camera ${dice(3)}`;
    const id = store.recordInference(inference(runs[dice(3)] as number, { at, source, detections }));
    if (dice(10) === 0) store.setPinned(id, true);
    const event = dice(20);
    if (event === 0) {
      const from = new Date(at - 30 * MINUTE).toISOString();
      const filter = { from, class: classNames[dice(4)] as string };
      deletions.push(runSteps(store.softDelete({ filter }, at)).deletion_id);
    } else if (event === 1) {
      const newest = deletions.pop();
      try {
        if (newest !== undefined) runSteps(store.restore(newest, at));
      } catch (error) {
        expect(error).toMatchObject({ code: 'not_found' });
      }
    } else if (event === 2) {
      store.applyRetention({ max_age_days: 0.1, max_bytes: Number.MAX_SAFE_INTEGER }, at);
    }
    if (i % 25 === 0) expect(facets()).toEqual(countByHand());
  }
  expect(facets()).toEqual(countByHand());
  expect(store.countMatching({})).toBe(store.facets().count);
  runSteps(store.softDelete({ filter: {} }, at));
  expect(store.facets()).toEqual({ count: 0, oldest: null, newest: null, sources: [], classes: [], models: [] });
});

it('put the most frequent first, and call a model by its newest name', () => {
  const old = beginRun(store, { name: 'old name' });
  store.recordInference(inference(old, { source: 'a', detections: [detection('bus', 0.5)] }));
  const renamed = beginRun(store, { name: 'new name' });
  for (const name of ['dog', 'dog', 'bus']) {
    store.recordInference(inference(renamed, { source: 'b', detections: [detection(name, 0.5)] }));
  }
  store.recordInference(inference(renamed, { source: 'b', detections: [detection('bus', 0.5)] }));
  expect(store.facets()).toMatchObject({
    classes: [
      { class: 'bus', count: 3 },
      { class: 'dog', count: 2 },
    ],
    sources: [
      { source: 'b', count: 4 },
      { source: 'a', count: 1 },
    ],
    models: [{ id: 'aabbccddeeff', name: 'new name', count: 5 }],
  });
});

it('stay small when every result has a source of its own', () => {
  const run = beginRun(store);
  for (let i = 0; i < 600; i++) store.recordInference(inference(run, { source: `${i}` }));
  expect(store.facets().sources).toHaveLength(500);
});
