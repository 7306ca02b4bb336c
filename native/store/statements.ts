import type { Statement } from 'better-sqlite3';
import type { Connection } from './runtime.ts';

export type Parameter = string | number;

/** Prepares each text once. For statements put together from filters: as many as combinations that were ever asked for. */
export function prepareOnce<Row>(db: Connection): (sql: string) => Statement<Parameter[], Row> {
  const prepared = new Map<string, Statement<Parameter[], Row>>();
  return (sql) => {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = db.prepare<Parameter[], Row>(sql);
      prepared.set(sql, statement);
    }
    return statement;
  };
}
