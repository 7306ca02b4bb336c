import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Candidates, Detection } from '../../contract/candidates.ts';
import type { HistoryQuery } from '../../contract/http/history.ts';
import type { ModelCard } from '../../contract/model.ts';
import { features } from '../../testing/features.ts';
import type { NewInference, Store } from '../types.ts';

export const START = Date.parse('2026-01-10T12:00:00.000Z');

/** A folder of its own for each test; `remove` takes all of them away. */
export function temporaryFolders(): { make(): string; remove(): void } {
  const made: string[] = [];
  return {
    make() {
      const folder = mkdtempSync(join(tmpdir(), 'vigil-store-'));
      made.push(folder);
      return folder;
    },
    remove() {
      for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function modelCard(changes: Partial<ModelCard> = {}): ModelCard {
  return {
    id: 'aabbccddeeff',
    name: 'yolox-nano',
    version: '1.0',
    path: '/nowhere/yolox-nano.onnx',
    size_bytes: 3_600_000,
    sha256: 'aabbccddeeff'.padEnd(64, '0'),
    layout: 'yolox',
    layout_source: 'shape',
    layout_reason: 'an output of [1, 3549, 85]',
    preprocess: 'yolox',
    input: { name: 'images', dtype: 'float32', height: 416, width: 416, dynamic: false, size_source: 'shape' },
    output: { name: 'output', dtype: 'float32', shape: [1, 3549, null] },
    classes: ['person', 'bus'],
    classes_source: 'metadata',
    embedding: { source: 'model', tensor: 'deepest', length: 4 },
    metadata: { author: 'someone' },
    licence: null,
    ...changes,
  };
}

export function detection(class_name: string, score: number, class_id = 0): Detection {
  return { class_id, class_name, score, box: [10.25, 20.5, 300.01, 400] };
}

export function candidates(count: number): Candidates {
  return {
    class_ids: Uint16Array.from({ length: count }, (_, i) => (i * 7919) % 65_536),
    scores: Float32Array.from({ length: count }, (_, i) => 1 / (i + 1.1)),
    boxes: Float32Array.from({ length: count * 4 }, (_, i) => i * 1.37 - 20),
    suppressed: false,
  };
}

export function inference(model_run_id: number, changes: Partial<NewInference> = {}): NewInference {
  return {
    request_id: 'request-1',
    at: START,
    name: 'bus.jpg',
    source: null,
    width: 810,
    height: 1080,
    model_run_id,
    conf: 0.25,
    iou: 0.45,
    detections: [],
    candidates: candidates(0),
    features: features(),
    embedding: null,
    timings: { queue: 0.4, decode: 3.1, tensor: 1.2, inference: 18.9, postprocess: 0.8, total: 24.5 },
    ...changes,
  };
}

/** Registers a model and begins a run of it. */
export function beginRun(store: Store, changes: Partial<ModelCard> = {}, at = START): number {
  const card = modelCard(changes);
  store.registerModel(card, at);
  return store.beginModelRun({ model_id: card.id, provider: 'cpu', started_at: at, load_ms: 120.5 });
}

export function query(changes: Partial<HistoryQuery> = {}): HistoryQuery {
  return { limit: 50, ...changes };
}

/** The ids of all pages, in the order they came; `between` runs after each page. */
export function walkPages(store: Store, filters: HistoryQuery, between: () => void = () => {}): number[] {
  const ids: number[] = [];
  let cursor: string | null = null;
  do {
    const page = store.listInferences(cursor === null ? filters : { ...filters, cursor });
    ids.push(...page.items.map((item) => item.inference_id));
    cursor = page.next_cursor;
    between();
  } while (cursor !== null);
  return ids;
}
