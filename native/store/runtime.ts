import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';
import { VigilError } from '../contract/errors.ts';

export type Sqlite = typeof BetterSqlite3;
export type Connection = BetterSqlite3.Database;

const REQUIRED_NAPI = 10;

/**
 * Throws `runtime_unsupported` where the SQLite binding would kill the process without a word: better-sqlite3 13 is
 * built for Node-API 10, which Node.js 20 does not have (https://github.com/WiseLibs/better-sqlite3/releases).
 */
export function checkRuntime(versions: { node?: string | undefined; napi?: string | undefined }): void {
  if (Number(versions.napi) >= REQUIRED_NAPI) return;
  throw new VigilError(
    'runtime_unsupported',
    `This is Node.js ${versions.node ?? '(unknown version)'} with Node-API ${versions.napi ?? '(none)'}; history needs ` +
      `Node-API ${REQUIRED_NAPI}. Run Vigil with Node.js 24 or newer, for example by "npm start" in its folder.`,
  );
}

const require = createRequire(import.meta.url);

/** The SQLite binding, loaded only after the check, since loading is what crashes. */
export function loadSqlite(): Sqlite {
  checkRuntime(process.versions);
  const sqlite: Sqlite = require('better-sqlite3');
  return sqlite;
}
