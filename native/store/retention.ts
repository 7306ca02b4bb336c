import type { Deletions } from './deletions.ts';
import type { Images } from './images.ts';
import type { Connection } from './runtime.ts';
import type { Thinning } from './series/thinning.ts';
import type { RetentionPolicy, RetentionStep } from './types.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Sizes of one step, chosen so that it stays within a few milliseconds. */
const RESULTS_PER_STEP = 50;
const THUMBNAILS_PER_STEP = 100;
const EVENTS_PER_STEP = 500;
const IMAGES_PER_STEP = 20;
const PAGES_PER_STEP = 400;
/** Attacks must not fill the disk, however young their events are. */
const MAX_SECURITY_EVENTS = 10_000;

export const NOTHING: RetentionStep = {
  deleted_inferences: 0,
  deleted_thumbnails: 0,
  deleted_images: 0,
  deleted_rollups: 0,
};

export interface Retention {
  /** Whether a step would change anything, so that a full disk is not taken for a working one. */
  isDue(policy: RetentionPolicy, now: number): boolean;
  step(policy: RetentionPolicy, now: number): RetentionStep;
}

/**
 * Deletes by age, then by size: pictures first, oldest first, then thumbnails, then the oldest results; nothing that is
 * pinned. Size counts the pictures and the pages in use, since the file itself shrinks a little later, by the same steps.
 * Roll-ups stay when their results go, so that they do not count; the finer ones go by their own age.
 */
export function createRetention(db: Connection, deletions: Deletions, images: Images, thinning: Thinning): Retention {
  const pageCount = db.prepare<[], number>('PRAGMA page_count').pluck();
  const freePages = db.prepare<[], number>('PRAGMA freelist_count').pluck();
  const pageSize = Number(db.pragma('page_size', { simple: true }));
  const oldest = db
    .prepare<[], number>(
      `SELECT at FROM inferences INDEXED BY inferences_newest WHERE deletion_key IS NULL AND pinned = 0
         ORDER BY at, id LIMIT 1`,
    )
    .pluck();
  const UNPINNED_THUMBNAILS = `FROM thumbnails WHERE inference_id NOT IN
    (SELECT id FROM inferences INDEXED BY inferences_pinned WHERE pinned = 1)`;
  const anyThumbnail = db.prepare<[], number>(`SELECT 1 ${UNPINNED_THUMBNAILS} LIMIT 1`).pluck();
  const anyEvent = db
    .prepare<[number, number], number>(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM security_events WHERE at < ?)
         OR (SELECT max(id) FROM security_events) - (SELECT min(id) FROM security_events) >= ?`,
    )
    .pluck();
  const EMPTY_RUNS = 'FROM model_runs WHERE images = 0 AND deleted_images = 0 AND ended_at < ?';
  const anyRun = db.prepare<[number], number>(`SELECT 1 ${EMPTY_RUNS} LIMIT 1`).pluck();
  const deleteResults = db.prepare<[number, number]>(
    `DELETE FROM inferences WHERE id IN (
       SELECT id FROM inferences INDEXED BY inferences_newest WHERE deletion_key IS NULL AND pinned = 0 AND at < ?
         ORDER BY at, id LIMIT ?)`,
  );
  const deleteThumbnails = db.prepare<[number]>(
    `DELETE FROM thumbnails WHERE inference_id IN (SELECT inference_id ${UNPINNED_THUMBNAILS}
       ORDER BY inference_id LIMIT ?)`,
  );
  const deleteEvents = db.prepare<[number, number, number]>(
    `DELETE FROM security_events WHERE id IN (
       SELECT id FROM security_events WHERE at < ? OR id <= (SELECT max(id) FROM security_events) - ? LIMIT ?)`,
  );
  const deleteRuns = db.prepare<[number]>(`DELETE ${EMPTY_RUNS}`);

  const usedBytes = () =>
    (Number(pageCount.get()) - Number(freePages.get())) * pageSize + images.totalBytes() - thinning.bytes();
  const cutoff = (policy: RetentionPolicy, now: number) => now - policy.max_age_days * DAY_MS;

  const deleteByAge = db.transaction((policy: RetentionPolicy, now: number): number => {
    const before = cutoff(policy, now);
    const purged = deletions.purge(now);
    deleteEvents.run(before, MAX_SECURITY_EVENTS, EVENTS_PER_STEP);
    deleteRuns.run(before);
    return purged > 0 ? purged : deleteResults.run(before, RESULTS_PER_STEP).changes;
  });

  const thin = db.transaction((now: number): number => thinning.step(now));

  function shrink(excess: number): RetentionStep {
    const deleted_images = images.removeOldest(excess, IMAGES_PER_STEP);
    if (deleted_images > 0) return { ...NOTHING, deleted_images };
    const deleted_thumbnails = deleteThumbnails.run(THUMBNAILS_PER_STEP).changes;
    if (deleted_thumbnails > 0) return { ...NOTHING, deleted_thumbnails };
    return { ...NOTHING, deleted_inferences: deleteResults.run(Number.MAX_SAFE_INTEGER, RESULTS_PER_STEP).changes };
  }

  function deleteStep(policy: RetentionPolicy, now: number): RetentionStep {
    const deleted_inferences = deleteByAge.immediate(policy, now);
    const deleted_images = images.removeUnused(IMAGES_PER_STEP);
    const deleted_rollups = thin.immediate(now);
    if (deleted_inferences + deleted_images + deleted_rollups > 0)
      return { ...NOTHING, deleted_inferences, deleted_images, deleted_rollups };
    const excess = usedBytes() - policy.max_bytes;
    return excess > 0 ? shrink(excess) : NOTHING;
  }

  return {
    isDue(policy, now) {
      const before = cutoff(policy, now);
      const first = oldest.get();
      return (
        Number(freePages.get()) > 0 ||
        (first !== undefined && first < before) ||
        deletions.isDue(now) ||
        images.hasUnused() ||
        thinning.isDue(now) ||
        anyEvent.get(before, MAX_SECURITY_EVENTS) !== undefined ||
        anyRun.get(before) !== undefined ||
        (usedBytes() > policy.max_bytes &&
          (first !== undefined || images.hasRemovable() || anyThumbnail.get() !== undefined))
      );
    },
    step(policy, now) {
      const step = deleteStep(policy, now);
      // Not exec or run: each returned row is one page given back.
      db.pragma(`incremental_vacuum(${PAGES_PER_STEP})`);
      return step;
    },
  };
}
