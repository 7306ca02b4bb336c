import type { Log } from '../../logging/types.ts';
import type { RetentionPolicy, Store } from '../../store/types.ts';

const ROUND_EVERY_MS = 60_000;
/** Between two steps of one round, so that requests go in between. */
const STEP_PAUSE_MS = 20;
const FIRST_ROUND_AFTER_MS = 5_000;

export interface RetentionRounds {
  /** Begins a round at once, because the policy has changed. */
  hurry(): void;
  stop(): void;
}

/** Removes what is too old or too much, in small steps every minute, by the policy of that moment. */
export function keepRetention(store: Store, policy: () => RetentionPolicy, log: Log): RetentionRounds {
  let timer: NodeJS.Timeout;
  let deletedInRound = 0;
  schedule(FIRST_ROUND_AFTER_MS);
  return {
    hurry() {
      clearTimeout(timer);
      schedule(0);
    },
    stop: () => clearTimeout(timer),
  };

  function schedule(delay: number) {
    timer = setTimeout(step, delay).unref();
  }

  function step() {
    try {
      const step = store.applyRetention(policy(), Date.now());
      const { deleted_inferences, deleted_thumbnails, deleted_images, deleted_rollups } = step;
      deletedInRound += deleted_inferences;
      const deleted = deleted_inferences + deleted_thumbnails + deleted_images + deleted_rollups;
      if (deleted > 0) return schedule(STEP_PAUSE_MS);
      if (deletedInRound > 0) log.info({ deleted: deletedInRound }, 'old results were removed from history');
    } catch (error) {
      log.error({ err: error }, 'old results could not be removed from history');
    }
    deletedInRound = 0;
    schedule(ROUND_EVERY_MS);
  }
}
