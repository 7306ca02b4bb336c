import type { Migration } from '../migrate.ts';

/**
 * Features of images, and embeddings. What was kept before has none of the figures of its pixels: they stay null, and so
 * does `embedding` on the cards of models that were loaded before.
 *
 * Counts and scores of detections stand in columns of their own already; `dominant_class_key` is a key of `classes`.
 * Embeddings have a table of their own, like all blobs, so that no listing reads past them.
 */
export const features: Migration = {
  version: 4,
  name: 'features',
  up: `
    ALTER TABLE inferences ADD COLUMN brightness REAL;
    ALTER TABLE inferences ADD COLUMN contrast REAL;
    ALTER TABLE inferences ADD COLUMN sharpness REAL;
    ALTER TABLE inferences ADD COLUMN saturation REAL;
    ALTER TABLE inferences ADD COLUMN mean_box_area REAL;
    ALTER TABLE inferences ADD COLUMN dominant_class_key INTEGER;
    ALTER TABLE inferences ADD COLUMN embedding_distance REAL;

    CREATE TABLE embeddings (
      inference_id INTEGER PRIMARY KEY REFERENCES inferences (id) ON DELETE CASCADE,
      vector BLOB NOT NULL
    ) STRICT;

    UPDATE models SET card = json_insert(card, '$.embedding', NULL);
  `,
};
