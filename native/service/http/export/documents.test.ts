import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HistoryItem } from '../../../contract/http/history.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { problem } from '../testing/detect-request.ts';
import { jpegOf, keepResult, send } from '../testing/history-request.ts';
import { ACTIVE, outcome } from '../testing/scripted-detection.ts';
import { CocoFile } from './testing/coco-schema.ts';
import { openZip } from './testing/open-zip.ts';
import { readTable } from './testing/read-csv.ts';
import { VERSION_2 } from './testing/second-model.ts';
import { bytesOf, everything, exportFrom, keepThreeResults } from './testing/three-results.ts';

let app: AppUnderTest;
let results: Awaited<ReturnType<typeof keepThreeResults>>;
beforeEach(async () => {
  app = await startApp();
  results = await keepThreeResults(app);
});
afterEach(() => app.close());

const JsonFile = z.strictObject({
  exported_at: z.iso.datetime(),
  vigil: z.string(),
  thresholds: z.object({ conf: z.number(), iou: z.number() }).nullable(),
  note: z.string(),
  items: z.array(HistoryItem),
});
const today = () => new Date().toISOString().slice(0, 10);
const newestFirst = () => results.toReversed();

describe('JSON', () => {
  it('holds the results as the API answers them', async () => {
    const response = await exportFrom(app, { selection: everything, format: 'json' });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain(`attachment; filename="vigil-${today()}-json.json"`);
    const file = JsonFile.parse(await response.json());
    expect(file).toMatchObject({
      vigil: '1.2.3',
      thresholds: null,
      note: expect.stringContaining('as it was answered'),
    });
    expect(file.items).toEqual(newestFirst());
  });

  it('selects anew where thresholds are given, and says so', async () => {
    const thresholds = { conf: 0.2, iou: 1 };
    const selection = { ids: results.map(({ inference_id }) => inference_id) };
    const file = JsonFile.parse(await (await exportFrom(app, { selection, format: 'json', thresholds })).json());
    expect(file.thresholds).toEqual(thresholds);
    expect(file.note).toContain('confidence at least 0.2');
    expect(file.items.map(({ inference_id }) => inference_id)).toEqual(selection.ids);
    for (const { conf, iou, detections, features } of file.items) {
      expect({ conf, iou }).toEqual(thresholds);
      expect(detections.map(({ class_name }) => class_name)).toEqual(['person', 'person', 'Bus']);
      expect(features).toMatchObject({
        brightness: 101.5,
        detections: 3,
        confidence: 0.5,
        max_confidence: 0.75,
        dominant_class: 'person',
        class_counts: { person: 2, Bus: 1 },
      });
    }
  });

  it('with pictures is an archive that says which picture is whose', async () => {
    const zip = openZip(await bytesOf(await exportFrom(app, { selection: everything, format: 'json', images: true })));
    const { items } = JSON.parse(zip.text('results.json')) as { items: { file_name: string }[] };
    const texts = items.map(({ file_name }) => zip.bytes(file_name));
    expect(texts).toEqual(['third', 'second', 'first'].map(jpegOf));
    expect(zip.names).toHaveLength(4);
  });
});

