import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { features } from '../testing/features.ts';
import { openStore } from './open.ts';
import {
  beginRun,
  candidates,
  detection,
  inference,
  modelCard,
  query,
  START,
  temporaryFolders,
} from './testing/records.ts';

const folders = temporaryFolders();
afterEach(() => folders.remove());

describe('the store', () => {
  it('gives back everything that was recorded, also after it was closed', () => {
    const folder = folders.make();
    let store = openStore(folder);
    const run = beginRun(store, { name: 'first name', version: '7' });
    const webp = Uint8Array.from({ length: 9_000 }, (_, i) => i % 251);
    const given = inference(run, {
      request_id: 'request-ä-1',
      at: START + 123,
      name: 'Straße 100%_\u{1f68c}.jpg',
      source: 'gate 4',
      detections: [detection('person', 0.91234, 0), detection('bus', 0.5, 5), detection('person', 0.3, 0)],
      candidates: candidates(300),
      features: features({
        detections: 3,
        confidence: 0.57,
        max_confidence: 0.91234,
        mean_box_area: 0.128,
        dominant_class: 'person',
        class_counts: { person: 2, bus: 1 },
        embedding_distance: 0.03,
      }),
      embedding: Float32Array.of(0.1, -2.5, 0, 1e-9),
    });
    const id = store.recordInference(given);
    store.saveThumbnail(id, webp);
    const expected = {
      inference_id: id,
      at: '2026-01-10T12:00:00.123Z',
      request_id: given.request_id,
      name: given.name,
      source: 'gate 4',
      width: 810,
      height: 1080,
      model: { id: 'aabbccddeeff', name: 'first name', version: '7' },
      provider: 'cpu',
      conf: 0.25,
      iou: 0.45,
      detections: given.detections,
      features: given.features,
      timings_ms: given.timings,
      has_thumbnail: true,
      has_image: false,
      pinned: false,
    };
    expect(store.getInference(id)).toEqual(expected);
    store.close();

    store = openStore(folder);
    // The same file under another name: history says what it was called then.
    store.registerModel(modelCard({ name: 'second name' }), START + 1_000);
    expect(store.getInference(id)).toEqual(expected);
    expect(store.listInferences(query()).items).toEqual([expected]);
    expect(store.getCandidates(id)).toEqual(candidates(300));
    expect(store.getThumbnail(id)).toEqual(webp);
    expect(store.recovery).toBeNull();
    store.close();
  });

  it('knows nothing of what it never had', () => {
    const store = openStore(folders.make());
    const id = store.recordInference(inference(beginRun(store)));
    expect(store.getInference(id + 1)).toBeNull();
    expect(store.getCandidates(id + 1)).toBeNull();
    expect(store.getThumbnail(id)).toBeNull();
    expect(store.getInference(id)?.has_thumbnail).toBe(false);
    expect(store.getModel('000000000000')).toBeNull();
    expect(store.getSetting('theme')).toBeNull();
    expect(() => store.saveThumbnail(id + 1, new Uint8Array(3))).not.toThrow();
    expect(store.getThumbnail(id + 1)).toBeNull();
    store.close();
  });

  it('records all of a result or nothing', () => {
    const store = openStore(folders.make());
    const run = beginRun(store);
    const broken = { ...candidates(3), boxes: new Float32Array(1) };
    expect(() =>
      store.recordInference(inference(run, { detections: [detection('zebra', 0.9)], candidates: broken })),
    ).toThrow(/disagree/);
    expect(() => store.recordInference(inference(run + 1))).toThrow(/no model run/);
    expect(store.listInferences(query()).items).toEqual([]);
    expect(store.listModelRuns(1)[0]?.images).toBe(0);
    // The class name went with the transaction and must be made again.
    const id = store.recordInference(inference(run, { detections: [detection('zebra', 0.9)] }));
    expect(store.getInference(id)?.detections[0]?.class_name).toBe('zebra');
    store.close();
  });

  it('keeps models and which ran when', () => {
    const folder = folders.make();
    const file = join(folder, 'here.onnx');
    writeFileSync(file, '');
    let store = openStore(folder);
    const first = beginRun(store);
    store.recordInference(inference(first, { at: START + 5_000 }));
    store.recordInference(inference(first, { at: START + 6_000 }));
    store.endModelRun(first, START + 7_000);
    store.endModelRun(first, START + 9_000);
    const other = { id: '001122334455', name: 'yolov8n', path: file };
    const second = beginRun(store, other, START + 8_000);
    store.recordInference(inference(second, { at: START + 8_500 }));
    store.registerModel(modelCard(), START + 10_000);

    expect(store.getModel('001122334455')).toEqual({
      ...modelCard(other),
      first_loaded_at: '2026-01-10T12:00:08.000Z',
      last_loaded_at: '2026-01-10T12:00:08.000Z',
      present: true,
    });
    expect(store.listModels().map(({ name, present }) => [name, present])).toEqual([
      ['yolox-nano', false],
      ['yolov8n', true],
    ]);
    expect(store.getModel('aabbccddeeff')?.first_loaded_at).toBe('2026-01-10T12:00:00.000Z');
    const runs = [
      {
        model: { id: '001122334455', name: 'yolov8n', version: '1.0' },
        started_at: '2026-01-10T12:00:08.000Z',
        images: 1,
      },
      {
        model: { id: 'aabbccddeeff' },
        ended_at: '2026-01-10T12:00:07.000Z',
        load_ms: 120.5,
        provider: 'cpu',
        images: 2,
      },
    ];
    expect(store.listModelRuns(10)).toMatchObject([{ ...runs[0], ended_at: null }, runs[1] ?? {}]);
    expect(store.listModelRuns(1)).toHaveLength(1);
    store.close();

    // As after a crash: the run that was never ended did so at its last result.
    store = openStore(folder);
    expect(store.listModelRuns(10)).toMatchObject([
      { ...runs[0], ended_at: '2026-01-10T12:00:08.500Z' },
      runs[1] ?? {},
    ]);
    store.close();
  });

  it('keeps security events, newest first, and settings', () => {
    const store = openStore(folders.make());
    const event = (at: string, risk: number) =>
      ({ at, kind: 'host_rejected', risk, request_id: 'r', remote: '10.0.0.9', detail: 'Host: evil.example' }) as const;
    store.recordSecurityEvent(event('2026-01-01T00:00:02.500Z', 0.9));
    store.recordSecurityEvent(event('2026-01-01T00:00:01.000Z', 0.2));
    store.recordSecurityEvent(event('2026-01-01T00:00:02.500Z', 0.4));
    expect(store.listSecurityEvents(2)).toEqual([
      event('2026-01-01T00:00:02.500Z', 0.4),
      event('2026-01-01T00:00:02.500Z', 0.9),
    ]);
    store.putSetting('theme', 'dark');
    store.putSetting('theme', 'light');
    expect(store.getSetting('theme')).toBe('light');
    store.close();
  });

  it('makes its folder for this user alone, and closes twice without harm', () => {
    const folder = join(folders.make(), 'deep', 'data');
    const store = openStore(folder);
    expect(store.path).toBe(join(folder, 'history.db'));
    expect(store.sizeBytes()).toBeGreaterThan(4_096);
    if (process.platform !== 'win32') {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(store.path).mode & 0o777).toBe(0o600);
    }
    store.close();
    store.close();
    expect(readdirSync(folder).sort()).toEqual(['console.lock.db', 'history.db']);
  });
});

describe('a data folder that cannot be used', () => {
  it.each([
    ['a file', (at: string) => writeFileSync(at, ''), (at: string) => at],
    ['below a file', (at: string) => writeFileSync(at, ''), (at: string) => join(at, 'data')],
    [
      'a folder where history.db should be',
      (at: string) => mkdirSync(join(at, 'history.db'), { recursive: true }),
      (at: string) => at,
    ],
  ])('%s is refused with a sentence that names it', (_, prepare, choose) => {
    const at = join(folders.make(), 'place');
    prepare(at);
    expect(() => openStore(choose(at))).toThrow(
      expect.objectContaining({ code: 'data_folder_unusable', message: expect.stringContaining(at) }),
    );
  });

  it.skipIf(process.platform !== 'linux')('a place where no folder can be made is refused', () => {
    expect(() => openStore('/proc/vigil-data')).toThrow(
      expect.objectContaining({ code: 'data_folder_unusable', message: expect.stringContaining('--data-dir') }),
    );
  });
});
