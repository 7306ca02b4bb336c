import type { Detection } from '../../contract/candidates.ts';
import { ERROR_CATALOGUE } from '../../contract/errors.ts';
import type { ImageFailure, ImageResult } from '../../contract/http/detect.ts';
import { printable, table } from '../terminal.ts';

const WIDEST_NAME = 40;

/** How wide a column the names need, longer ones sticking out. */
export function nameWidth(names: readonly string[]): number {
  return names.reduce((width, { length }) => (length > width && length <= WIDEST_NAME ? length : width), 0);
}

/** One image as one line: `bus.jpg  810x1080  1 bus, 4 person  12 ms`. */
export function resultLine(image: ImageResult | ImageFailure, width: number): string {
  const name = printable(image.name).padEnd(width);
  if ('error' in image) return `${name}  failed: ${ERROR_CATALOGUE[image.error.code].title}`;
  const { decode, tensor, inference, postprocess } = image.timings_ms;
  const ms = Math.round(decode + tensor + inference + postprocess);
  return `${name}  ${image.width}x${image.height}  ${countByClass(image.detections)}  ${ms} ms`;
}

/** `1 bus, 4 person`, by class name. */
export function countByClass(detections: readonly Detection[]): string {
  const counts = new Map<string, number>();
  for (const { class_name } of detections) counts.set(class_name, (counts.get(class_name) ?? 0) + 1);
  if (counts.size === 0) return 'nothing found';
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${count} ${printable(name)}`)
    .join(', ');
}

export interface Pace {
  images: number;
  /** Milliseconds from the first image sent, the model being ready, to the last result. */
  work_ms: number;
  /** Milliseconds from the start of the command. */
  total_ms: number;
}

/** `108 images in 1.31 s: 82.4 images/s (3.02 s with the start)`. */
export function paceLine({ images, work_ms, total_ms }: Pace): string {
  const rate = ((images * 1000) / work_ms).toFixed(1);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  const noun = images === 1 ? 'image' : 'images';
  return `${images} ${noun} in ${seconds(work_ms)}: ${rate} images/s (${seconds(total_ms)} with the start)`;
}

/** What failed and why, at the end, where it is still seen after a thousand lines; null when nothing did. */
export function failureTable(images: readonly (ImageResult | ImageFailure)[]): string | null {
  const failed = images.filter((image) => 'error' in image);
  if (failed.length === 0) return null;
  const rows = failed.map(({ name, error }) => [`  ${printable(name)}`, error.code, printable(error.detail)]);
  return `${failed.length} of ${images.length} failed:\n${table(rows)}`;
}