describe('CSV', () => {
  it('has a row for each detection and one for none, and parses back to the same figures', async () => {
    const response = await exportFrom(app, { selection: everything, format: 'csv' });
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    const rows = readTable(await response.text());
    const expected = newestFirst().flatMap((item) => {
      const detections = item.detections.length === 0 ? [null] : item.detections;
      return detections.map((detection) => ({ item, detection }));
    });
    expect(rows).toHaveLength(expected.length);
    for (const [at, { item, detection }] of expected.entries()) {
      expect(rows[at]).toMatchObject({
        inference_id: String(item.inference_id),
        at: item.at,
        width: '200',
        model_name: 'scripted',
        conf: String(item.conf),
        iou: String(item.iou),
        pinned: 'false',
        brightness: '101.5',
        contrast: '40.25',
        sharpness: '812.125',
        saturation: '0.375',
        detections: String(item.detections.length),
        confidence: item.detections.length === 0 ? '' : String(item.features.confidence),
        max_confidence: item.detections.length === 0 ? '' : '0.75',
        mean_box_area: item.detections.length === 0 ? '' : String(item.features.mean_box_area),
        dominant_class: item.features.dominant_class ?? '',
        file_name: '',
        class_name: detection?.class_name ?? '',
        score: detection === null ? '' : String(detection.score),
        x1: detection === null ? '' : String(detection.box[0]),
        y2: detection === null ? '' : String(detection.box[3]),
      });
    }
  });

  it('makes no spreadsheet run what a caller wrote', async () => {
    const [row] = readTable(await (await exportFrom(app, { selection: everything, format: 'csv' })).text());
    expect(row).toMatchObject({ name: `'=HYPERLINK("x"), 写.jpg`, source: "'-1" });
  });

  it.each([
    ['+1', "'+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ["'=1", "''=1"],
    ["it's", "it's"],
    ['a=b', 'a=b'],
    ['two\nlines', 'twolines'],
  ])('writes a name %j as %j', async (name, cell) => {
    const id = await keepResult(app, name, name);
    const [row] = readTable(await (await exportFrom(app, { selection: { ids: [id] }, format: 'csv' })).text());
    expect(row?.['name']).toBe(cell);
  });
});

describe('COCO', () => {
  it('keeps to the format, with every box in its place', async () => {
    const response = await exportFrom(app, { selection: everything, format: 'coco' });
    expect(response.headers.get('content-disposition')).toContain(`vigil-${today()}-coco.json`);
    const file = CocoFile.parse(await response.json());
    expect(file.info).toMatchObject({ version: '1.2.3', thresholds: null });
    expect(file.images.map(({ id, file_name, conf }) => ({ id, file_name, conf }))).toEqual(
      newestFirst().map(({ inference_id, name, conf }) => ({ id: inference_id, file_name: name, conf })),
    );
    expect(file.categories.map(({ id, name }) => [id, name])).toEqual([
      [1, 'person'],
      [2, 'Bus'],
      [3, 'traffic light'],
    ]);
    const names = new Map(file.categories.map(({ id, name }) => [id, name]));
    for (const item of results) {
      const back = file.annotations
        .filter(({ image_id }) => image_id === item.inference_id)
        .map(({ category_id, score, bbox: [x, y, width, height], area }) => {
          expect(area).toBeCloseTo(width * height, 1);
          return { class_name: names.get(category_id), score, box: [x, y, x + width, y + height] };
        });
      expect(back).toEqual(item.detections.map(({ class_name, score, box }) => ({ class_name, score, box })));
    }
  });

  it('unites the classes of several models by name', async () => {
    app.detection.switchTo({ ...ACTIVE, card: VERSION_2 });
    app.detection.onDetect = async () => outcome({ model: VERSION_2 });
    await keepResult(app, 'other.jpg');
    const file = CocoFile.parse(await (await exportFrom(app, { selection: everything, format: 'coco' })).json());
    expect(file.categories.map(({ name }) => name)).toEqual(['person', 'Bus', 'traffic light', 'dog']);
    const [newest] = file.images;
    const ids = file.annotations.filter(({ image_id }) => image_id === newest?.id).map((one) => one.category_id);
    // The second model's classes 0 and 1 are dog and person.
    expect(ids).toEqual([4, 1]);
  });

  it('with pictures is an archive whose file names lead to them', async () => {
    const thresholds = { conf: 0.3, iou: 0.5 };
    const request = { selection: everything, format: 'coco', thresholds, images: true } as const;
    const response = await exportFrom(app, request);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toContain(`vigil-${today()}-coco.zip`);
    const zip = openZip(await bytesOf(response));
    const file = CocoFile.parse(JSON.parse(zip.text('coco.json')));
    expect(file.info.thresholds).toEqual(thresholds);
    expect(file.images.map(({ file_name }) => zip.bytes(`images/${file_name}`))).toEqual(
      ['third', 'second', 'first'].map(jpegOf),
    );
    expect(file.annotations.every(({ score }) => score >= 0.3)).toBe(true);
  });
});

describe('an export', () => {
  it('leaves out what is deleted, and is refused where nothing is left', async () => {
    const ids = results.map(({ inference_id }) => inference_id);
    await send(app, 'deleteInferences', { body: { ids: ids.slice(0, 2) } });
    const file = JsonFile.parse(await (await exportFrom(app, { selection: { ids }, format: 'json' })).json());
    expect(file.items).toHaveLength(1);
    const none = await send(app, 'exportInferences', { body: { selection: { ids: ids.slice(0, 2) }, format: 'csv' } });
    expect(await problem(none)).toMatchObject({ status: 404, code: 'not_found' });
  });

  it.each([
    [{ format: 'csv' }],
    [{ selection: everything, format: 'xlsx' }],
    [{ selection: everything, format: 'yolo', thresholds: { conf: 0.01, iou: 0.5 } }],
    [{ selection: { ids: [] }, format: 'csv' }],
  ])('is refused for %j', async (body) => {
    expect(await problem(await send(app, 'exportInferences', { body }))).toMatchObject({
      status: 422,
      code: 'invalid_parameter',
    });
  });
});
