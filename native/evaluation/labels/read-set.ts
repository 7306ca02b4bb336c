import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { VigilError } from '../../contract/errors.ts';
import { readCocoSet } from './coco-set.ts';
import { unreadable } from './files.ts';
import type { LabelledSet, UnmatchedSet } from './types.ts';
import { readYoloSet } from './yolo-set.ts';

export interface SetLocation {
  /** A folder. */
  images: string;
  /** A folder of YOLO label files, or a COCO annotation file. */
  labels: string;
  /** Largest annotation file read; it is taken into memory whole. */
  maxBytes: number;
}

/** Reads and checks all labels of a set; of the images only the names. Throws `invalid_parameter`. */
export async function readLabels({ images, labels, maxBytes }: SetLocation): Promise<UnmatchedSet> {
  const kind = await labelKind(labels);
  return kind === 'coco' ? readCocoSet(images, labels, maxBytes) : readYoloSet(images, labels);
}

/** Throws `invalid_parameter` for what is neither a folder nor a JSON file. */
export async function labelKind(labels: string): Promise<'yolo' | 'coco'> {
  const stats = await stat(labels).catch((error: unknown) => {
    throw unreadable('The folder or file of labels', labels, error);
  });
  if (stats.isDirectory()) return 'yolo';
  if (stats.isFile() && extname(labels).toLowerCase() === '.json') return 'coco';
  throw new VigilError(
    'invalid_parameter',
    `${labels} is neither a folder of YOLO label files nor a COCO annotation file (.json).`,
  );
}

/** What was left out, as sentences for people; empty where all was used. */
export function reportInWords({ images, report }: LabelledSet): string[] {
  const { format, unknown_classes, images_without_labels, labels_without_image } = report;
  const said: string[] = [];
  if (images_without_labels > 0) {
    said.push(
      format === 'yolo'
        ? `${images_without_labels} of ${images.length} images have no label file and count as images without objects`
        : `${images_without_labels} images are not in the annotation file and are left out`,
    );
  }
  if (labels_without_image > 0) {
    said.push(
      format === 'yolo'
        ? `${labels_without_image} label files have no image and are left out`
        : `${labels_without_image} images of the annotation file are not there and are left out`,
    );
  }
  if (unknown_classes.length > 0) {
    const objects = unknown_classes.reduce((sum, unknown) => sum + unknown.objects, 0);
    const names = unknown_classes.slice(0, 5).map(({ class_name }) => class_name);
    const more = unknown_classes.length > names.length ? ' and others' : '';
    said.push(
      `${objects} objects are of classes that the model does not have and are left out: ${names.join(', ')}${more}`,
    );
  }
  return said;
}
