import type { Detection } from '../../../contract/candidates.ts';
import type { HistoryItem } from '../../../contract/http/history.ts';

type Cell = string | number | boolean | null;

/** One column a name; those of a detection are empty where a result has none. Boxes in pixels, scores 0 to 1. */
const RESULT_COLUMNS: Readonly<Record<string, (item: HistoryItem) => Cell>> = {
  inference_id: (item) => item.inference_id,
  at: (item) => item.at,
  name: (item) => item.name,
  source: (item) => item.source,
  width: (item) => item.width,
  height: (item) => item.height,
  model_id: (item) => item.model.id,
  model_name: (item) => item.model.name,
  model_version: (item) => item.model.version,
  provider: (item) => item.provider,
  conf: (item) => item.conf,
  iou: (item) => item.iou,
  pinned: (item) => item.pinned,
  brightness: (item) => item.features.brightness,
  contrast: (item) => item.features.contrast,
  sharpness: (item) => item.features.sharpness,
  saturation: (item) => item.features.saturation,
  detections: (item) => item.detections.length,
  confidence: (item) => item.features.confidence,
  max_confidence: (item) => item.features.max_confidence,
  mean_box_area: (item) => item.features.mean_box_area,
  dominant_class: (item) => item.features.dominant_class,
};
const DETECTION_COLUMNS: Readonly<Record<string, (detection: Detection) => Cell>> = {
  class_id: (detection) => detection.class_id,
  class_name: (detection) => detection.class_name,
  score: (detection) => detection.score,
  x1: (detection) => detection.box[0],
  y1: (detection) => detection.box[1],
  x2: (detection) => detection.box[2],
  y2: (detection) => detection.box[3],
};
const NO_DETECTION: Cell[] = Object.keys(DETECTION_COLUMNS).map(() => null);

/**
 * RFC 4180, UTF-8 without a byte order mark: a row for each detection, and one for a result without any. The thresholds
 * stand in `conf` and `iou` of every row. `file_name` is the path of the picture in an archive.
 */
export async function* writeCsv(
  records: AsyncIterable<HistoryItem>,
  pathOf: ((item: HistoryItem) => string | null) | null,
): AsyncGenerator<string, void> {
  yield toRow([...Object.keys(RESULT_COLUMNS), 'file_name', ...Object.keys(DETECTION_COLUMNS)]);
  for await (const item of records) {
    const result = [...Object.values(RESULT_COLUMNS).map((read) => read(item)), pathOf?.(item) ?? null];
    if (item.detections.length === 0) yield toRow([...result, ...NO_DETECTION]);
    for (const detection of item.detections) {
      yield toRow([...result, ...Object.values(DETECTION_COLUMNS).map((read) => read(detection))]);
    }
  }
}

const toRow = (cells: readonly Cell[]) => `${cells.map(toCell).join(',')}\r\n`;

function toCell(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = defuse(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A spreadsheet runs text that begins like a formula, and names of files and sources come from callers, so such a text
 * gets an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection). One that has apostrophes there
 * already gets one too: taking the first away restores every text that matches `^'+[=+\-@\t\r]`.
 */
function defuse(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
