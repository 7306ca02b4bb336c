import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSetFolder, type SetFolder } from '../testing/set-folder.ts';
import { readLabels, reportInWords } from './read-set.ts';

const CLASSES = ['person', 'Bus', 'traffic light'];
const SIZE = { width: 200, height: 100 };
const LABELS = {
  info: { year: 2026 },
  images: [
    { id: 7, file_name: 'a.jpg', width: 200, height: 100, license: 1 },
    { id: 9, file_name: 'train2017/b.jpg' },
    { id: 'c', file_name: 'gone.jpg' },
  ],
  // Ids with gaps and in another order than the model's, as COCO's own.
  categories: [
    { id: 90, name: 'person', supercategory: 'person' },
    { id: 3, name: 'traffic light' },
    { id: 4, name: 'forklift' },
  ],
  annotations: [
    { id: 1, image_id: 7, category_id: 90, bbox: [10, 20, 30.5, 40], area: 1220, iscrowd: 0, segmentation: [[1, 2]] },
    { id: 2, image_id: 7, category_id: 3, bbox: [0, 0, 50, 50], iscrowd: 1, segmentation: { counts: [], size: [] } },
    { id: 3, image_id: 9, category_id: 4, bbox: [0, 0, 5, 5] },
    { id: 4, image_id: 'c', category_id: 90, bbox: [0, 0, 5, 5] },
  ],
};

let folder: SetFolder;
beforeEach(() => {
  folder = makeSetFolder();
  folder.write('images/a.jpg');
  folder.write('images/deep/b.jpg');
  folder.write('images/extra.jpg');
});
afterEach(() => folder.remove());

const read = (labels: unknown, maxBytes = 10_000) => {
  folder.write('labels.json', typeof labels === 'string' ? labels : JSON.stringify(labels));
  return readLabels({ images: folder.at('images'), labels: folder.at('labels.json'), maxBytes });
};
const set = async (labels: unknown = LABELS, classes = CLASSES) => (await read(labels)).match(classes);

describe('a COCO annotation file', () => {
  it('is matched to images by file name and to classes by name', async () => {
    const found = await set();
    expect(found.images.map(({ name }) => name)).toEqual([folder.at('images/a.jpg'), folder.at('images/deep/b.jpg')]);
    expect(found.images[0]?.objects(SIZE)).toEqual([
      { class_id: 0, box: [10, 20, 40.5, 60] },
      { class_id: 2, box: [0, 0, 50, 50], crowd: true },
    ]);
    expect(found.images[1]?.objects(SIZE)).toEqual([]);
    expect(found.report).toEqual({
      format: 'coco',
      matched_by: 'names',
      names_file: null,
      unknown_classes: [{ class_name: 'forklift', objects: 1 }],
      crowd_regions: 1,
      images_without_labels: 1,
      labels_without_image: 1,
    });
    expect(reportInWords(found)).toEqual([
      '1 images are not in the annotation file and are left out',
      '1 images of the annotation file are not there and are left out',
      '1 objects are of classes that the model does not have and are left out: forklift',
    ]);
  });

  it('is refused for an image of another size than it states', async () => {
    const [image] = (await set()).images;
    expect(() => image?.objects({ width: 100, height: 200 })).toThrow(/200 x 100 pixels, .*has 100 x 200/);
  });

  it('is refused with the entries that cannot be used', async () => {
    const bad = {
      images: [...LABELS.images, { id: 7, file_name: 'd.jpg' }, { id: 8 }],
      categories: LABELS.categories,
      annotations: [
        { image_id: 7, category_id: 90, bbox: [0, 0, -5, 5] },
        { image_id: 7, category_id: 90, bbox: 'all' },
        { image_id: 7, category_id: 91, bbox: [0, 0, 1, 1] },
        { image_id: 77, category_id: 90, bbox: [0, 0, 1, 1] },
        { image_id: 7, category_id: 90, bbox: [0, 0, 1, 1], iscrowd: 2 },
      ],
    };
    const lines = await read(bad).catch((error: Error) => error.message.split('\n'));
    const file = folder.at('labels.json');
    expect(lines).toEqual([
      '7 problems in the labels, so nothing was measured:',
      `${file}, images[3].id: 7 is there twice.`,
      expect.stringContaining(`${file}, images[4].file_name: `),
      expect.stringContaining(`${file}, annotations[0].bbox: `),
      `${file}, annotations[1].bbox: is not [x, y, width, height] in pixels.`,
      `${file}, annotations[2].category_id: there is no category 91.`,
      `${file}, annotations[3].image_id: there is no image 77.`,
      expect.stringContaining(`${file}, annotations[4].iscrowd: `),
    ]);
  });

  it.each([
    ['text', '{"images": [}', /labels\.json: Unexpected token '}', "\{"images": \[\}"/],
    ['another format', '{"images": []}', /it needs the lists images, annotations and categories/],
    [
      'no image of the folder',
      { ...LABELS, images: [{ id: 1, file_name: 'x.jpg' }], annotations: [] },
      /None of the 1/,
    ],
    [
      'one image twice',
      { ...LABELS, images: [...LABELS.images, { id: 11, file_name: 'a.jpg' }] },
      /image 11, "a\.jpg": its image was named before/,
    ],
  ])('is refused when it is %s', async (_, labels, message) => {
    await expect(read(labels)).rejects.toThrow(message);
  });

  it('is refused where a name could be one of two images', async () => {
    folder.write('images/deeper/b.jpg');
    await expect(read(LABELS)).rejects.toThrow(/image 9, "train2017\/b\.jpg": several images have this name/);
  });

  it('is refused where it is too large to be taken into memory', async () => {
    await expect(read(LABELS, 10)).rejects.toThrow(/labels\.json is larger than/);
  });

  it('is refused for a model without names', async () => {
    await expect(set(LABELS, ['class_0', 'class_1'])).rejects.toThrow(/names no classes/);
    await expect(set(LABELS, ['cat'])).rejects.toThrow(/none of the classes of the labels/);
  });
});
