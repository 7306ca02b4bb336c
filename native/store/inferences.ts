import type { Candidates, Detection } from '../contract/candidates.ts';
import { VigilError } from '../contract/errors.ts';
import type { HistoryItem } from '../contract/http/history.ts';
import { packCandidates, unpackCandidates } from './candidates-blob.ts';
import type { Classes } from './classes.ts';
import { foldName, ITEM_COLUMNS, type ItemRow } from './history-item.ts';
import type { Connection } from './runtime.ts';
import type { NewInference } from './types.ts';
import { packVector } from './vector.ts';

/** Of `pinMany`: a few milliseconds. */
const PINS_A_STEP = 250;

export interface Inferences {
  /** Writes everything of one image in one transaction; answers its id. */
  record(inference: NewInference): number;
  /** The same for several in one transaction, all or none of them. */
  recordAll(inferences: readonly NewInference[]): number[];
  /** Does nothing when retention has deleted the result in the meantime. */
  saveThumbnail(id: number, webp: Uint8Array): void;
  get(id: number): HistoryItem | null;
  getCandidates(id: number): Candidates | null;
  getThumbnail(id: number): Uint8Array | null;
  setPinned(id: number, pinned: boolean): boolean;
  /** Each step one statement; yields how many it is done with, answers how many were otherwise. */
  pinMany(ids: readonly number[], pinned: boolean): Generator<number, number>;
}

export function createInferences(
  db: Connection,
  classes: Classes,
  readItem: (row: ItemRow) => HistoryItem,
): Inferences {
  const markRun = db.prepare<[number, number]>('UPDATE model_runs SET last_image_at = ? WHERE id = ?');
  const insertInference = db.prepare(
    `INSERT INTO inferences (at, request_id, name, name_folded, source, width, height, model_run_id, conf, iou, max_score,
       detection_count, confidence, brightness, contrast, sharpness, saturation, mean_box_area, dominant_class_key,
       embedding_distance, queue_ms, decode_ms, tensor_ms, inference_ms, postprocess_ms, total_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertDetection = db.prepare(
    `INSERT INTO detections (inference_id, ord, class_key, class_id, score, x1, y1, x2, y2, class_best_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertCandidates = db.prepare<[number, Uint8Array]>(
    'INSERT INTO candidates (inference_id, packed) VALUES (?, ?)',
  );
  const insertEmbedding = db.prepare<[number, Uint8Array]>(
    'INSERT INTO embeddings (inference_id, vector) VALUES (?, ?)',
  );
  const upsertThumbnail = db.prepare<[Uint8Array, number]>(
    'INSERT OR REPLACE INTO thumbnails (inference_id, webp) SELECT id, ? FROM inferences WHERE id = ?',
  );
  const selectItem = db.prepare<[number], ItemRow>(
    `SELECT ${ITEM_COLUMNS} FROM inferences i JOIN model_runs r ON r.id = i.model_run_id
       WHERE i.id = ? AND i.deletion_key IS NULL`,
  );
  const selectCandidates = db
    .prepare<[number], Uint8Array>(
      `SELECT packed FROM candidates c JOIN inferences i ON i.id = c.inference_id
         WHERE c.inference_id = ? AND i.deletion_key IS NULL`,
    )
    .pluck();
  const selectThumbnail = db
    .prepare<[number], Uint8Array>(
      `SELECT webp FROM thumbnails t JOIN inferences i ON i.id = t.inference_id
         WHERE t.inference_id = ? AND i.deletion_key IS NULL`,
    )
    .pluck();
  const pin = db.prepare<[number, number]>('UPDATE inferences SET pinned = ? WHERE id = ? AND deletion_key IS NULL');
  const pinThese = db.prepare<{ ids: string; pinned: number }>(
    `UPDATE inferences SET pinned = @pinned WHERE deletion_key IS NULL AND pinned <> @pinned
       AND id IN (SELECT value FROM json_each(@ids))`,
  );
  function* pinMany(ids: readonly number[], pinned: boolean): Generator<number, number> {
    let changed = 0;
    for (let at = 0; at < ids.length; at += PINS_A_STEP) {
      const some = ids.slice(at, at + PINS_A_STEP);
      changed += pinThese.run({ ids: JSON.stringify(some), pinned: pinned ? 1 : 0 }).changes;
      yield at + some.length;
    }
    return changed;
  }

  const insertAll = db.transaction((inference: NewInference): number => {
    const { at, detections, features, timings } = inference;
    if (markRun.run(at, inference.model_run_id).changes !== 1) {
      throw new VigilError('internal', `There is no model run ${inference.model_run_id} to keep a result under.`);
    }
    const { lastInsertRowid } = insertInference.run(
      at,
      inference.request_id,
      inference.name,
      foldName(inference.name),
      inference.source,
      inference.width,
      inference.height,
      inference.model_run_id,
      inference.conf,
      inference.iou,
      detections.length === 0 ? null : Math.max(...detections.map(({ score }) => score)),
      features.detections,
      features.confidence,
      features.brightness,
      features.contrast,
      features.sharpness,
      features.saturation,
      features.mean_box_area,
      features.dominant_class === null ? null : classes.keyOf(features.dominant_class),
      features.embedding_distance,
      timings.queue,
      timings.decode,
      timings.tensor,
      timings.inference,
      timings.postprocess,
      timings.total,
    );
    const id = Number(lastInsertRowid);
    const best = bestOfEachClass(detections);
    for (const [ord, detection] of detections.entries()) {
      const { class_id, class_name, score, box } = detection;
      const bestAt = best.has(detection) ? at : null;
      insertDetection.run(id, ord, classes.keyOf(class_name), class_id, score, ...box, bestAt);
    }
    insertCandidates.run(id, packCandidates(inference.candidates));
    if (inference.embedding !== null) insertEmbedding.run(id, packVector(inference.embedding));
    return id;
  });

  const insertSeveral = db.transaction((inferences: readonly NewInference[]) =>
    inferences.map((one) => insertAll(one)),
  );

  /** Keys of classes that were handed out in a transaction that came to nothing are taken back. */
  function orForget<T>(insert: () => T): T {
    try {
      return insert();
    } catch (thrown) {
      classes.forget();
      throw thrown;
    }
  }

  return {
    record: (inference) => orForget(() => insertAll.immediate(inference)),
    recordAll: (inferences) => orForget(() => insertSeveral.immediate(inferences)),
    saveThumbnail(id, webp) {
      upsertThumbnail.run(webp, id);
    },
    get(id) {
      const row = selectItem.get(id);
      return row === undefined ? null : readItem(row);
    },
    getCandidates(id) {
      const packed = selectCandidates.get(id);
      return packed === undefined ? null : unpackCandidates(packed);
    },
    getThumbnail(id) {
      const webp = selectThumbnail.get(id);
      return webp === undefined ? null : new Uint8Array(webp.buffer, webp.byteOffset, webp.byteLength);
    },
    pinMany,
    setPinned: (id, pinned) => pin.run(pinned ? 1 : 0, id).changes === 1,
  };
}

function bestOfEachClass(detections: readonly Detection[]): ReadonlySet<Detection> {
  const best = new Map<string, Detection>();
  for (const detection of detections) {
    const rival = best.get(detection.class_name);
    if (rival === undefined || detection.score > rival.score) best.set(detection.class_name, detection);
  }
  return new Set(best.values());
}
