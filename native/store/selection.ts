import type { HistoryFilter } from '../contract/http/history.ts';
import type { HistorySelection } from '../contract/http/history-actions.ts';
import type { Classes } from './classes.ts';
import type { Position } from './cursor.ts';
import { filterWalk } from './filter-walk.ts';
import type { Connection } from './runtime.ts';
import { prepareOnce } from './statements.ts';
import type { Found } from './types.ts';

/** Of one chunk of a walk: a few milliseconds. */
const CHUNK = 1_000;
/** Results that one step of a count passes by: some 10 ms. */
const COUNTED_A_STEP = 20_000;

export interface Selections {
  walk(selection: HistorySelection): Generator<Found[], void>;
  count(filter: HistoryFilter): number;
  /** Yields what it has counted so far, and ends with `most` at most. */
  countUpTo(filter: HistoryFilter, most: number, step?: number): Generator<number, number>;
}

interface FoundRow {
  id: number;
  at: number;
  model_id: string;
  image_bytes: number | null;
}

const COLUMNS = `i.id, i.at, r.model_id, (SELECT m.bytes FROM images m WHERE m.key = i.image_key) AS image_bytes`;

const toFound = ({ id, model_id, image_bytes }: FoundRow): Found => ({ id, model_id, image_bytes });

/** Which results a selection means. Each chunk is a statement of its own, so that nothing stays locked between two. */
export function createSelections(db: Connection, classes: Classes): Selections {
  const prepared = prepareOnce<FoundRow>(db);
  const preparedCount = prepareOnce<{ count: number }>(db);
  const preparedPosition = prepareOnce<Position>(db);
  const byIds = db.prepare<[string], FoundRow>(
    `SELECT ${COLUMNS} FROM json_each(?) wanted CROSS JOIN inferences i ON i.id = wanted.value
       CROSS JOIN model_runs r ON r.id = i.model_run_id WHERE i.deletion_key IS NULL ORDER BY wanted.key`,
  );

  function* walkIds(ids: readonly number[]): Generator<Found[], void> {
    const wanted = [...new Set(ids)];
    for (let at = 0; at < wanted.length; at += CHUNK) {
      yield byIds.all(JSON.stringify(wanted.slice(at, at + CHUNK))).map(toFound);
    }
  }

  function* walkFilter(filter: HistoryFilter): Generator<Found[], void> {
    const classKey = classKeyOf(filter);
    if (classKey === 'unknown') return;
    let below: Position | null = null;
    for (;;) {
      const { from, where, parameters, order } = filterWalk(filter, classKey, below);
      const rows: FoundRow[] = prepared(
        `SELECT ${COLUMNS} FROM ${from} CROSS JOIN model_runs r ON r.id = i.model_run_id
           WHERE ${where} ORDER BY ${order} LIMIT ${CHUNK}`,
      ).all(...parameters);
      if (rows.length > 0) yield rows.map(toFound);
      const last = rows.at(-1);
      if (last === undefined || rows.length < CHUNK) return;
      below = { at: last.at, id: last.id };
    }
  }

  const classKeyOf = (filter: HistoryFilter) =>
    filter.class === undefined ? null : (classes.find(filter.class) ?? 'unknown');

  /** The result that stands `step` results further on; null where the rest is less than that. */
  const stepBelow = (below: Position | null, step: number): Position | null => {
    const { from, where, parameters, order } = filterWalk({}, null, below);
    const sql = `SELECT i.at, i.id FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT 1 OFFSET ?`;
    return preparedPosition(sql).get(...parameters, step - 1) ?? null;
  };

  return {
    walk: (selection) => ('ids' in selection ? walkIds(selection.ids) : walkFilter(selection.filter)),
    count(filter) {
      const classKey = classKeyOf(filter);
      if (classKey === 'unknown') return 0;
      const { from, where, parameters } = filterWalk(filter, classKey, null);
      return preparedCount(`SELECT count(*) AS count FROM ${from} WHERE ${where}`).get(...parameters)?.count ?? 0;
    },
    *countUpTo(filter, most, step = COUNTED_A_STEP) {
      const classKey = classKeyOf(filter);
      if (classKey === 'unknown') return 0;
      let count = 0;
      let below: Position | null = null;
      for (;;) {
        const downTo = stepBelow(below, step);
        const { from, where, parameters } = filterWalk(filter, classKey, below, downTo);
        const sql = `SELECT count(*) AS count FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ?)`;
        count += preparedCount(sql).get(...parameters, most - count)?.count ?? 0;
        if (downTo === null || count === most) return count;
        yield count;
        below = downTo;
      }
    },
  };
}
