import type { Connection } from './runtime.ts';
import type { RetentionPolicy } from './types.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Sizes of one step, chosen so that it stays within a few milliseconds. */
const RESULTS_PER_STEP = 50;
const THUMBNAILS_PER_STEP = 100;
const EVENTS_PER_STEP = 500;
const PAGES_PER_STEP = 400;
/** Attacks must not fill the disk, however young their events are. */
const MAX_SECURITY_EVENTS = 10_000;

export interface RetentionStep {
  deleted_inferences: number;
  deleted_thumbnails: number;
}

export interface Retention {
  /** Whether a step would change anything, so that a full disk is not taken for a working one. */
  isDue(policy: RetentionPolicy, now: number): boolean;
  step(policy: RetentionPolicy, now: number): RetentionStep;
}

/**
 * Deletes by age, then by size: thumbnails first, oldest first, then the oldest results. Size counts the pages in use,
 * since the file itself shrinks a little later, by the same steps.
 */
export function createRetention(db: Connection): Retention {
  const pageCount = db.prepare<[], number>('PRAGMA page_count').pluck();
  const freePages = db.prepare<[], number>('PRAGMA freelist_count').pluck();
  const pageSize = Number(db.pragma('page_size', { simple: true }));
  const oldest = db.prepare<[], number>('SELECT at FROM inferences ORDER BY at, id LIMIT 1').pluck();
  const anyThumbnail = db.prepare<[], number>('SELECT 1 FROM thumbnails LIMIT 1').pluck();
  const anyEvent = db
    .prepare<[number, number], number>(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM security_events WHERE at < ?)
         OR (SELECT max(id) FROM security_events) - (SELECT min(id) FROM security_events) >= ?`,
    )
    .pluck();
  const anyRun = db
    .prepare<[number], number>('SELECT 1 FROM model_runs WHERE images = 0 AND ended_at < ? LIMIT 1')
    .pluck();
  const deleteResults = db.prepare<[number, number], { model_run_id: number }>(
    `DELETE FROM inferences WHERE id IN (SELECT id FROM inferences WHERE at < ? ORDER BY at, id LIMIT ?)
     RETURNING model_run_id`,
  );
  const uncount = db.prepare<[number]>('UPDATE model_runs SET images = images - 1 WHERE id = ?');
  const deleteThumbnails = db.prepare<[number]>(
    'DELETE FROM thumbnails WHERE inference_id IN (SELECT inference_id FROM thumbnails ORDER BY inference_id LIMIT ?)',
  );
  const deleteEvents = db.prepare<[number, number, number]>(
    `DELETE FROM security_events WHERE id IN (
       SELECT id FROM security_events WHERE at < ? OR id <= (SELECT max(id) FROM security_events) - ? LIMIT ?)`,
  );
  const deleteRuns = db.prepare<[number]>('DELETE FROM model_runs WHERE images = 0 AND ended_at < ?');

  const liveBytes = () => (Number(pageCount.get()) - Number(freePages.get())) * pageSize;
  const cutoff = (policy: RetentionPolicy, now: number) => now - policy.max_age_days * DAY_MS;

  function removeResults(before: number): number {
    const gone = deleteResults.all(before, RESULTS_PER_STEP);
    for (const { model_run_id } of gone) uncount.run(model_run_id);
    return gone.length;
  }

  const deleteStep = db.transaction((policy: RetentionPolicy, now: number): RetentionStep => {
    const before = cutoff(policy, now);
    deleteEvents.run(before, MAX_SECURITY_EVENTS, EVENTS_PER_STEP);
    deleteRuns.run(before);
    const tooOld = removeResults(before);
    if (tooOld > 0 || liveBytes() <= policy.max_bytes) return { deleted_inferences: tooOld, deleted_thumbnails: 0 };
    const thumbnails = deleteThumbnails.run(THUMBNAILS_PER_STEP).changes;
    if (thumbnails > 0) return { deleted_inferences: 0, deleted_thumbnails: thumbnails };
    return { deleted_inferences: removeResults(Number.MAX_SAFE_INTEGER), deleted_thumbnails: 0 };
  });

  return {
    isDue(policy, now) {
      const before = cutoff(policy, now);
      const first = oldest.get();
      return (
        Number(freePages.get()) > 0 ||
        (first !== undefined && first < before) ||
        anyEvent.get(before, MAX_SECURITY_EVENTS) !== undefined ||
        anyRun.get(before) !== undefined ||
        ((first !== undefined || anyThumbnail.get() !== undefined) && liveBytes() > policy.max_bytes)
      );
    },
    step(policy, now) {
      const step = deleteStep.immediate(policy, now);
      // Not exec or run: each returned row is one page given back.
      db.pragma(`incremental_vacuum(${PAGES_PER_STEP})`);
      return step;
    },
  };
}
