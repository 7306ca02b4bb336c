import type { Migration } from '../migrate.ts';

/**
 * Drift: references with copies of their samples, so that retention cannot eat them, the current window of each, every
 * check, hourly figures; and the events of the console.
 *
 * `seq` counts the samples of the console as they come and never goes back; copies that did not come through it (taken
 * from history, a folder, a table) have negative ones.
 */
export const drift: Migration = {
  version: 5,
  name: 'drift',
  up: `
    CREATE TABLE drift_references (
      version INTEGER PRIMARY KEY AUTOINCREMENT,
      binding TEXT NOT NULL,
      source TEXT NOT NULL,
      target INTEGER NOT NULL,
      started_at INTEGER NOT NULL,
      completed_at INTEGER,
      reason TEXT,
      progress TEXT NOT NULL
    ) STRICT;
    CREATE TABLE drift_samples (
      version INTEGER NOT NULL REFERENCES drift_references (version) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('reference', 'current')),
      seq INTEGER NOT NULL,
      inference_id INTEGER,
      name TEXT,
      at INTEGER NOT NULL,
      features TEXT NOT NULL,
      embedding BLOB,
      PRIMARY KEY (version, role, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE drift_checks (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      version INTEGER NOT NULL,
      end INTEGER NOT NULL,
      dataset_drift INTEGER NOT NULL,
      drift_share REAL NOT NULL,
      num_drifted_features INTEGER NOT NULL,
      num_features INTEGER NOT NULL,
      embedding_distance REAL,
      features TEXT NOT NULL
    ) STRICT;
    CREATE INDEX drift_checks_at ON drift_checks (at);
    CREATE TABLE drift_statistics (at INTEGER PRIMARY KEY, features TEXT NOT NULL) STRICT;
    CREATE TABLE events (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      title TEXT NOT NULL,
      detail TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_at ON events (at, id);
  `,
};
