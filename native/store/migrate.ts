import { VigilError } from '../contract/errors.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Connection } from './runtime.ts';

/** "Vigi" in the header of the file, where `file(1)` and we look for it. */
const APPLICATION_ID = 0x56_69_67_69;

export interface Migration {
  /** 1, 2, 3, ... without gaps: the schema version the database has afterwards. */
  version: number;
  name: string;
  up: string;
}

/**
 * Throws `data_folder_unusable` for a database that a newer Vigil or another program made: such a file is healthy and
 * must be left as it is, so this only reads.
 */
export function refuseForeign(db: Connection, migrations: readonly Migration[] = MIGRATIONS): void {
  const found = schemaVersion(db);
  const tables = Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  if (tables > 0 && db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new VigilError(
      'data_folder_unusable',
      `${db.name} is a database of another program. Move it away, or choose another folder with --data-dir.`,
    );
  }
  if (found > migrations.length) {
    throw new VigilError(
      'data_folder_unusable',
      `${db.name} was made by a newer Vigil (schema ${found}; this one knows up to ${migrations.length}). ` +
        'Update Vigil, or choose another folder with --data-dir.',
    );
  }
}

/**
 * Brings the schema up to date, each migration in a transaction of its own with `user_version`, so that one that fails
 * leaves the version before it.
 */
export function migrate(db: Connection, migrations: readonly Migration[] = MIGRATIONS): void {
  for (const migration of migrations.slice(schemaVersion(db))) {
    db.transaction(() => {
      db.exec(migration.up);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}

export function schemaVersion(db: Connection): number {
  return Number(db.pragma('user_version', { simple: true }));
}
