import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from './open.ts';
import { NOTHING } from './retention.ts';
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
import type { RetentionPolicy, Store } from './types.ts';

const DAY = 86_400_000;
const MB = 1024 * 1024;
const unlimited: RetentionPolicy = { max_age_days: 15, max_bytes: Number.MAX_SAFE_INTEGER };
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

function record(at: number, thumbnail = true): number {
  const id = store.recordInference(
    inference(run, { at, detections: [detection('person', 0.9), detection('bus', 0.5)], candidates: candidates(200) }),
  );
  if (thumbnail) store.saveThumbnail(id, new Uint8Array(8_000).fill(7));
  return id;
}

/** Steps until nothing is left to do; the sums, and the largest single step. */
function settle(policy: RetentionPolicy, now: number) {
  const total = { results: 0, thumbnails: 0, largest: 0 };
  for (;;) {
    const step = store.applyRetention(policy, now);
    if (step.deleted_inferences + step.deleted_thumbnails === 0) return total;
    total.results += step.deleted_inferences;
    total.thumbnails += step.deleted_thumbnails;
    total.largest = Math.max(total.largest, step.deleted_inferences, step.deleted_thumbnails);
  }
}

/** Closing moves the log into the file, whose true size then shows. */
function fileBytes(): number {
  store.close();
  const { size } = statSync(store.path);
  store = openStore(store.path.replace(/history\.db$/, ''));
  return size;
}

describe('retention by age', () => {
  it('deletes what is older, to the millisecond, and keeps the rest', () => {
    const old = record(START - 1);
    const kept = [record(START), record(START + DAY)];
    expect(store.applyRetention(unlimited, START + 15 * DAY)).toEqual({ ...NOTHING, deleted_inferences: 1 });
    expect(walkPages(store, query())).toEqual(kept.toReversed());
    expect([store.getInference(old), store.getCandidates(old), store.getThumbnail(old)]).toEqual([null, null, null]);
    expect(walkPages(store, query({ class: 'person' }))).toEqual(kept.toReversed());
    expect(store.listModelRuns(1)[0]?.images).toBe(2);
  });

  it('goes in small steps, shrinks the file, and leaves pages right in mid-walk', () => {
    for (let i = 0; i < 600; i++) record(START + i);
    const young = Array.from({ length: 60 }, (_, i) => record(START + DAY + i));
    const full = fileBytes();
    const first = store.listInferences(query({ limit: 20 }));
    const { results, largest } = settle(unlimited, START + 15 * DAY + 10_000);
    expect(results).toBe(600);
    expect(largest).toBeLessThanOrEqual(200);
    const rest = walkPages(store, query({ limit: 20, cursor: first.next_cursor ?? '' }));
    expect([...first.items.map((item) => item.inference_id), ...rest]).toEqual(young.toReversed());
    expect(fileBytes()).toBeLessThan(full / 4);
  });

  it('ends a walk whose place in history is gone', () => {
    for (let i = 0; i < 10; i++) record(START + i, false);
    const { next_cursor } = store.listInferences(query({ limit: 5 }));
    settle(unlimited, START + 16 * DAY);
    expect(store.listInferences(query({ cursor: next_cursor ?? '' }))).toEqual({ items: [], next_cursor: null });
  });

  it('forgets old security events and runs without results, but no model and no run under way', () => {
    const event = (at: number) =>
      ({
        at: new Date(at).toISOString(),
        kind: 'unauthorized',
        risk: 0.5,
        request_id: 'r',
        remote: '::1',
        detail: 'd',
      }) as const;
    store.recordSecurityEvent(event(START));
    store.recordSecurityEvent(event(START + 10 * DAY));
    const empty = beginRun(store, { id: '111111111111' });
    store.endModelRun(empty, START + 1);
    const withResults = beginRun(store, { id: '222222222222' });
    store.recordInference(inference(withResults, { at: START + 10 * DAY }));
    store.endModelRun(withResults, START + 2);
    settle(unlimited, START + 20 * DAY);
    expect(store.listSecurityEvents(10)).toEqual([event(START + 10 * DAY)]);
    expect(store.listModelRuns(10).map(({ model }) => model.id)).toEqual(['222222222222', 'aabbccddeeff']);
    expect(store.listModels()).toHaveLength(3);
  });

  it('bounds security events whatever their age', () => {
    for (let i = 0; i < 10_600; i++) {
      store.recordSecurityEvent({
        at: new Date(START + i).toISOString(),
        kind: 'unauthorized',
        risk: 0.5,
        request_id: `${i}`,
        remote: '::1',
        detail: 'd',
      });
    }
    for (let i = 0; i < 5; i++) store.applyRetention(unlimited, START);
    const events = store.listSecurityEvents(20_000);
    expect(events).toHaveLength(10_000);
    expect(events.at(-1)?.request_id).toBe('600');
  });
});

describe('retention by size', () => {
  it('takes the oldest thumbnails first, and results only where that is not enough', () => {
    const ids = Array.from({ length: 500 }, (_, i) => record(START + i));
    const full = fileBytes();
    const smaller = settle({ max_age_days: 15, max_bytes: full - 2 * MB }, START);
    expect(smaller.results).toBe(0);
    expect(smaller.thumbnails).toBeGreaterThan(0);
    expect(store.getThumbnail(ids[0] ?? 0)).toBeNull();
    expect(store.getThumbnail(ids.at(-1) ?? 0)).not.toBeNull();
    expect(fileBytes()).toBeLessThanOrEqual(full - 2 * MB + 0.5 * MB);

    const tiny = settle({ max_age_days: 15, max_bytes: 1 * MB }, START);
    expect(smaller.thumbnails + tiny.thumbnails).toBe(500);
    expect(tiny.results).toBeGreaterThan(100);
    const left = walkPages(store, query({ limit: 500 }));
    expect(left).toEqual(ids.slice(tiny.results).toReversed());
    expect(left.length).toBeGreaterThan(0);
    expect(fileBytes()).toBeLessThanOrEqual(1.2 * MB);
  });

  it('stops at an empty history, however small the limit', () => {
    for (let i = 0; i < 60; i++) record(START + i);
    expect(settle({ max_age_days: 15, max_bytes: 0 }, START)).toMatchObject({ results: 60, thumbnails: 60 });
    expect(store.applyRetention({ max_age_days: 15, max_bytes: 0 }, START)).toEqual(NOTHING);
  });
});
