import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryItem } from '../../../contract/http/history.ts';
import { parseYoloLabels, toPixels } from '../../../evaluation/labels/yolo.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { jpegOf, keepResult } from '../testing/history-request.ts';
import { ACTIVE, outcome } from '../testing/scripted-detection.ts';
import { type OpenedZip, openZip } from './testing/open-zip.ts';
import { VERSION_2 } from './testing/second-model.ts';
import { bytesOf, type ExportRequest, everything, exportFrom, keepThreeResults } from './testing/three-results.ts';

let app: AppUnderTest;
let results: Awaited<ReturnType<typeof keepThreeResults>>;
beforeEach(async () => {
  app = await startApp();
  results = await keepThreeResults(app);
});
afterEach(() => app.close());

const exported = async (changes: Partial<ExportRequest> = {}) =>
  openZip(await bytesOf(await exportFrom(app, { selection: everything, format: 'yolo', ...changes })));

const namesOf = (zip: OpenedZip) =>
  [...zip.text('data.yaml').matchAll(/^ {2}\d+: (.*)$/gm)].map(([, name]) => JSON.parse(name as string) as string);

/** What `vigil evaluate` would read, with class names. */
function readBack(zip: OpenedZip, stem: string, { width, height }: HistoryItem) {
  const names = namesOf(zip);
  const objects = toPixels(parseYoloLabels(zip.text(`labels/${stem}.txt`), stem), { width, height });
  return objects.map(({ class_id, box }) => ({ class_name: names[class_id], box }));
}

function expectSame(back: ReturnType<typeof readBack>, item: Pick<HistoryItem, 'detections' | 'width' | 'height'>) {
  expect(back.map(({ class_name }) => class_name)).toEqual(item.detections.map(({ class_name }) => class_name));
  for (const [at, { box }] of back.entries()) {
    for (const [side, limit] of [item.width, item.height, item.width, item.height].entries()) {
      const off = Math.abs((box[side] as number) - (item.detections[at]?.box[side] as number));
      expect(off).toBeLessThanOrEqual(1e-4 * limit);
    }
  }
}

describe('YOLO labels', () => {
  it('are read back by the reader of evaluations as the same boxes and classes', async () => {
    const zip = await exported();
    const [first, second, third] = results;
    // The newest of two alike has its name plain.
    expect(zip.names).toEqual([
      'labels/=HYPERLINK(_x_), 写.txt',
      'labels/BUS.txt',
      `labels/bus-${first.inference_id}.txt`,
      'data.yaml',
    ]);
    expectSame(readBack(zip, `bus-${first.inference_id}`, first), first);
    expectSame(readBack(zip, 'BUS', second), second);
    expectSame(readBack(zip, '=HYPERLINK(_x_), 写', third), third);
    expect(zip.text('labels/BUS.txt')).toMatch(/^(\d+ 0\.\d{6} 0\.\d{6} 0\.\d{6} 0\.\d{6}\n)+$/);
  });

  it('come with a description that states threshold, classes and their order', async () => {
    const yaml = (await exported({ thresholds: { conf: 0.6, iou: 0.5 } })).text('data.yaml');
    expect(yaml).toContain('confidence at least 0.6, overlap (IoU) at most 0.5');
    expect(yaml).toContain('nc: 3\nnames:\n  0: "person"\n  1: "Bus"\n  2: "traffic light"\n');
    expect((await exported()).text('data.yaml')).toContain('as it was answered');
  });

  it('follow other thresholds when these are given', async () => {
    const zip = await exported({ thresholds: { conf: 0.6, iou: 0.5 } });
    expect(zip.text('labels/BUS.txt').split('\n')).toHaveLength(2);
    expect(zip.text('labels/=HYPERLINK(_x_), 写.txt').split('\n')).toHaveLength(2);
  });

  it('lie beside their pictures under the same names when these are wanted', async () => {
    const zip = await exported({ images: true });
    const [first] = results;
    expect(zip.bytes(`images/bus-${first.inference_id}.jpg`)).toEqual(jpegOf('first'));
    expect(zip.bytes('images/BUS.jpg')).toEqual(jpegOf('second'));
    const stems = (folder: string) =>
      zip.names.filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length, -4));
    expect(stems('images/')).toEqual(stems('labels/'));
    expect(zip.text('data.yaml')).toContain('3 of 3 pictures');
  });

  it('are there without a picture that is not kept', async () => {
    const [first] = results;
    app.store.forgetImage(app.store.getImage(first.inference_id)?.sha256 ?? '');
    const zip = await exported({ images: true });
    expect(zip.names.filter((name) => name.startsWith('labels/'))).toHaveLength(3);
    expect(zip.names.filter((name) => name.startsWith('images/'))).toHaveLength(2);
    expect(zip.text('data.yaml')).toContain('2 of 3 pictures');
  });

  it('number the classes of several models as one list', async () => {
    app.detection.switchTo({ ...ACTIVE, card: VERSION_2 });
    app.detection.onDetect = async () => outcome({ model: VERSION_2 });
    const id = await keepResult(app, 'other.jpg');
    const zip = await exported();
    expect(namesOf(zip)).toEqual(['person', 'Bus', 'traffic light', 'dog']);
    expect(zip.text('data.yaml')).toContain('Classes of 2 models');
    const other = app.store.getInference(id);
    if (other === null) throw new Error('not kept');
    expectSame(readBack(zip, 'other', other), other);
  });
});
