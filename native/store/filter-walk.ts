import type { HistoryFilter } from '../contract/http/history.ts';
import type { Position } from './cursor.ts';
import { FEEDBACK_BITS } from './feedback.ts';
import { foldName } from './history-item.ts';
import type { Parameter } from './statements.ts';

/** The parts of a statement that walks the visible results of a filter, newest first. */
export interface FilterWalk {
  /** What follows FROM: `inferences i` with an index in the order of the walk, behind `detections d` where a class is asked for. */
  from: string;
  where: string;
  parameters: Parameter[];
  /** What follows ORDER BY. */
  order: string;
}

/**
 * The walk of a filter, beginning below a position and ending with another where they are given. `classKey` is null where no class is asked for.
 * It goes by (at, id), ties broken by id, always along an index that has this order; the CROSS JOINs keep SQLite from
 * choosing another table to start with (https://www.sqlite.org/optoverview.html#crossjoin). Without a class every filter
 * is judged on the index alone. One that few results pass reads on until the page is full.
 */
export function filterWalk(
  filter: HistoryFilter,
  classKey: number | null,
  below: Position | null,
  downTo: Position | null = null,
): FilterWalk {
  const parameters: Parameter[] = [];
  const conditions: string[] = ['i.deletion_key IS NULL'];
  const where = (condition: string, ...values: Parameter[]) => {
    conditions.push(condition);
    parameters.push(...values);
  };

  let from = 'inferences i INDEXED BY inferences_newest';
  let [at, id, score] = ['i.at', 'i.id', 'i.max_score'];
  if (classKey !== null) {
    from = 'detections d INDEXED BY detections_by_class CROSS JOIN inferences i ON i.id = d.inference_id';
    [at, id, score] = ['d.class_best_at', 'd.inference_id', 'd.score'];
    where('d.class_key = ? AND d.class_best_at IS NOT NULL', classKey);
  } else if (filter.feedback !== undefined && filter.feedback !== 'none') {
    from = 'inferences i INDEXED BY inferences_feedback';
  } else if (filter.pinned === true) {
    from = 'inferences i INDEXED BY inferences_pinned';
  }
  if (filter.pinned !== undefined) where(`i.pinned = ${filter.pinned ? 1 : 0}`);
  if (filter.feedback === 'none') {
    // Those that have some are few: their ids are gathered once, so that no row need be read to judge it.
    where('i.id NOT IN (SELECT id FROM inferences INDEXED BY inferences_feedback WHERE feedback <> 0)');
  } else if (filter.feedback !== undefined) {
    where(`i.feedback <> 0 AND i.feedback & ${FEEDBACK_BITS[filter.feedback]} <> 0`);
  }
  // Below zero stand the deleted ones of a class.
  // SQLite takes one lower bound of an index, so it has to be the nearest.
  const since = Math.max(filter.from === undefined ? 0 : Date.parse(filter.from), downTo?.at ?? 0, 0);
  if (filter.from !== undefined || classKey !== null || downTo !== null) where(`${at} >= ?`, since);
  if (filter.to !== undefined) where(`${at} <= ?`, Date.parse(filter.to));
  if (filter.min_score !== undefined) where(`${score} >= ?`, filter.min_score);
  if (filter.source !== undefined) where('i.source = ?', filter.source);
  if (filter.model !== undefined) {
    where('i.model_run_id IN (SELECT id FROM model_runs WHERE model_id = ?)', filter.model);
  }
  if (filter.min_count !== undefined) where('i.detection_count >= ?', filter.min_count);
  if (filter.max_count !== undefined) where('i.detection_count <= ?', filter.max_count);
  // Not LIKE: it folds the case of ASCII letters only, and % and _ would need escaping.
  if (filter.q !== undefined) where('instr(i.name_folded, ?) > 0', foldName(filter.q));
  if (below !== null) where(`(${at}, ${id}) < (?, ?)`, below.at, below.id);
  if (downTo !== null) where(`(${at}, ${id}) >= (?, ?)`, downTo.at, downTo.id);
  return { from, where: conditions.join(' AND '), parameters, order: `${at} DESC, ${id} DESC` };
}
