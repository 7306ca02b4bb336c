import { randomUUID } from 'node:crypto';
import { VigilError } from '../contract/errors.ts';
import type { HistorySelection } from '../contract/http/history-actions.ts';
import type { Guard } from './failures.ts';
import type { Connection } from './runtime.ts';
import type { Selections } from './selection.ts';
import type { Deletion } from './types.ts';

/** How long a deletion can be undone; after that its results go for good. */
export const UNDO_MS = 10 * 60_000;

/** Results of one step, so that it stays within a few milliseconds. */
const RESULTS_PER_STEP = 100;
const PURGED_PER_STEP = 50;

export interface Deletions {
  softDelete(selection: HistorySelection, at: number): Generator<number, Deletion>;
  restore(deletionId: string, now: number): Generator<number, number>;
  /** Whether a deletion can no longer be undone at `now`, so that there is something to purge. */
  isDue(now: number): boolean;
  /** One small step, inside a transaction; answers how many results went. */
  purge(now: number): number;
}

/** Deletion that leaves the rows for a while, see migration 0002. */
export function createDeletions(db: Connection, selections: Selections, { read, write }: Guard): Deletions {
  const insert = db.prepare<[string, number]>('INSERT INTO deletions (id, at) VALUES (?, ?)');
  const find = db.prepare<[string, number], number>('SELECT key FROM deletions WHERE id = ? AND at > ?').pluck();
  const touch = db.prepare<[number, number]>('UPDATE deletions SET at = ? WHERE key = ?');
  const forget = db.prepare<[number]>('DELETE FROM deletions WHERE key = ?');
  const expired = db.prepare<[number], number>('SELECT key FROM deletions WHERE at <= ? ORDER BY key LIMIT 1').pluck();
  const hide = db.prepare<[number, string]>(
    `UPDATE inferences SET deletion_key = ?
       WHERE id IN (SELECT value FROM json_each(?)) AND deletion_key IS NULL`,
  );
  const show = db.prepare<[number, number]>(
    `UPDATE inferences SET deletion_key = NULL WHERE id IN (
       SELECT id FROM inferences INDEXED BY inferences_deleted WHERE deletion_key = ? LIMIT ?)`,
  );
  const remove = db.prepare<[number, number]>(
    `DELETE FROM inferences WHERE id IN (
       SELECT id FROM inferences INDEXED BY inferences_deleted WHERE deletion_key = ? LIMIT ?)`,
  );

  return {
    *softDelete(selection, at) {
      const id = randomUUID();
      const key = write(() => Number(insert.run(id, at).lastInsertRowid));
      let count = 0;
      const walk = selections.walk(selection);
      for (;;) {
        const found = read(() => walk.next());
        if (found.done) break;
        for (let from = 0; from < found.value.length; from += RESULTS_PER_STEP) {
          const ids = found.value.slice(from, from + RESULTS_PER_STEP).map((result) => result.id);
          count += write(() => hide.run(key, JSON.stringify(ids)).changes);
          yield count;
        }
      }
      return { deletion_id: id, count };
    },

    *restore(deletionId, now) {
      const key = read(() => find.get(deletionId, now - UNDO_MS));
      if (key === undefined) {
        throw new VigilError(
          'not_found',
          `There is no deletion ${JSON.stringify(deletionId)} to undo: it was undone already, or is older than ${UNDO_MS / 60_000} minutes.`,
        );
      }
      // Its time begins anew, so that nothing is purged while the steps go on.
      write(() => touch.run(now, key));
      let count = 0;
      for (;;) {
        const { changes } = write(() => show.run(key, RESULTS_PER_STEP));
        count += changes;
        if (changes < RESULTS_PER_STEP) break;
        yield count;
      }
      write(() => forget.run(key));
      return count;
    },

    isDue: (now) => expired.get(now - UNDO_MS) !== undefined,

    purge(now) {
      const key = expired.get(now - UNDO_MS);
      if (key === undefined) return 0;
      const { changes } = remove.run(key, PURGED_PER_STEP);
      if (changes < PURGED_PER_STEP) forget.run(key);
      return changes;
    },
  };
}
