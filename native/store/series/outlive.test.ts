import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../open.ts';
import { beginRun, inference, START, temporaryFolders } from '../testing/records.ts';
import { runSteps } from '../testing/run-steps.ts';
import type { Store } from '../types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const folders = temporaryFolders();
let folder: string;
let store: Store;
let run: number;
let now: number;
beforeEach(() => {
  now = START;
  folder = folders.make();
  store = openStore(folder, { now: () => now });
  run = beginRun(store);
});
afterEach(() => {
  store.close();
  folders.remove();
});

const buckets = (from: number, to: number) =>
  store.series.query({ metric: 'latency_ms', from, to, points: 2_000 }).buckets.map(({ t, count }) => [t, count]);
const countOf = (opened: Store, from: number, to: number) =>
  opened.series.query({ metric: 'rate', from, to, points: 1 }).total?.count ?? 0;
const POLICY = { max_age_days: 15, max_bytes: Number.MAX_SAFE_INTEGER };

/** Steps until nothing is left to do; the most roll-ups of one step, and of all. */
function settle(at: number, policy = POLICY) {
  const rollups = { most: 0, all: 0 };
  for (;;) {
    const step = store.applyRetention(policy, at);
    rollups.all += step.deleted_rollups;
    rollups.most = Math.max(rollups.most, step.deleted_rollups);
    if (Object.values(step).every((count) => count === 0)) return rollups;
  }
}

describe('roll-ups outlive their results', () => {
  it('when those are too old', () => {
    for (let i = 0; i < 3; i++) store.recordInference(inference(run, { at: START + i * MINUTE }));
    store.series.flush();
    now = START + 20 * DAY;
    settle(now);
    expect(store.listInferences({ limit: 10 }).items).toEqual([]);
    expect(buckets(START, START + HOUR)).toEqual([
      ['2026-01-10T12:00:00.000Z', 1],
      ['2026-01-10T12:01:00.000Z', 1],
      ['2026-01-10T12:02:00.000Z', 1],
    ]);
  });

  it('when those are too many', () => {
    store.recordInference(inference(run));
    store.series.flush();
    settle(START, { ...POLICY, max_bytes: 0 });
    expect(store.listInferences({ limit: 10 }).items).toEqual([]);
    expect(buckets(START, START + HOUR)).toHaveLength(1);
  });

  it('and take no room from those that come', () => {
    for (let i = 0; i < 3_000; i++) store.recordInference(inference(run, { at: START + i * MINUTE }));
    store.series.flush();
    now = START + 20 * DAY;
    settle(now);
    const kept = store.recordInference(inference(run, { at: now }));
    const used = store.sizeBytes();
    settle(now, { ...POLICY, max_bytes: 500_000 });
    expect(used).toBeGreaterThan(1_000_000);
    expect(store.getInference(kept)).not.toBeNull();
    settle(now, { ...POLICY, max_bytes: 0 });
    expect(store.getInference(kept)).toBeNull();
  });

  it('when those are deleted for good', () => {
    const id = store.recordInference(inference(run));
    runSteps(store.softDelete({ ids: [id] }, START));
    settle(START + HOUR);
    expect(buckets(START, START + HOUR)).toHaveLength(1);
  });
});

it('thins roll-ups out by their age, in small steps', () => {
  for (let i = 0; i < 360; i++) {
    store.recordInference(inference(run, { at: START + i * 10_000, source: i % 2 === 0 ? 'gate' : null }));
  }
  store.series.flush();
  expect(buckets(START, START + HOUR)).toHaveLength(360);
  const before = settle(START + 6 * HOUR - 1);
  expect(before.all).toBe(0);
  const hoursLater = settle(START + 7 * HOUR);
  // Of all results, and of each source.
  expect(hoursLater.all).toBe(360 + 360);
  expect(hoursLater.most).toBeLessThanOrEqual(200);
  now = START + 7 * HOUR;
  expect(buckets(START, START + HOUR)).toHaveLength(60);
  now = START + 36 * DAY;
  expect(settle(now).all).toBe(60 + 60 + 60);
  expect(buckets(START, START + HOUR)).toHaveLength(6);
  now = START + 401 * DAY;
  settle(now);
  expect(buckets(START, START + HOUR)).toEqual([['2026-01-10T12:00:00.000Z', 360]]);
  now = START + 5_000 * DAY;
  settle(now);
  expect(buckets(START, START + HOUR)).toHaveLength(1);
});

describe('results that are in no roll-up', () => {
  it('of a process that was killed are made up for, each once', async () => {
    store.close();
    const child = spawn(process.execPath, [join(import.meta.dirname, '../testing/child.ts'), 'write', folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout });
    reader.on('line', (line) => lines.push(line));
    const allRead = once(reader, 'close');
    await expect.poll(() => lines.length, { timeout: 30_000 }).toBeGreaterThan(300);
    child.kill('SIGKILL');
    await Promise.all([exited, allRead]);

    store = openStore(folder);
    const kept = store.facets().count;
    expect(kept).toBeGreaterThanOrEqual(lines.length);
    const at = () => countOf(store, START - HOUR, START + HOUR);
    expect(at()).toBeLessThan(kept);
    // What comes meanwhile counts at once, and is not made up for.
    store.recordInference(inference(beginRun(store)));
    let steps = 0;
    while (store.series.catchUp()) steps++;
    expect(steps).toBeGreaterThan(0);
    expect(at()).toBe(kept + 1);
    store.close();
    store = openStore(folder);
    expect(store.series.catchUp()).toBe(false);
    expect(at()).toBe(kept + 1);
  });

  it('because the disk was full are not lost', () => {
    store.close();
    store = openStore(folder, { now: () => now, maxPages: 150 });
    run = beginRun(store);
    let recorded = 0;
    expect(() => {
      for (;;) {
        store.recordInference(inference(run, { at: START + recorded * MINUTE, name: 'n'.repeat(1_000) }));
        recorded++;
      }
    }).toThrow(expect.objectContaining({ code: 'storage_failed' }));
    expect(() => store.series.flush()).toThrow(expect.objectContaining({ code: 'storage_failed' }));
    store.close();
    store = openStore(folder, { now: () => now });
    while (store.series.catchUp());
    expect(countOf(store, START, START + DAY)).toBe(recorded);
  });
});
