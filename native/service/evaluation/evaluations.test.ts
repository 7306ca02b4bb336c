import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VigilError } from '../../contract/errors.ts';
import type { LabelReport } from '../../contract/http/evaluations.ts';
import { DEFAULT_IMAGE_LIMITS } from '../../contract/messages.ts';
import type { LabelledImage, UnmatchedSet } from '../../evaluation/labels/types.ts';
import { createLogger } from '../../logging/logger.ts';
import { openStore } from '../../store/open.ts';
import type { Store } from '../../store/types.ts';
import { outcome, ScriptedDetection } from '../http/testing/scripted-detection.ts';
import { type Evaluations, keepEvaluations } from './evaluations.ts';

const REQUEST = {
  name: 'val',
  source: { type: 'folder', images: '/set/images', labels: '/set/labels' },
  shownAs: { conf: 0.25, iou: 0.45, max_det: 300 },
} as const;

/** Images in memory, as a generator of pictures would give them. */
function memorySet(count: number): UnmatchedSet {
  const image = (number: number): LabelledImage => ({
    name: `image ${number}`,
    source: async () => ({ type: 'bytes', bytes: Uint8Array.of(number) }),
    objects: () => [{ class_id: 0, box: [10, 10, 50, 90] }],
  });
  const report: LabelReport = {
    ...{ format: 'yolo', matched_by: 'ids', names_file: null, unknown_classes: [] },
    ...{ crowd_regions: 0, images_without_labels: 0, labels_without_image: 0 },
  };
  const images = Array.from({ length: count }, (_, number) => image(number));
  return { images: count, match: () => ({ images, report }) };
}

let folder: string;
let store: Store;
let detection: ScriptedDetection;
let evaluations: Evaluations;
let open: () => Promise<UnmatchedSet>;
let isDiskFull: boolean;
const log = createLogger({ folder: null, level: 'silent' }).component('test');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-evaluations-'));
  store = openStore(folder);
  detection = new ScriptedDetection();
  open = async () => memorySet(3);
  isDiskFull = false;
  const requireDisk = () => {
    if (isDiskFull) throw new VigilError('storage_failed', 'The disk is full.');
  };
  const wrapped: Store = {
    ...store,
    beginEvaluation(evaluation) {
      requireDisk();
      return store.beginEvaluation(evaluation);
    },
    endEvaluation(id, end, at) {
      requireDisk();
      store.endEvaluation(id, end, at);
    },
  };
  evaluations = keepEvaluations(detection, wrapped, log, DEFAULT_IMAGE_LIMITS, () => open());
});
afterEach(async () => {
  await evaluations.stop();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const idle = () =>
  vi.waitUntil(() => evaluations.list({ limit: 1 }).running === null, { timeout: 30_000, interval: 2 });

describe('evaluations', () => {
  it('take images from wherever a set has them', async () => {
    const id = evaluations.start(REQUEST);
    await idle();
    expect(evaluations.get(id)).toMatchObject({ state: 'finished', result: { map50: 1, objects: 3 } });
    expect(detection.jobs.map(({ image }) => (image.type === 'bytes' ? [...image.bytes] : null))).toEqual([
      [0],
      [1],
      [2],
    ]);
  });

  it('are interrupted when the console ends, and leave nothing under way', async () => {
    detection.hang(new VigilError('request_cancelled', 'taken back'));
    const id = evaluations.start(REQUEST);
    await vi.waitUntil(() => detection.jobs.length === 2, { timeout: 30_000, interval: 2 });
    await evaluations.stop();
    expect(detection.jobs.every(({ signal }) => signal?.aborted)).toBe(true);
    expect(store.getEvaluation(id)).toMatchObject({
      state: 'interrupted',
      progress: { done: 0, total: 3 },
      error: null,
    });
    expect(store.getEvaluation(id)?.ended_at).not.toBeNull();
  });

  it('can be called off while labels are read, however long that takes', async () => {
    open = () => new Promise(() => {});
    const id = evaluations.start(REQUEST);
    expect(evaluations.get(id)).toMatchObject({ state: 'preparing', progress: { done: 0, total: 0 } });
    expect(await evaluations.cancel(id)).toMatchObject({ state: 'cancelled' });
    open = async () => memorySet(1);
    evaluations.start(REQUEST);
    await idle();
  });

  it('say what went wrong over the labels', async () => {
    open = async () => {
      throw new VigilError('invalid_parameter', 'a.txt, line 1: no.');
    };
    const id = evaluations.start(REQUEST);
    await idle();
    expect(evaluations.get(id)).toMatchObject({ state: 'failed', error: { detail: 'a.txt, line 1: no.' } });
  });

  it('do not begin where they cannot be stored, and let the next begin where their end could not', async () => {
    isDiskFull = true;
    expect(() => evaluations.start(REQUEST)).toThrow(expect.objectContaining({ code: 'storage_failed' }));
    isDiskFull = false;
    detection.onDetect = async () => {
      isDiskFull = true;
      return outcome();
    };
    const id = evaluations.start(REQUEST);
    await idle();
    expect(store.getEvaluation(id)?.ended_at).toBeNull();
    expect(evaluations.get(id).state).toBe('interrupted');
    isDiskFull = false;
    detection.onDetect = async () => outcome();
    const next = evaluations.start(REQUEST);
    await idle();
    expect(evaluations.get(next).state).toBe('finished');
  });
});
