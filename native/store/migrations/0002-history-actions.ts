import type { Migration } from '../migrate.ts';

/**
 * Pins, deletion that can be undone, pictures, and counters for what history can be filtered by.
 *
 * A deleted result keeps its row under `deletion_key` until retention purges it, but leaves every index that is walked:
 * `inferences_newest` is partial, and in `detections.class_best_at` the time `t` becomes `-1 - t`, which sorts below all
 * visible ones and turns back into `t` by the same formula.
 *
 * Counters are kept by triggers, so that every way in and out of history counts, and each is one step up or down with
 * the row that it counts: `model_runs.images`, `classes.results` and `sources.results` count visible results;
 * `images.results` counts the rows that name a picture, deleted ones too, and `pinned_results` those that are pinned.
 *
 * `inferences.image_key` names no foreign key: removing a picture for its size must not touch every result that had it.
 * Keys are never given out again, so that a key without its row means that the picture is gone.
 */
export const historyActions: Migration = {
  version: 2,
  name: 'history actions',
  up: `
    CREATE TABLE deletions (
      key INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE images (
      key INTEGER PRIMARY KEY AUTOINCREMENT,
      sha256 TEXT NOT NULL UNIQUE,
      extension TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      results INTEGER NOT NULL DEFAULT 0,
      pinned_results INTEGER NOT NULL DEFAULT 0,
      last_used_at INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX images_unused ON images (key) WHERE results = 0;
    CREATE INDEX images_oldest ON images (last_used_at, key) WHERE pinned_results = 0;
    CREATE TABLE image_totals (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      bytes INTEGER NOT NULL
    ) STRICT;
    INSERT INTO image_totals VALUES (1, 0);
    CREATE TRIGGER image_added AFTER INSERT ON images BEGIN
      UPDATE image_totals SET bytes = bytes + NEW.bytes;
    END;
    CREATE TRIGGER image_removed AFTER DELETE ON images BEGIN
      UPDATE image_totals SET bytes = bytes - OLD.bytes;
    END;

    CREATE TABLE sources (
      source TEXT PRIMARY KEY,
      results INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sources_most ON sources (results DESC, source);
    INSERT INTO sources SELECT source, count(*) FROM inferences WHERE source IS NOT NULL GROUP BY source;

    ALTER TABLE classes ADD COLUMN results INTEGER NOT NULL DEFAULT 0;
    UPDATE classes SET results = (
      SELECT count(*) FROM detections d WHERE d.class_key = classes.key AND d.class_best_at IS NOT NULL);
    ALTER TABLE model_runs ADD COLUMN deleted_images INTEGER NOT NULL DEFAULT 0;

    ALTER TABLE inferences ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE inferences ADD COLUMN deletion_key INTEGER;
    ALTER TABLE inferences ADD COLUMN image_key INTEGER;
    DROP INDEX inferences_newest;
    CREATE INDEX inferences_newest ON inferences
      (at, id, max_score, detection_count, model_run_id, pinned, source, name_folded) WHERE deletion_key IS NULL;
    CREATE INDEX inferences_pinned ON inferences (at, id, deletion_key) WHERE pinned = 1;
    CREATE INDEX inferences_deleted ON inferences (deletion_key) WHERE deletion_key IS NOT NULL;

    CREATE TRIGGER inference_added AFTER INSERT ON inferences BEGIN
      UPDATE model_runs SET images = images + 1 WHERE id = NEW.model_run_id;
      INSERT INTO sources SELECT NEW.source, 1 WHERE NEW.source IS NOT NULL
        ON CONFLICT (source) DO UPDATE SET results = results + 1;
    END;
    CREATE TRIGGER inference_hidden AFTER UPDATE OF deletion_key ON inferences
      WHEN OLD.deletion_key IS NULL AND NEW.deletion_key IS NOT NULL BEGIN
      UPDATE model_runs SET images = images - 1, deleted_images = deleted_images + 1 WHERE id = NEW.model_run_id;
      UPDATE sources SET results = results - 1 WHERE source = NEW.source;
      DELETE FROM sources WHERE source = NEW.source AND results = 0;
      UPDATE detections SET class_best_at = -1 - class_best_at
        WHERE inference_id = NEW.id AND class_best_at IS NOT NULL;
    END;
    CREATE TRIGGER inference_restored AFTER UPDATE OF deletion_key ON inferences
      WHEN OLD.deletion_key IS NOT NULL AND NEW.deletion_key IS NULL BEGIN
      UPDATE model_runs SET images = images + 1, deleted_images = deleted_images - 1 WHERE id = NEW.model_run_id;
      INSERT INTO sources SELECT NEW.source, 1 WHERE NEW.source IS NOT NULL
        ON CONFLICT (source) DO UPDATE SET results = results + 1;
      UPDATE detections SET class_best_at = -1 - class_best_at
        WHERE inference_id = NEW.id AND class_best_at IS NOT NULL;
    END;
    CREATE TRIGGER inference_removed AFTER DELETE ON inferences WHEN OLD.deletion_key IS NULL BEGIN
      UPDATE model_runs SET images = images - 1 WHERE id = OLD.model_run_id;
      UPDATE sources SET results = results - 1 WHERE source = OLD.source;
      DELETE FROM sources WHERE source = OLD.source AND results = 0;
    END;
    CREATE TRIGGER inference_purged AFTER DELETE ON inferences WHEN OLD.deletion_key IS NOT NULL BEGIN
      UPDATE model_runs SET deleted_images = deleted_images - 1 WHERE id = OLD.model_run_id;
    END;

    CREATE TRIGGER image_released AFTER DELETE ON inferences WHEN OLD.image_key IS NOT NULL BEGIN
      UPDATE images SET results = results - 1, pinned_results = pinned_results - OLD.pinned WHERE key = OLD.image_key;
    END;
    CREATE TRIGGER image_linked AFTER UPDATE OF image_key ON inferences BEGIN
      UPDATE images SET results = results - 1, pinned_results = pinned_results - OLD.pinned WHERE key = OLD.image_key;
      UPDATE images SET results = results + 1, pinned_results = pinned_results + NEW.pinned,
        last_used_at = max(last_used_at, NEW.at) WHERE key = NEW.image_key;
    END;
    CREATE TRIGGER image_pinned AFTER UPDATE OF pinned ON inferences WHEN OLD.pinned <> NEW.pinned BEGIN
      UPDATE images SET pinned_results = pinned_results + NEW.pinned - OLD.pinned WHERE key = NEW.image_key;
    END;

    CREATE TRIGGER class_added AFTER INSERT ON detections WHEN NEW.class_best_at >= 0 BEGIN
      UPDATE classes SET results = results + 1 WHERE key = NEW.class_key;
    END;
    CREATE TRIGGER class_hidden AFTER UPDATE OF class_best_at ON detections
      WHEN OLD.class_best_at >= 0 AND NEW.class_best_at < 0 BEGIN
      UPDATE classes SET results = results - 1 WHERE key = NEW.class_key;
    END;
    CREATE TRIGGER class_restored AFTER UPDATE OF class_best_at ON detections
      WHEN OLD.class_best_at < 0 AND NEW.class_best_at >= 0 BEGIN
      UPDATE classes SET results = results + 1 WHERE key = NEW.class_key;
    END;
    CREATE TRIGGER class_removed AFTER DELETE ON detections WHEN OLD.class_best_at >= 0 BEGIN
      UPDATE classes SET results = results - 1 WHERE key = OLD.class_key;
    END;
  `,
};
