import type { Migration } from '../migrate.ts';

/**
 * Roll-ups of figures over time, which outlive the results that they are of.
 *
 * `series_groups`: 1 is the console itself, 2 all results together, every other one the results of one model and source.
 * `series_rollups.packed` holds the figures of all metrics of a group in the bucket of `level_s` seconds that begins at `t`
 * (seconds since 1970), see `series/packed.ts`. A scan of one level and group reads one run of pages.
 *
 * `series_state.rolled_id` is the last result whose figures are in the roll-ups; it moves in the transaction that writes
 * them. Results above it that are there when the store is opened were left by a process that was killed. They join
 * `series_backlog`: ranges of ids whose results are still to be rolled up, as are all that are here already.
 * `series_state.bytes` is how much all that is packed takes, kept by whoever writes and removes roll-ups.
 */
export const series: Migration = {
  version: 6,
  name: 'series',
  up: `
    CREATE TABLE series_groups (
      key INTEGER PRIMARY KEY,
      model_id TEXT,
      source TEXT
    ) STRICT;
    CREATE INDEX series_groups_of ON series_groups (model_id, source);
    INSERT INTO series_groups (key) VALUES (1), (2);

    CREATE TABLE series_metrics (
      key INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE series_rollups (
      level_s INTEGER NOT NULL,
      group_key INTEGER NOT NULL,
      t INTEGER NOT NULL,
      packed BLOB NOT NULL,
      PRIMARY KEY (level_s, group_key, t)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE series_backlog (
      first_id INTEGER NOT NULL,
      last_id INTEGER PRIMARY KEY
    ) STRICT;
    INSERT INTO series_backlog SELECT 1, id FROM inferences ORDER BY id DESC LIMIT 1;

    CREATE TABLE series_state (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      rolled_id INTEGER NOT NULL,
      bytes INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    INSERT INTO series_state (only, rolled_id) SELECT 1, coalesce(max(id), 0) FROM inferences;
  `,
};
