import type { Connection } from '../runtime.ts';
import { Pending } from './pending.ts';
import type { ResultFigures, ResultOrigin } from './types.ts';
import type { WriteRollups } from './writer.ts';

/** Results of one step: a few milliseconds, most of which go into roll-ups of different times. */
const RESULTS_PER_STEP = 100;

type Row = ResultOrigin & ResultFigures & { id: number };

/** Results that are in history and in no roll-up: from before there were any, or of a process that was killed. */
export interface Backlog {
  /** Notes those above the last one that was rolled up; at opening, before anything is recorded. */
  note(): void;
  isDue(): boolean;
  /** Rolls up some, newest first; inside no transaction. */
  step(): void;
}

export function createBacklog(db: Connection, write: WriteRollups): Backlog {
  const noteRest = db.prepare(
    `INSERT INTO series_backlog SELECT min(i.id), max(i.id) FROM inferences i, series_state s WHERE i.id > s.rolled_id
       HAVING count(*) > 0`,
  );
  const skipRest = db.prepare(
    'UPDATE series_state SET rolled_id = max(rolled_id, (SELECT coalesce(max(id), 0) FROM inferences))',
  );
  const newest = db.prepare<[], { first_id: number; last_id: number }>(
    'SELECT first_id, last_id FROM series_backlog ORDER BY last_id DESC LIMIT 1',
  );
  const remove = db.prepare<[number]>('DELETE FROM series_backlog WHERE last_id = ?');
  const shorten = db.prepare<[number, number]>('UPDATE series_backlog SET last_id = ? WHERE last_id = ?');
  const select = db.prepare<[number, number], Row>(
    `SELECT i.id, i.at, r.model_id, i.source, i.total_ms AS latency_ms, i.inference_ms, i.queue_ms, i.confidence,
         i.detection_count AS detections, i.brightness, i.contrast, i.sharpness, i.saturation, i.embedding_distance
       FROM inferences i LEFT JOIN model_runs r ON r.id = i.model_run_id
       WHERE i.id BETWEEN ? AND ? ORDER BY i.id DESC LIMIT ${RESULTS_PER_STEP}`,
  );

  const note = db.transaction(() => {
    if (noteRest.run().changes > 0) skipRest.run();
  });
  const step = db.transaction(() => {
    const range = newest.get();
    if (range === undefined) return;
    const rows = select.all(range.first_id, range.last_id);
    const pending = new Pending();
    for (const row of rows) pending.addResult(null, row, row);
    write(pending);
    const last = rows.at(-1);
    if (last === undefined || rows.length < RESULTS_PER_STEP) remove.run(range.last_id);
    else shorten.run(last.id - 1, range.last_id);
  });

  return {
    note: () => note.immediate(),
    isDue: () => newest.get() !== undefined,
    step: () => step.immediate(),
  };
}
