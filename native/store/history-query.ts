import type { HistoryItem, HistoryPage, HistoryQuery } from '../contract/http/history.ts';
import type { Classes } from './classes.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { foldName, ITEM_COLUMNS, type ItemRow } from './history-item.ts';
import type { Connection } from './runtime.ts';

export interface Statement {
  sql: string;
  parameters: (string | number)[];
}

/**
 * The SQL of one page and one row more. `classKey` is null where no class is asked for. The walk is newest first in
 * (at, id), ties broken by id, always along an index that has this order; the CROSS JOINs keep SQLite from choosing
 * another table to start with (https://www.sqlite.org/optoverview.html#crossjoin). A filter that few results pass
 * reads on until the page is full.
 */
export function pageStatement(query: HistoryQuery, classKey: number | null): Statement {
  const parameters: (string | number)[] = [];
  const conditions: string[] = [];
  const where = (condition: string, ...values: (string | number)[]) => {
    conditions.push(condition);
    parameters.push(...values);
  };

  let walk = 'inferences i INDEXED BY inferences_newest';
  let [at, id, score] = ['i.at', 'i.id', 'i.max_score'];
  if (classKey !== null) {
    walk = 'detections d INDEXED BY detections_by_class CROSS JOIN inferences i ON i.id = d.inference_id';
    [at, id, score] = ['d.class_best_at', 'd.inference_id', 'd.score'];
    where('d.class_key = ? AND d.class_best_at IS NOT NULL', classKey);
  }
  if (query.from !== undefined) where(`${at} >= ?`, Date.parse(query.from));
  if (query.to !== undefined) where(`${at} <= ?`, Date.parse(query.to));
  if (query.min_score !== undefined) where(`${score} >= ?`, query.min_score);
  if (query.source !== undefined) where('i.source = ?', query.source);
  if (query.model !== undefined) {
    where('i.model_run_id IN (SELECT id FROM model_runs WHERE model_id = ?)', query.model);
  }
  if (query.min_count !== undefined) where('i.detection_count >= ?', query.min_count);
  if (query.max_count !== undefined) where('i.detection_count <= ?', query.max_count);
  // This schema keeps no pins, so that none is pinned.
  if (query.pinned === true) where('FALSE');
  // Not LIKE: it folds the case of ASCII letters only, and % and _ would need escaping.
  if (query.q !== undefined) where('instr(i.name_folded, ?) > 0', foldName(query.q));
  if (query.cursor !== undefined) {
    const position = decodeCursor(query.cursor);
    where(`(${at}, ${id}) < (?, ?)`, position.at, position.id);
  }
  parameters.push(query.limit + 1);

  const sql = `SELECT ${ITEM_COLUMNS}
    FROM ${walk} CROSS JOIN model_runs r ON r.id = i.model_run_id
    ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
    ORDER BY ${at} DESC, ${id} DESC LIMIT ?`;
  return { sql, parameters };
}

/** Pages of history; throws `invalid_parameter` on a foreign cursor. */
export function createHistoryQuery(
  db: Connection,
  classes: Classes,
  readItem: (row: ItemRow) => HistoryItem,
): (query: HistoryQuery) => HistoryPage {
  // One statement for each combination of filters that was ever used: at most 256.
  const prepared = new Map<string, ReturnType<typeof prepare>>();
  const prepare = (sql: string) => db.prepare<(string | number)[], ItemRow>(sql);

  return (query) => {
    const classKey = query.class === undefined ? null : classes.find(query.class);
    const { sql, parameters } = pageStatement(query, classKey);
    if (query.class !== undefined && classKey === null) return { items: [], next_cursor: null };
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = prepare(sql);
      prepared.set(sql, statement);
    }
    const rows = statement.all(...parameters);
    const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
    return {
      items: rows.slice(0, query.limit).map(readItem),
      next_cursor: last === undefined ? null : encodeCursor({ at: last.at, id: last.id }),
    };
  };
}
