import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistorySelection } from '../contract/http/history-actions.ts';
import { UNDO_MS } from './deletions.ts';
import { openStore } from './open.ts';
import {
  beginRun,
  candidates,
  detection,
  inference,
  query,
  START,
  temporaryFolders,
  walkPages,
} from './testing/records.ts';
import { runSteps } from './testing/run-steps.ts';
import type { RetentionPolicy, Store } from './types.ts';

const folders = temporaryFolders();
const unlimited: RetentionPolicy = { max_age_days: 15, max_bytes: Number.MAX_SAFE_INTEGER };
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

function record(position: number, className = 'person', source: string | null = 'gate'): number {
  const detections = [detection(className, 0.9), detection(className, 0.4)];
  const id = store.recordInference(
    inference(run, { at: START + position, source, detections, candidates: candidates(3) }),
  );
  store.saveThumbnail(id, Uint8Array.of(1, 2, 3));
  return id;
}

const remove = (selection: HistorySelection, at = START) => runSteps(store.softDelete(selection, at));
const settle = (now: number) => {
  let purged = 0;
  for (;;) {
    const { deleted_inferences } = store.applyRetention(unlimited, now);
    if (deleted_inferences === 0) return purged;
    purged += deleted_inferences;
  }
};

/** Everything that can be asked of one result. */
const seen = (id: number) => ({
  one: store.getInference(id) !== null,
  candidates: store.getCandidates(id) !== null,
  thumbnail: store.getThumbnail(id) !== null,
  listed: walkPages(store, query()).includes(id),
  byClass: walkPages(store, query({ class: 'person' })).includes(id),
  selected: [...store.walk({ ids: [id] })].flat().length > 0,
});
const everywhere = { one: true, candidates: true, thumbnail: true, listed: true, byClass: true, selected: true };
const nowhere = { one: false, candidates: false, thumbnail: false, listed: false, byClass: false, selected: false };

describe('a deleted result', () => {
  it('is nowhere to be seen, and as before once it is restored', () => {
    const [first, second] = [record(1), record(2)] as [number, number];
    store.setPinned(first, true);
    const before = store.getInference(first);
    const facets = store.facets();

    const deletion = remove({ ids: [first, 999, first] });
    expect(deletion.count).toBe(1);
    expect(seen(first)).toEqual(nowhere);
    expect(seen(second)).toEqual(everywhere);
    expect(walkPages(store, query({ pinned: true }))).toEqual([]);
    expect(store.setPinned(first, false)).toBe(false);
    expect(store.countMatching({})).toBe(1);
    expect(store.facets()).toMatchObject({
      count: 1,
      oldest: new Date(START + 2).toISOString(),
      classes: [{ class: 'person', count: 1 }],
      sources: [{ source: 'gate', count: 1 }],
      models: [{ count: 1 }],
    });
    expect(store.listModelRuns(1)[0]?.images).toBe(1);

    expect(runSteps(store.restore(deletion.deletion_id, START))).toBe(1);
    expect(seen(first)).toEqual(everywhere);
    expect(store.getInference(first)).toEqual(before);
    expect(store.facets()).toEqual(facets);
  });

  it('takes a thumbnail that comes late', () => {
    const id = record(1);
    const { deletion_id } = remove({ ids: [id] });
    store.saveThumbnail(id, Uint8Array.of(9));
    runSteps(store.restore(deletion_id, START));
    expect(store.getThumbnail(id)).toEqual(Uint8Array.of(9));
  });

  it('is found by class and time again at exactly its old place', () => {
    const ids = Array.from({ length: 10 }, (_, i) => record(i));
    const { deletion_id } = remove({ ids: ids.slice(3, 6) });
    expect(walkPages(store, query({ class: 'person', limit: 3 }))).toEqual(
      [...ids.slice(0, 3), ...ids.slice(6)].toReversed(),
    );
    expect(walkPages(store, query({ class: 'person', from: '1960-01-01T00:00:00Z' }))).toHaveLength(7);
    runSteps(store.restore(deletion_id, START));
    expect(walkPages(store, query({ class: 'person', limit: 3 }))).toEqual(ids.toReversed());
  });
});

describe('deletion of what a filter finds', () => {
  it('goes in small steps, and leaves what came after it began', () => {
    const ids = Array.from({ length: 1_250 }, (_, i) => record(i, i % 2 === 0 ? 'person' : 'bus'));
    const steps = store.softDelete({ filter: { class: 'person' } }, START);
    let before = 0;
    let largest = 0;
    let later = 0;
    for (;;) {
      const step = steps.next();
      if (step.done) {
        expect(step.value.count).toBe(625);
        break;
      }
      largest = Math.max(largest, step.value - before);
      before = step.value;
      if (later === 0) later = record(10_000);
    }
    expect(largest).toBeLessThanOrEqual(100);
    expect(walkPages(store, query({ limit: 500 }))).toEqual([later, ...ids.filter((_, i) => i % 2 === 1).toReversed()]);
  });

  it('finds nothing twice', () => {
    record(1);
    expect(remove({ filter: {} }).count).toBe(1);
    expect(remove({ filter: {} }).count).toBe(0);
    expect(remove({ filter: { class: 'unicorn' } }).count).toBe(0);
  });
});

describe('undoing', () => {
  it('is for one deletion alone, and for once', () => {
    const [first, second] = [record(1), record(2)] as [number, number];
    const one = remove({ ids: [first] });
    remove({ ids: [second] });
    expect(runSteps(store.restore(one.deletion_id, START))).toBe(1);
    expect(walkPages(store, query())).toEqual([first]);
    expect(() => runSteps(store.restore(one.deletion_id, START))).toThrow(
      expect.objectContaining({ code: 'not_found', message: expect.stringContaining('undone already') }),
    );
  });

  it('is refused after ten minutes, purged or not, and for what never was', () => {
    const { deletion_id } = remove({ ids: [record(1)] });
    for (const id of [deletion_id, 'unknown']) {
      expect(() => runSteps(store.restore(id, START + UNDO_MS))).toThrow(
        expect.objectContaining({ code: 'not_found' }),
      );
    }
  });

  it('survives a restart of the console', () => {
    const id = record(1);
    const { deletion_id } = remove({ ids: [id] });
    store.close();
    store = openStore(store.path.replace(/history\.db$/, ''));
    expect(seen(id)).toEqual(nowhere);
    runSteps(store.restore(deletion_id, START + UNDO_MS - 1));
    expect(seen(id)).toEqual(everywhere);
  });
});

describe('retention', () => {
  it('takes deleted results for good after ten minutes, not before, and no others', () => {
    const ids = Array.from({ length: 230 }, (_, i) => record(i));
    store.setPinned(ids[0] as number, true);
    const { deletion_id } = remove({ ids: ids.slice(0, 220) });
    expect(settle(START + UNDO_MS - 1)).toBe(0);
    expect(settle(START + UNDO_MS)).toBe(220);
    expect(walkPages(store, query())).toEqual(ids.slice(220).toReversed());
    expect(() => runSteps(store.restore(deletion_id, START))).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(store.facets()).toMatchObject({ count: 10, classes: [{ class: 'person', count: 10 }] });
  });

  it('leaves the run of a result that can still come back', () => {
    const id = record(1);
    store.endModelRun(run, START);
    const later = START + 20 * 86_400_000;
    const { deletion_id } = remove({ ids: [id] }, later);
    settle(later + 1);
    runSteps(store.restore(deletion_id, later + 2));
    expect(store.getInference(id)?.model.name).toBe('yolox-nano');
  });
});
