import type { Detection } from '../contract/candidates.ts';
import type { Features } from '../contract/features.ts';
import type { HistoryItem } from '../contract/http/history.ts';
import type { ProviderName } from '../contract/provider.ts';
import type { Classes } from './classes.ts';
import type { Connection } from './runtime.ts';

/** What `readItem` needs, from `inferences i` joined to `model_runs r`. */
export const ITEM_COLUMNS = `
  i.id, i.at, i.request_id, i.name, i.source, i.width, i.height, i.conf, i.iou, i.detection_count, i.confidence,
  i.max_score, i.brightness, i.contrast, i.sharpness, i.saturation, i.mean_box_area, i.dominant_class_key,
  i.embedding_distance, i.pinned,
  i.queue_ms, i.decode_ms, i.tensor_ms, i.inference_ms, i.postprocess_ms, i.total_ms,
  r.model_id, r.model_name, r.model_version, r.provider,
  EXISTS (SELECT 1 FROM thumbnails t WHERE t.inference_id = i.id) AS has_thumbnail,
  EXISTS (SELECT 1 FROM images m WHERE m.key = i.image_key) AS has_image`;

export interface ItemRow {
  id: number;
  at: number;
  request_id: string;
  name: string;
  source: string | null;
  width: number;
  height: number;
  conf: number;
  iou: number;
  detection_count: number;
  confidence: number | null;
  max_score: number | null;
  brightness: number | null;
  contrast: number | null;
  sharpness: number | null;
  saturation: number | null;
  mean_box_area: number | null;
  dominant_class_key: number | null;
  embedding_distance: number | null;
  queue_ms: number;
  decode_ms: number;
  tensor_ms: number;
  inference_ms: number;
  postprocess_ms: number;
  total_ms: number;
  model_id: string;
  model_name: string;
  model_version: string;
  provider: ProviderName;
  pinned: 0 | 1;
  has_thumbnail: 0 | 1;
  has_image: 0 | 1;
}

interface DetectionRow {
  class_key: number;
  class_id: number;
  score: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Folds a name or a search text for comparing: case and Unicode composition make no difference. */
export function foldName(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Makes the API's form of a row, with its detections in the order they were answered. */
export function createItemReader(db: Connection, classes: Classes): (row: ItemRow) => HistoryItem {
  const detectionsOf = db.prepare<[number], DetectionRow>(
    'SELECT class_key, class_id, score, x1, y1, x2, y2 FROM detections WHERE inference_id = ? ORDER BY ord',
  );
  const toDetection = (row: DetectionRow): Detection => ({
    class_id: row.class_id,
    class_name: classes.nameOf(row.class_key),
    score: row.score,
    box: [row.x1, row.y1, row.x2, row.y2],
  });
  const toFeatures = (row: ItemRow, detections: readonly Detection[]): Features => ({
    brightness: row.brightness,
    contrast: row.contrast,
    sharpness: row.sharpness,
    saturation: row.saturation,
    detections: row.detection_count,
    confidence: row.confidence,
    max_confidence: row.max_score,
    mean_box_area: row.mean_box_area,
    dominant_class: row.dominant_class_key === null ? null : classes.nameOf(row.dominant_class_key),
    class_counts: countClasses(detections),
    embedding_distance: row.embedding_distance,
  });
  const toItem = (row: ItemRow, detections: Detection[]): HistoryItem => ({
    inference_id: row.id,
    at: new Date(row.at).toISOString(),
    request_id: row.request_id,
    name: row.name,
    source: row.source,
    width: row.width,
    height: row.height,
    model: { id: row.model_id, name: row.model_name, version: row.model_version },
    provider: row.provider,
    conf: row.conf,
    iou: row.iou,
    detections,
    features: toFeatures(row, detections),
    timings_ms: {
      queue: row.queue_ms,
      decode: row.decode_ms,
      tensor: row.tensor_ms,
      inference: row.inference_ms,
      postprocess: row.postprocess_ms,
      total: row.total_ms,
    },
    has_thumbnail: row.has_thumbnail === 1,
    has_image: row.has_image === 1,
    pinned: row.pinned === 1,
  });
  return (row) => toItem(row, detectionsOf.all(row.id).map(toDetection));
}

function countClasses(detections: readonly Detection[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { class_name } of detections) counts.set(class_name, (counts.get(class_name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
