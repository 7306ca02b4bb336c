import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSetFolder, type SetFolder } from '../testing/set-folder.ts';
import { readLabels, reportInWords } from './read-set.ts';

const SIZE = { width: 200, height: 100 };
let folder: SetFolder;
beforeEach(() => {
  folder = makeSetFolder();
});
afterEach(() => folder.remove());

const read = () => readLabels({ images: folder.at('images'), labels: folder.at('labels'), maxBytes: 1_000 });
const set = async (classes = ['person', 'Bus', 'traffic light']) => (await read()).match(classes);
const idsOf = async (classes?: string[]) =>
  (await set(classes)).images.map((image) => image.objects(SIZE).map(({ class_id }) => class_id));

describe('a folder of YOLO labels', () => {
  it('is matched to images by path without extension, folders and all', async () => {
    folder.write('images/b.jpg');
    folder.write('images/a.PNG');
    folder.write('images/night/a.webp');
    folder.write('images/.hidden.jpg');
    folder.write('images/notes.txt');
    folder.write('labels/a.txt', '0 0.5 0.5 0.5 0.5');
    folder.write('labels/night/a.txt', '1 0.5 0.5 1 1\n2 0.5 0.5 1 1');
    folder.write('labels/stray.txt', 'this is never read');
    const { images, report } = await set();
    expect(images.map(({ name }) => name)).toEqual(
      ['a.PNG', 'b.jpg', 'night/a.webp'].map((name) => folder.at('images', name)),
    );
    expect(images[0]?.source()).toEqual({ type: 'file', path: folder.at('images/a.PNG') });
    expect(images[0]?.objects(SIZE)).toEqual([{ class_id: 0, box: [50, 25, 150, 75] }]);
    expect(await idsOf()).toEqual([[0], [], [1, 2]]);
    expect(report).toMatchObject({ format: 'yolo', matched_by: 'ids', names_file: null });
    expect(report).toMatchObject({ images_without_labels: 1, labels_without_image: 1, unknown_classes: [] });
    expect(reportInWords(await set())).toEqual([
      '1 of 3 images have no label file and count as images without objects',
      '1 label files have no image and are left out',
    ]);
  });

  it('is refused with the first bad lines of all files, and how many there are', async () => {
    for (const name of ['a', 'b']) {
      folder.write(`images/${name}.jpg`);
      folder.write(`labels/${name}.txt`, `0 0.5 0.5 0.1 0.1\n${'1 2 3\n'.repeat(7)}`);
    }
    const refusal = await read().catch((error: Error) => error.message.split('\n'));
    expect(refusal).toHaveLength(12);
    expect(refusal).toMatchObject({
      0: '14 problems in the labels, so nothing was measured:',
      1: `${folder.at('labels/a.txt')}, line 2: 3 values where "class cx cy w h" has 5.`,
      8: expect.stringContaining('b.txt, line 2'),
      11: 'and 4 more.',
    });
  });

  it.each([
    ['no folder of images', () => folder.write('labels/a.txt'), /The folder of images .* is not there/],
    [
      'no image in it',
      () => {
        folder.write('images/a.txt');
        folder.write('labels/a.txt');
      },
      /has no images \(\.avif/,
    ],
    ['no folder of labels', () => folder.write('images/a.jpg'), /labels is not there/],
    [
      'no label of any image',
      () => {
        folder.write('images/a.jpg');
        folder.write('labels/b.txt');
      },
      /No image has a label file of its name/,
    ],
    [
      'a file that is neither',
      () => {
        folder.write('images/a.jpg');
        folder.write('labels', 'text');
      },
      /neither a folder of YOLO label files nor a COCO/,
    ],
  ])('is refused with %s', async (_, make, message) => {
    make();
    await expect(read()).rejects.toThrow(message);
  });
});

describe('names of classes', () => {
  beforeEach(() => {
    folder.write('images/val/a.jpg');
    folder.write('labels/val/a.txt', '0 0.5 0.5 0.1 0.1\n1 0.5 0.5 0.1 0.1\n2 0.5 0.5 0.1 0.1\n2 0.5 0.5 0.2 0.1');
  });
  const valSet = async (classes = ['person', 'Bus', 'traffic light']) =>
    (await readLabels({ images: folder.at('images/val'), labels: folder.at('labels/val'), maxBytes: 0 })).match(
      classes,
    );
  const valIds = async (classes?: string[]) =>
    (await valSet(classes)).images.flatMap((image) => image.objects(SIZE).map(({ class_id }) => class_id));

  it.each([
    ['labels/val/classes.txt', 'Traffic_Light\nbus\nperson\n'],
    ['data.yaml', 'path: .\nnc: 3\nnames: [traffic-light, bus, person]\n'],
    ['labels/data.yml', 'names:\n  0: "traffic light"\n  1: bus\n  2: person # the third\n'],
    ['data.yaml', 'names:\n- traffic light\n- bus\n- person\n'],
  ])('are read from %s', async (file, text) => {
    folder.write(file, text);
    expect(await valIds()).toEqual([2, 1, 0, 0]);
    expect((await valSet()).report).toMatchObject({ matched_by: 'names', names_file: folder.at(file) });
  });

  it('that the model does not have are reported, and their objects left out', async () => {
    folder.write('data.yaml', 'names: [forklift, bus, no]');
    const found = await valSet();
    expect(found.report.unknown_classes).toEqual([
      { class_name: 'no', objects: 2 },
      { class_name: 'forklift', objects: 1 },
    ]);
    expect(await valIds()).toEqual([1]);
    expect(reportInWords(found)).toEqual([
      '3 objects are of classes that the model does not have and are left out: no, forklift',
    ]);
  });

  it('of which the model has none are refused, with those of both', async () => {
    folder.write('data.yaml', 'names: [forklift, pallet, crate]');
    await expect(valSet()).rejects.toThrow(
      /none of the classes of the labels \("crate", .*its own are "person", "Bus"/,
    );
  });

  it('are not looked for where the model has none either', async () => {
    folder.write('data.yaml', 'names: [forklift, pallet, crate]');
    expect(await valIds(['class_0', 'class_1', 'class_2'])).toEqual([0, 1, 2, 2]);
  });

  it('are missing: an id beyond the classes of the model is unknown', async () => {
    expect(await valIds(['person', 'Bus'])).toEqual([0, 1]);
    expect((await valSet(['person', 'Bus'])).report.unknown_classes).toEqual([{ class_name: 'class 2', objects: 2 }]);
  });

  it.each([
    ['names: {a: person}', /data\.yaml: "names" is no list/],
    ['nc: 3', /data\.yaml: "names" is no list/],
    ['names:\n  - "a\n b: [', /data\.yaml, line \d+: this is no YAML/],
  ])('in %j are refused', async (text, message) => {
    folder.write('data.yaml', text);
    await expect(valSet()).rejects.toThrow(message);
  });
});
