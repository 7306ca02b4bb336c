import { basename, resolve } from 'node:path';
import { VigilError } from '../../contract/errors.ts';
import type { LabelReport } from '../../contract/http/evaluations.ts';
import type { LabelledObject } from '../types.ts';
import { ClassMap } from './class-map.ts';
import { type CocoAnnotation, type CocoImage, type CocoLabels, readCoco } from './coco.ts';
import { type FoundFile, imagesIn } from './files.ts';
import { LabelProblems, quoted } from './problems.ts';
import type { ImageSize, LabelledImage, LabelledSet, UnmatchedSet } from './types.ts';

/**
 * Images of a folder with the annotations of a COCO file, found by `file_name`: its path below the folder, or else its
 * last part. Images that the file does not list are left out. Throws `invalid_parameter`.
 */
export async function readCocoSet(folder: string, file: string, maxBytes: number): Promise<UnmatchedSet> {
  const found = await imagesIn(folder);
  const labels = await readCoco(file, maxBytes);
  const find = finderOf(found);
  const problems = new LabelProblems();
  const used = new Map<FoundFile, CocoLabels['images'][number]>();
  let missing = 0;
  for (const labelled of labels.images) {
    const { id, file_name } = labelled.image;
    const match = find(file_name);
    if (match === null) {
      missing += 1;
    } else if (match === 'ambiguous' || used.has(match)) {
      const reason = match === 'ambiguous' ? 'several images have this name' : 'its image was named before';
      problems.add(`${file}, image ${JSON.stringify(id)}, ${quoted(file_name)}: ${reason}`);
    } else {
      used.set(match, labelled);
    }
  }
  problems.throwIfAny();
  if (used.size === 0) {
    throw new VigilError('invalid_parameter', `None of the ${labels.images.length} images of ${file} is in ${folder}.`);
  }
  const leftOut = { images_without_labels: found.length - used.size, labels_without_image: missing };
  return { images: used.size, match: (classes) => matchCoco(used, labels.categories, leftOut, classes) };
}

function matchCoco(
  used: ReadonlyMap<FoundFile, CocoLabels['images'][number]>,
  categories: CocoLabels['categories'],
  leftOut: Pick<LabelReport, 'images_without_labels' | 'labels_without_image'>,
  classes: readonly string[],
): LabelledSet {
  const classMap = new ClassMap(classes, categories);
  if (classMap.matchedBy === 'ids') {
    throw new VigilError(
      'invalid_parameter',
      'COCO categories are found by their names, and the model file names no classes. State them in a sidecar file.',
    );
  }
  let [known, crowds] = [0, 0];
  const images: LabelledImage[] = [];
  for (const [file, { image, annotations }] of used) {
    const objects = toObjects(annotations, classMap);
    crowds += objects.filter(({ crowd }) => crowd === true).length;
    known += objects.length;
    images.push(labelledImage(file, image, objects));
  }
  if (known === 0 && classMap.unknown().length > 0) throw classMap.noneKnown();
  return {
    images,
    report: {
      ...{ format: 'coco', matched_by: classMap.matchedBy, names_file: null },
      unknown_classes: classMap.unknown(),
      crowd_regions: crowds,
      ...leftOut,
    },
  };
}

function toObjects(annotations: readonly CocoAnnotation[], classMap: ClassMap): LabelledObject[] {
  return annotations.flatMap(({ category_id, bbox: [x, y, width, height], iscrowd }): LabelledObject[] => {
    const class_id = classMap.find(category_id);
    if (class_id === null) return [];
    const isCrowd = iscrowd === 1 || iscrowd === true;
    return [{ class_id, box: [x, y, x + width, y + height], ...(isCrowd && { crowd: true }) }];
  });
}

function labelledImage({ full }: FoundFile, stated: CocoImage, objects: LabelledObject[]): LabelledImage {
  return {
    name: full,
    source: () => ({ type: 'file', path: resolve(full) }),
    objects(size) {
      requireSize(stated, size);
      return objects;
    },
  };
}

/** Pixels of another size, or of an image not turned upright, would be measured as wrong without a word. */
function requireSize({ width, height }: CocoImage, size: ImageSize): void {
  const isSame = (width ?? size.width) === size.width && (height ?? size.height) === size.height;
  if (isSame) return;
  throw new VigilError(
    'invalid_parameter',
    `the labels are for ${width} x ${height} pixels, and the upright image has ${size.width} x ${size.height}.`,
  );
}

function finderOf(files: readonly FoundFile[]): (fileName: string) => FoundFile | 'ambiguous' | null {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const byName = new Map<string, FoundFile | 'ambiguous'>();
  for (const file of files) {
    const name = basename(file.path);
    byName.set(name, byName.has(name) ? 'ambiguous' : file);
  }
  return (fileName) => byPath.get(fileName.replace(/^\.\//, '')) ?? byName.get(basename(fileName)) ?? null;
}
