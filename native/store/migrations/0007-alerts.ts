import type { Migration } from '../migrate.ts';

/**
 * Alerts: each time that a rule was met, what of the rules was set otherwise, and silences. `phase` is the state of the
 * evaluator as JSON, from which a console that starts again goes on. Of one rule and one set of labels (JSON with sorted
 * keys) at most one alert is not resolved.
 */
export const alerts: Migration = {
  version: 7,
  name: 'alerts',
  up: `
    CREATE TABLE alerts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      rule TEXT NOT NULL,
      labels TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'firing', 'resolved')),
      phase TEXT NOT NULL,
      evaluated_at INTEGER NOT NULL,
      severity TEXT NOT NULL,
      component TEXT NOT NULL,
      summary TEXT NOT NULL,
      description TEXT NOT NULL,
      value REAL,
      comparator TEXT NOT NULL,
      threshold REAL NOT NULL,
      unit TEXT,
      series TEXT,
      runbook TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      fired_at INTEGER,
      resolved_at INTEGER,
      resolved_reason TEXT,
      acknowledged_at INTEGER,
      acknowledged_by TEXT,
      comment TEXT
    ) STRICT;
    CREATE UNIQUE INDEX alerts_open ON alerts (rule, labels) WHERE state <> 'resolved';
    CREATE INDEX alerts_resolved ON alerts (id) WHERE state = 'resolved';
    CREATE TABLE alert_rules (
      name TEXT PRIMARY KEY,
      threshold REAL,
      for_s REAL,
      enabled INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE silences (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      matchers TEXT NOT NULL,
      comment TEXT NOT NULL,
      author TEXT,
      starts_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL
    ) STRICT;
  `,
};
