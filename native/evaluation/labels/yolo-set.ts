import { extname, resolve } from 'node:path';
import { VigilError } from '../../contract/errors.ts';
import { ClassMap } from './class-map.ts';
import { type ClassNames, readClassNames } from './class-names.ts';
import { type FoundFile, filesIn, forEachAtOnce, imagesIn, readText } from './files.ts';
import { LabelProblems } from './problems.ts';
import type { LabelledImage, LabelledSet, UnmatchedSet } from './types.ts';
import { parseYoloLabels, type RelativeObject, toPixels } from './yolo.ts';

const MAX_LABEL_BYTES = 8 * 1024 * 1024;

/**
 * Images of a folder with YOLO label files of another, `a/NAME.txt` for `a/NAME.jpg`. An image without one has no
 * objects. Throws `invalid_parameter`, for bad lines with a list of the first.
 */
export async function readYoloSet(images: string, labels: string): Promise<UnmatchedSet> {
  const found = await imagesIn(images);
  const names = await readClassNames(labels);
  const labelFiles = await filesIn(labels, 'labels', (name) => extname(name) === '.txt' && name !== 'classes.txt');
  const stems = new Set(found.map(({ path }) => stemOf(path)));
  const used = labelFiles.filter(({ path }) => stems.has(stemOf(path)));
  if (used.length === 0) {
    throw new VigilError('invalid_parameter', `No image has a label file of its name in ${labels}.`);
  }
  const texts = new Map<FoundFile, string>();
  await forEachAtOnce(used, async (file) => {
    texts.set(file, await readText(file.full, MAX_LABEL_BYTES));
  });
  const problems = new LabelProblems();
  // In the order of their names, whichever was read first, so that the first problems told are the first ones.
  const objectsOf = new Map(
    used.map((file) => [stemOf(file.path), parseYoloLabels(texts.get(file) ?? '', file.full, problems.add)]),
  );
  problems.throwIfAny();
  const unused = labelFiles.length - used.length;
  return { images: found.length, match: (classes) => matchYolo(found, objectsOf, names, unused, classes) };
}

function matchYolo(
  found: readonly FoundFile[],
  objectsOf: ReadonlyMap<string, readonly RelativeObject[]>,
  names: ClassNames | null,
  labels_without_image: number,
  classes: readonly string[],
): LabelledSet {
  const classMap = new ClassMap(classes, names?.names ?? null);
  let known = 0;
  const matched = new Map<string, RelativeObject[]>();
  for (const [stem, objects] of objectsOf) {
    const ofModel = objects.flatMap(({ class_id, box }) => {
      const modelId = classMap.find(class_id);
      return modelId === null ? [] : [{ class_id: modelId, box }];
    });
    known += ofModel.length;
    matched.set(stem, ofModel);
  }
  if (known === 0 && classMap.unknown().length > 0) throw classMap.noneKnown();
  return {
    images: found.map(({ path, full }): LabelledImage => {
      const objects = matched.get(stemOf(path)) ?? [];
      return {
        name: full,
        source: () => ({ type: 'file', path: resolve(full) }),
        objects: (size) => toPixels(objects, size),
      };
    }),
    report: {
      format: 'yolo',
      matched_by: classMap.matchedBy,
      names_file: classMap.matchedBy === 'names' ? (names?.file ?? null) : null,
      unknown_classes: classMap.unknown(),
      crowd_regions: 0,
      images_without_labels: found.filter(({ path }) => !objectsOf.has(stemOf(path))).length,
      labels_without_image,
    },
  };
}

/** The path without its extension: what an image and its labels have in common. */
const stemOf = (path: string) => path.slice(0, path.length - extname(path).length);
