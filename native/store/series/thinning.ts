import type { Connection } from '../runtime.ts';
import { keptSince, LEVELS } from './levels.ts';

const ROLLUPS_PER_STEP = 200;
/** What the pages of roll-ups take, by what stands in them: some of each is empty. */
const WITH_PAGES = 1.25;

/** Removes roll-ups of the finer levels when they are too old. */
export interface Thinning {
  isDue(now: number): boolean;
  /** One small step, inside a transaction; answers how many went. `now` in milliseconds since 1970. */
  step(now: number): number;
  /** About what all roll-ups take of the file. */
  bytes(): number;
}

interface Oldest {
  group_key: number;
  t: number;
}

export function createThinning(db: Connection): Thinning {
  // The first of each group in turn is its oldest: as many seeks as groups.
  const oldestBehind = db.prepare<[number, number], Oldest>(
    `SELECT group_key, t FROM series_rollups WHERE level_s = ? AND group_key > ? ORDER BY group_key, t LIMIT 1`,
  );
  const remove = db
    .prepare<[number, number, number, number, number, number], number>(
      `DELETE FROM series_rollups WHERE level_s = ? AND group_key = ? AND t IN (
       SELECT t FROM series_rollups WHERE level_s = ? AND group_key = ? AND t < ? ORDER BY t LIMIT ?) RETURNING length(packed)`,
    )
    .pluck();
  const shrink = db.prepare<[number]>('UPDATE series_state SET bytes = bytes - ?');
  const total = db.prepare<[], number>('SELECT bytes FROM series_state').pluck();
  /** Up to when the finest level was found to be thinned; the others follow in the same round. */
  let doneUntil = Number.NEGATIVE_INFINITY;

  function* tooOld(now: number) {
    for (const level of LEVELS) {
      const since = keptSince(level, now / 1_000);
      let behind = 0;
      while (since > 0) {
        const oldest = oldestBehind.get(level.seconds, behind);
        if (oldest === undefined) break;
        behind = oldest.group_key;
        if (oldest.t < since) yield { level: level.seconds, group: oldest.group_key, since };
      }
    }
  }

  function isDue(now: number): boolean {
    const until = keptSince(LEVELS[0], now / 1_000);
    if (until === doneUntil) return false;
    if (!tooOld(now).next().done) return true;
    doneUntil = until;
    return false;
  }

  return {
    isDue,
    step(now) {
      if (!isDue(now)) return 0;
      let removed = 0;
      for (const { level, group, since } of tooOld(now)) {
        const sizes = remove.all(level, group, level, group, since, ROLLUPS_PER_STEP - removed);
        removed += sizes.length;
        shrink.run(sizes.reduce((sum, bytes) => sum + bytes, 0));
        if (removed >= ROLLUPS_PER_STEP) break;
      }
      return removed;
    },
    bytes: () => (total.get() ?? 0) * WITH_PAGES,
  };
}
