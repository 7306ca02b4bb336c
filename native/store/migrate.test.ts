import { describe, expect, it } from 'vitest';
import { configure, connect } from './connection.ts';
import { type Migration, migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { type Connection, loadSqlite } from './runtime.ts';

function open(): Connection {
  const db = connect(loadSqlite(), ':memory:');
  configure(db);
  return db;
}

function schema(db: Connection): unknown {
  return db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
}

const next: Migration = {
  version: MIGRATIONS.length + 1,
  name: 'next',
  up: 'ALTER TABLE inferences ADD COLUMN extra INTEGER NOT NULL DEFAULT 0; CREATE TABLE more (x INTEGER) STRICT;',
};

describe('migrations', () => {
  it('are numbered without gaps', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, i) => i + 1));
  });

  it.each(MIGRATIONS.map((migration) => [migration.version - 1, migration.name] as const))(
    'lead from version %i (before "%s") to the same schema as a new file',
    (from) => {
      const fresh = open();
      migrate(fresh);
      const old = open();
      migrate(old, MIGRATIONS.slice(0, from));
      expect(schemaVersion(old)).toBe(from);
      migrate(old);
      expect(schemaVersion(old)).toBe(MIGRATIONS.length);
      expect(schema(old)).toEqual(schema(fresh));
      expect(old.pragma('foreign_key_check')).toEqual([]);
    },
  );

  it('run once each', () => {
    const db = open();
    migrate(db);
    const before = schema(db);
    migrate(db);
    expect(schema(db)).toEqual(before);
  });

  it('leave the version before one that fails, and continue from there', () => {
    const db = open();
    const broken: Migration = { ...next, up: `${next.up} CREATE TABLE inferences (x);` };
    expect(() => migrate(db, [...MIGRATIONS, broken])).toThrow(/already exists/);
    expect(schemaVersion(db)).toBe(MIGRATIONS.length);
    expect(schema(db)).not.toContainEqual(expect.objectContaining({ name: 'more' }));
    migrate(db, [...MIGRATIONS, next]);
    expect(schemaVersion(db)).toBe(next.version);
    expect(schema(db)).toContainEqual(expect.objectContaining({ name: 'more' }));
  });
});

describe('0001 history', () => {
  function filled(): Connection {
    const db = open();
    migrate(db, MIGRATIONS.slice(0, 1));
    db.exec(`
      INSERT INTO inferences VALUES (5, 1000, 'r', 'n', 'n', NULL, 1, 1, 1, 0.25, 0.45, 0.9, 1, 0.9, 0, 0, 0, 0, 0, 0);
      INSERT INTO detections VALUES (5, 0, 1, 0, 0.9, 0, 0, 1, 1, 1000);
      INSERT INTO candidates VALUES (5, x'01');
      INSERT INTO thumbnails VALUES (5, x'02');
    `);
    return db;
  }

  it('deletes everything of a result with it', () => {
    const db = filled();
    db.exec('DELETE FROM inferences');
    for (const table of ['detections', 'candidates', 'thumbnails']) {
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
    }
  });

  it('never gives an id out again, since it is an address', () => {
    const db = filled();
    db.exec(`DELETE FROM inferences;
      INSERT INTO inferences VALUES (NULL, 1000, 'r', 'n', 'n', NULL, 1, 1, 1, 0.25, 0.45, NULL, 0, NULL, 0, 0, 0, 0, 0, 0)`);
    expect(db.prepare('SELECT id FROM inferences').pluck().get()).toBe(6);
  });

  it('gives space back to the disk in steps', () => {
    expect(filled().pragma('auto_vacuum', { simple: true })).toBe(2);
  });
});
