import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { VigilError } from '../../contract/errors.ts';
import { DEFAULT_IMAGE_LIMITS } from '../../contract/messages.ts';
import { MAP_PROTOCOL, toPredictions } from '../../evaluation/predictions.ts';
import type { EvaluatedImage } from '../../evaluation/types.ts';
import { parseYoloLabels, type RelativeObject, toPixels } from '../../evaluation/yolo-labels.ts';
import type { DetectionService } from '../../service/detection/types.ts';
import type { ImageFile } from '../detect/image-files.ts';

/** A photograph and what its label file says is on it; nothing where there is no such file. */
export interface LabelledImage {
  path: string;
  objects: readonly RelativeObject[];
}

/**
 * Finds the label file of each image, and says how many have none and how many label files have no image. Throws
 * `invalid_parameter` where the folder or a label cannot be read or no image has labels, and the first error of `files`.
 */
export async function pairWithLabels(
  files: readonly ImageFile[],
  labelFolder: string,
  say: (line: string) => void,
): Promise<LabelledImage[]> {
  const unpaired = new Set(await labelFilesIn(labelFolder));
  let missing = 0;
  const images: LabelledImage[] = [];
  for (const file of files) {
    if ('error' in file) throw new VigilError(file.error.code, `${file.name}: ${file.error.detail}`);
    const name = `${basename(file.path, extname(file.path))}.txt`;
    const labelFile = join(labelFolder, name);
    const isThere = unpaired.delete(name);
    if (!isThere) missing += 1;
    images.push({
      path: file.path,
      objects: isThere ? parseYoloLabels(await readFile(labelFile, 'utf8'), labelFile) : [],
    });
  }
  if (missing === images.length) {
    throw new VigilError('invalid_parameter', `No image has a label file of its name in ${labelFolder}.`);
  }
  if (missing > 0) say(`${missing} of ${images.length} images have no label file and count as images without objects`);
  if (unpaired.size > 0) say(`${unpaired.size} label files have no image and are left out`);
  return images;
}

async function labelFilesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => extname(name) === '.txt' && name !== 'classes.txt');
  } catch (error) {
    const detail = `The folder of labels cannot be read (${(error as Error).message}).`;
    throw new VigilError('invalid_parameter', detail, { cause: error });
  }
}

/** Runs the model on one image by the protocol of mean average precision. Rejects as `detect` does, naming the image. */
export async function evaluateImage(service: DetectionService, image: LabelledImage): Promise<EvaluatedImage> {
  const { floor, max_candidates } = MAP_PROTOCOL;
  const { result } = await service
    .detect({
      image: { type: 'file', path: image.path },
      limits: DEFAULT_IMAGE_LIMITS,
      thumbnail: false,
      floor,
      max_candidates,
    })
    .catch((thrown: unknown) => {
      const error = VigilError.from(thrown);
      throw new VigilError(error.code, `${image.path}: ${error.message}`, { cause: error });
    });
  return {
    objects: toPixels(image.objects, result),
    predictions: toPredictions(result.candidates, result, MAP_PROTOCOL),
  };
}
