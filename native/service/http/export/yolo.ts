import type { Detection } from '../../../contract/candidates.ts';
import type { HistoryItem } from '../../../contract/http/history.ts';
import type { ClassIndex } from './class-index.ts';
import { type ExportPlan, thresholdNote } from './plan.ts';

/** The label file of one image: a line a detection, `class cx cy w h` as shares of the image's width and height. */
export function toLabels({ detections, width, height }: HistoryItem, classes: ClassIndex): string {
  const toLine = ({ class_name, box: [x1, y1, x2, y2] }: Detection) => {
    const shares = [(x1 + x2) / 2 / width, (y1 + y2) / 2 / height, (x2 - x1) / width, (y2 - y1) / height];
    return `${classes.of(class_name)} ${shares.map((share) => share.toFixed(6)).join(' ')}\n`;
  };
  return detections.map(toLine).join('');
}

/** The data set's description. Classes are all known only when every label is written, so this is the last file. */
export function toDataYaml(plan: ExportPlan, classes: ClassIndex): string {
  const names = classes.names();
  const order =
    plan.models.length > 1
      ? [`# Classes of ${plan.models.length} models: those of the first one loaded, then what the next one adds.`]
      : [];
  const pictures = plan.pictures
    ? [`# ${plan.pictureCount} of ${plan.ids.length} pictures were kept and are here.`]
    : [];
  return [
    `# Exported by Vigil ${plan.version} at ${plan.at.toISOString()}: ${plan.ids.length} images.`,
    `# ${thresholdNote(plan)}.`,
    ...order,
    ...pictures,
    'path: .',
    'train: images',
    'val: images',
    `nc: ${names.length}`,
    'names:',
    // A JSON text is a YAML text.
    ...names.map((name, number) => `  ${number}: ${JSON.stringify(name)}`),
    '',
  ].join('\n');
}
