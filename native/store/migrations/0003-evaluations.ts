import type { Migration } from '../migrate.ts';

/**
 * Evaluations, and what people say of single results.
 *
 * `evaluations.result` is JSON of EvaluationResult, `per_class` only that part of it, so that neither a list nor a scrape
 * of metrics reads the curves.
 *
 * `feedback.detection_index` is the position of a detection, -1 of the whole result, -2 of what was missed; with -2
 * `missed_class` is the class, empty where none was stated, and empty with all others. `inferences.feedback` says what
 * there is: 1 right, 2 wrong, 4 missed, summed up. It is kept by whoever writes feedback, and its index holds only results
 * that have some.
 */
export const evaluations: Migration = {
  version: 3,
  name: 'evaluations',
  up: `
    CREATE TABLE evaluations (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      state TEXT NOT NULL,
      source TEXT NOT NULL,
      model_id TEXT NOT NULL,
      model_name TEXT NOT NULL,
      model_version TEXT NOT NULL,
      provider TEXT NOT NULL,
      conf REAL NOT NULL,
      iou REAL NOT NULL,
      started_at INTEGER NOT NULL,
      -- The last sign of life while it is under way.
      seen_at INTEGER NOT NULL,
      ended_at INTEGER,
      done INTEGER NOT NULL DEFAULT 0,
      total INTEGER NOT NULL DEFAULT 0,
      error TEXT,
      objects INTEGER,
      map50 REAL,
      map50_95 REAL,
      precision REAL,
      recall REAL,
      f1 REAL,
      per_class TEXT,
      result TEXT
    ) STRICT;
    CREATE INDEX evaluations_of_model ON evaluations (model_id, state, id);

    CREATE TABLE feedback (
      inference_id INTEGER NOT NULL REFERENCES inferences (id) ON DELETE CASCADE,
      detection_index INTEGER NOT NULL,
      missed_class TEXT NOT NULL,
      verdict TEXT NOT NULL,
      true_class TEXT,
      count INTEGER NOT NULL,
      note TEXT,
      at INTEGER NOT NULL,
      PRIMARY KEY (inference_id, detection_index, missed_class)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE inferences ADD COLUMN feedback INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX inferences_feedback ON inferences (at, id, feedback, model_run_id, deletion_key) WHERE feedback <> 0;
  `,
};
