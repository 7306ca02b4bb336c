import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { createLogger } from '../../logging/logger.ts';
import { openStore } from '../../store/open.ts';
import { features } from '../../testing/features.ts';
import { ACTIVE, outcome } from '../http/testing/scripted-detection.ts';
import { keepRetention } from './retention.ts';

afterEach(() => vi.useRealTimers());

it('removes everything too old, a step at a time, and stops when told', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 31) });
  const folder = mkdtempSync(join(tmpdir(), 'vigil-retention-'));
  const store = openStore(folder);
  const log = createLogger({ folder: null, level: 'silent' }).component('test');
  const day = 24 * 60 * 60_000;
  store.registerModel(ACTIVE.card, 0);
  const run = store.beginModelRun({ model_id: ACTIVE.card.id, provider: 'cpu', started_at: 0, load_ms: 1 });
  const record = (ageDays: number) =>
    store.recordInference({
      ...{ request_id: 'r', at: Date.now() - ageDays * day, name: 'a', source: null, width: 1, height: 1 },
      ...{ model_run_id: run, conf: 0.25, iou: 0.45, detections: [], candidates: outcome().result.candidates },
      features: features(),
      embedding: Float32Array.of(1, 2),
      timings: { queue: 0, decode: 0, tensor: 0, inference: 0, postprocess: 0, total: 0 },
    });
  for (let i = 0; i < 200; i++) record(16);
  const young = record(14);
  const left = () => store.listInferences({ limit: 500 }).items.map(({ inference_id }) => inference_id);

  let policy = { max_age_days: 15, max_bytes: 2 ** 40 };
  const rounds = keepRetention(store, () => policy, log);
  vi.advanceTimersByTime(5_000);
  const afterOneStep = left().length;
  expect(afterOneStep).toBeGreaterThan(1);
  expect(afterOneStep).toBeLessThan(201);
  vi.advanceTimersByTime(10_000);
  expect(left()).toEqual([young]);

  // A changed policy holds at once.
  const younger = record(13);
  policy = { ...policy, max_age_days: 13.5 };
  rounds.hurry();
  vi.advanceTimersByTime(1_000);
  expect(left()).toEqual([younger]);

  rounds.stop();
  vi.advanceTimersByTime(3 * day);
  expect(left()).toEqual([younger]);
  store.close();
  rmSync(folder, { recursive: true, force: true });
});
