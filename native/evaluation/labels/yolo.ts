import { VigilError } from '../../contract/errors.ts';
import type { LabelledObject } from '../types.ts';
import { quoted } from './problems.ts';

/** An object as the file has it: the box as shares, 0 to 1, of the width and height of an image not yet known. */
export type RelativeObject = Pick<LabelledObject, 'class_id' | 'box'>;

/**
 * One label file of YOLO training: a line an object, `class cx cy w h`, the centre and the size as shares of the
 * image's width and height. Empty lines are passed over; an empty file is an image without objects. Boxes come back as
 * corners, in shares, cut at the edges of the image.
 *
 * @param file how to call the file in an error
 * @param onProblem told of each line that is anything else, which is then left out; by default that is thrown as
 * `invalid_parameter`, naming file and line
 */
export function parseYoloLabels(
  text: string,
  file: string,
  onProblem: (problem: string) => void = refuse,
): RelativeObject[] {
  const objects: RelativeObject[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const words = line.trim().split(/\s+/);
    if (words[0] === '') continue;
    const parsed = parseLine(words);
    if (typeof parsed === 'string') onProblem(`${file}, line ${index + 1}: ${parsed}`);
    else objects.push(parsed);
  }
  return objects;
}

/** The objects in pixels of an upright image of this size. */
export function toPixels(
  objects: readonly RelativeObject[],
  { width, height }: { width: number; height: number },
): LabelledObject[] {
  return objects.map(({ class_id, box: [x1, y1, x2, y2] }) => ({
    class_id,
    box: [x1 * width, y1 * height, x2 * width, y2 * height],
  }));
}

/** The object of a line, or what is wrong with it. */
function parseLine(words: readonly string[]): RelativeObject | string {
  if (words.length !== 5) {
    const polygon = words.length > 5 ? ' (outlines of segments are not read)' : '';
    return `${words.length} values where "class cx cy w h" has 5${polygon}.`;
  }
  const [classId, cx, cy, width, height] = words.map(Number) as [number, number, number, number, number];
  if (!Number.isInteger(classId) || classId < 0 || classId > 65_535) {
    return `the class is ${quoted(words[0] as string)}, not a whole number from 0 on.`;
  }
  // A hair over 1 is rounding of whoever wrote the file; more is pixels.
  const wrong = words.slice(1).find((word) => !(Number(word) >= 0 && Number(word) <= 1.001));
  if (wrong !== undefined) {
    return `${quoted(wrong)} is not a share between 0 and 1; divide pixels by the image's width or height.`;
  }
  const share = (value: number) => Math.min(Math.max(value, 0), 1);
  return {
    class_id: classId,
    box: [share(cx - width / 2), share(cy - height / 2), share(cx + width / 2), share(cy + height / 2)],
  };
}

function refuse(detail: string): never {
  throw new VigilError('invalid_parameter', detail);
}
