import type { Migration } from '../migrate.ts';

/**
 * Times are milliseconds since 1970. What every listing reads is narrow; blobs have tables of their own so that no page
 * of history ever loads them.
 *
 * `detections.class_best_at` is the time of the result on the best detection of each class and null on the others: the
 * partial index over it has one entry a class and result, so that "results with a person above 0.8, newest first" is one
 * ordered walk, and it goes with its row when retention deletes the result.
 *
 * `inferences.model_run_id` names no foreign key, since deleting a run would then search every result for it; instead
 * `model_runs.images` counts them and a run goes only when none is left.
 */
export const history: Migration = {
  version: 1,
  name: 'history',
  up: `
    CREATE TABLE models (
      id TEXT PRIMARY KEY,
      card TEXT NOT NULL,
      first_loaded_at INTEGER NOT NULL,
      last_loaded_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE model_runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      model_id TEXT NOT NULL REFERENCES models (id),
      model_name TEXT NOT NULL,
      model_version TEXT NOT NULL,
      provider TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      ended_at INTEGER,
      load_ms REAL NOT NULL,
      images INTEGER NOT NULL DEFAULT 0,
      last_image_at INTEGER
    ) STRICT;

    CREATE TABLE classes (
      key INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE inferences (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      request_id TEXT NOT NULL,
      name TEXT NOT NULL,
      name_folded TEXT NOT NULL,
      source TEXT,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      model_run_id INTEGER NOT NULL,
      conf REAL NOT NULL,
      iou REAL NOT NULL,
      max_score REAL,
      detection_count INTEGER NOT NULL,
      confidence REAL,
      queue_ms REAL NOT NULL,
      decode_ms REAL NOT NULL,
      tensor_ms REAL NOT NULL,
      inference_ms REAL NOT NULL,
      postprocess_ms REAL NOT NULL,
      total_ms REAL NOT NULL
    ) STRICT;
    CREATE INDEX inferences_newest ON inferences (at, id, max_score);

    CREATE TABLE detections (
      inference_id INTEGER NOT NULL REFERENCES inferences (id) ON DELETE CASCADE,
      ord INTEGER NOT NULL,
      class_key INTEGER NOT NULL,
      class_id INTEGER NOT NULL,
      score REAL NOT NULL,
      x1 REAL NOT NULL,
      y1 REAL NOT NULL,
      x2 REAL NOT NULL,
      y2 REAL NOT NULL,
      class_best_at INTEGER,
      PRIMARY KEY (inference_id, ord)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX detections_by_class ON detections (class_key, class_best_at, inference_id, score)
      WHERE class_best_at IS NOT NULL;

    CREATE TABLE candidates (
      inference_id INTEGER PRIMARY KEY REFERENCES inferences (id) ON DELETE CASCADE,
      packed BLOB NOT NULL
    ) STRICT;

    CREATE TABLE thumbnails (
      inference_id INTEGER PRIMARY KEY REFERENCES inferences (id) ON DELETE CASCADE,
      webp BLOB NOT NULL
    ) STRICT;

    CREATE TABLE security_events (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      risk REAL NOT NULL,
      request_id TEXT NOT NULL,
      remote TEXT NOT NULL,
      detail TEXT NOT NULL
    ) STRICT;
    CREATE INDEX security_events_newest ON security_events (at, id);

    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
