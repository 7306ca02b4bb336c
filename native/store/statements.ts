import type { Statement } from 'better-sqlite3';
import type { Connection } from './runtime.ts';

export type Parameter = string | number;

const kept = new WeakMap<Connection, number>();

/** Statements of a connection that `prepareOnce` keeps. */
export const statementsKept = (db: Connection): number => kept.get(db) ?? 0;

/** Prepares each text once. For statements put together from filters: as many as combinations that were ever asked for. */
export function prepareOnce<Row>(db: Connection): (sql: string) => Statement<Parameter[], Row> {
  const prepared = new Map<string, Statement<Parameter[], Row>>();
  return (sql) => {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = db.prepare<Parameter[], Row>(sql);
      prepared.set(sql, statement);
      kept.set(db, statementsKept(db) + 1);
    }
    return statement;
  };
}
