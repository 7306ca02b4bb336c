import type { HistoryItem, HistoryPage, HistoryQuery } from '../contract/http/history.ts';
import type { Classes } from './classes.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { filterWalk } from './filter-walk.ts';
import { ITEM_COLUMNS, type ItemRow } from './history-item.ts';
import type { Connection } from './runtime.ts';
import { type Parameter, prepareOnce } from './statements.ts';

export interface PageStatement {
  sql: string;
  parameters: Parameter[];
}

/** The SQL of one page and one row more. `classKey` is null where no class is asked for. */
export function pageStatement(query: HistoryQuery, classKey: number | null): PageStatement {
  const below = query.cursor === undefined ? null : decodeCursor(query.cursor);
  const { from, where, parameters, order } = filterWalk(query, classKey, below);
  const sql = `SELECT ${ITEM_COLUMNS}
    FROM ${from} CROSS JOIN model_runs r ON r.id = i.model_run_id
    WHERE ${where} ORDER BY ${order} LIMIT ?`;
  return { sql, parameters: [...parameters, query.limit + 1] };
}

/** Pages of history; throws `invalid_parameter` on a foreign cursor. */
export function createHistoryQuery(
  db: Connection,
  classes: Classes,
  readItem: (row: ItemRow) => HistoryItem,
): (query: HistoryQuery) => HistoryPage {
  const prepared = prepareOnce<ItemRow>(db);

  return (query) => {
    const classKey = query.class === undefined ? null : classes.find(query.class);
    const { sql, parameters } = pageStatement(query, classKey);
    if (query.class !== undefined && classKey === null) return { items: [], next_cursor: null };
    const rows = prepared(sql).all(...parameters);
    const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
    return {
      items: rows.slice(0, query.limit).map(readItem),
      next_cursor: last === undefined ? null : encodeCursor({ at: last.at, id: last.id }),
    };
  };
}
