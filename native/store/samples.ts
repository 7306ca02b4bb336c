import type { ImageSamples } from '../contract/features.ts';
import type { Classes } from './classes.ts';
import type { Connection } from './runtime.ts';
import { type Parameter, prepareOnce } from './statements.ts';
import type { SampleQuery } from './types.ts';
import { unpackVector } from './vector.ts';

interface SampleRow {
  id: number;
  at: number;
  model_run_id: number;
  conf: number;
  iou: number;
  brightness: number | null;
  contrast: number | null;
  sharpness: number | null;
  saturation: number | null;
  width: number;
  height: number;
  detection_count: number;
  confidence: number | null;
  max_score: number | null;
  mean_box_area: number | null;
  dominant_class_key: number | null;
  vector: Uint8Array | null;
}

/** The newest results that match, as columns, oldest first. */
export function createSamples(db: Connection, classes: Classes): (query: SampleQuery) => ImageSamples {
  const prepared = prepareOnce<SampleRow>(db);
  const selectClasses = db
    .prepare<[string], [inferenceId: number, classKey: number]>(
      'SELECT inference_id, class_key FROM detections WHERE inference_id IN (SELECT value FROM json_each(?))',
    )
    .raw();

  /** Detections by class name, of each result. Counted here: in SQL it takes five times as long. */
  function countClasses(ids: readonly number[]): Record<string, number>[] {
    const counts = new Map(ids.map((id) => [id, new Map<number, number>()]));
    for (const [id, key] of selectClasses.all(JSON.stringify(ids))) {
      const ofResult = counts.get(id);
      ofResult?.set(key, (ofResult.get(key) ?? 0) + 1);
    }
    return ids.map((id) =>
      Object.fromEntries([...(counts.get(id) ?? [])].map(([key, count]) => [classes.nameOf(key), count])),
    );
  }

  return (query) => {
    const { sql, parameters } = samplesStatement(query);
    const samples = emptySamples();
    for (const row of prepared(sql)
      .all(...parameters)
      .reverse()) {
      addRow(samples, row);
      const key = row.dominant_class_key;
      samples.features.dominant_class.push(key === null ? null : classes.nameOf(key));
    }
    samples.features.class_counts = countClasses(samples.ids);
    return samples;
  };
}

/** Along the index in the order of time: what is left out costs a step there and no row. */
function samplesStatement(query: SampleQuery): { sql: string; parameters: Parameter[] } {
  const conditions = ['i.deletion_key IS NULL'];
  const parameters: Parameter[] = [];
  const where = (condition: string, value: Parameter | undefined) => {
    if (value === undefined) return;
    conditions.push(condition);
    parameters.push(value);
  };
  where('i.model_run_id IN (SELECT id FROM model_runs WHERE model_id = ?)', query.model_id);
  where('i.model_run_id = ?', query.model_run_id);
  where('i.at >= ?', query.from);
  where('i.at <= ?', query.to);
  const sql = `SELECT i.id, i.at, i.model_run_id, i.conf, i.iou, i.brightness, i.contrast, i.sharpness, i.saturation,
      i.width, i.height, i.detection_count, i.confidence, i.max_score, i.mean_box_area, i.dominant_class_key, e.vector
    FROM inferences i INDEXED BY inferences_newest LEFT JOIN embeddings e ON e.inference_id = i.id
    WHERE ${conditions.join(' AND ')} ORDER BY i.at DESC, i.id DESC LIMIT ?`;
  return { sql, parameters: [...parameters, query.limit] };
}

function emptySamples(): ImageSamples {
  return {
    ids: [],
    created_at: [],
    model_run_ids: [],
    conf: [],
    iou: [],
    features: {
      brightness: [],
      contrast: [],
      sharpness: [],
      saturation: [],
      width: [],
      height: [],
      detections: [],
      mean_confidence: [],
      max_confidence: [],
      mean_box_area: [],
      dominant_class: [],
      class_counts: [],
    },
    embeddings: [],
  };
}

/** All of a row but its classes. */
function addRow(
  { ids, created_at, model_run_ids, conf, iou, features, embeddings }: ImageSamples,
  row: SampleRow,
): void {
  ids.push(row.id);
  created_at.push(row.at);
  model_run_ids.push(row.model_run_id);
  conf.push(row.conf);
  iou.push(row.iou);
  features.brightness.push(row.brightness);
  features.contrast.push(row.contrast);
  features.sharpness.push(row.sharpness);
  features.saturation.push(row.saturation);
  features.width.push(row.width);
  features.height.push(row.height);
  features.detections.push(row.detection_count);
  features.mean_confidence.push(row.confidence);
  features.max_confidence.push(row.max_score);
  features.mean_box_area.push(row.mean_box_area);
  embeddings.push(row.vector === null ? null : unpackVector(row.vector));
}
