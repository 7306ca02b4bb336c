import type { Migration } from '../migrate.ts';

/**
 * Notifications on their way. Of one alert each channel is told at most once that it fires and once that it is over, which
 * the unique index holds. `message` is the message that a notification went into when it was first tried: what is tried
 * again is the same message under the same id. `is_over` of a firing one: its end has been written, or nobody needs it.
 */
export const outbox: Migration = {
  version: 8,
  name: 'outbox',
  up: `
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      channel TEXT NOT NULL,
      alert_id INTEGER NOT NULL,
      alert_key TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('firing', 'resolved')),
      alert TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up')),
      message TEXT,
      attempts INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      ended_at INTEGER,
      is_over INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE UNIQUE INDEX outbox_once ON outbox (alert_id, channel, kind);
    CREATE INDEX outbox_waiting ON outbox (channel, due_at) WHERE state = 'waiting';
    CREATE INDEX outbox_open ON outbox (alert_id) WHERE kind = 'firing' AND is_over = 0;
    CREATE INDEX outbox_key ON outbox (channel, alert_key, ended_at) WHERE kind = 'firing' AND state = 'sent';
    CREATE INDEX outbox_ended ON outbox (ended_at) WHERE state <> 'waiting';
    CREATE TABLE channel_states (
      channel TEXT PRIMARY KEY,
      succeeded_at INTEGER,
      failed_at INTEGER,
      error TEXT
    ) STRICT, WITHOUT ROWID;
  `,
};
