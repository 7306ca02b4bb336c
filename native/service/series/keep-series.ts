import type { SystemSnapshot } from '../../contract/http/system.ts';
import type { Log } from '../../logging/types.ts';
import type { SeriesRecords } from '../../store/series/types.ts';
import { systemSample } from './system-sample.ts';

export const FLUSH_EVERY_MS = 1_000;
export const SAMPLE_EVERY_MS = 5_000;
/** Between two steps of catching up, so that requests go in between; and before it is tried again after a failure. */
const STEP_PAUSE_MS = 20;
const RETRY_AFTER_MS = 60_000;

export interface SeriesSources {
  series: Pick<SeriesRecords, 'addSample' | 'catchUp' | 'flush'>;
  queueLength(): number;
  system(): SystemSnapshot;
  log: Pick<Log, 'error' | 'info'>;
}

/**
 * Samples the queue and the machine every five seconds, writes what waits every second, and rolls up what nobody has yet, in
 * small steps. Call what it answers to end that.
 */
export function keepSeries({ series, queueLength, system, log }: SeriesSources): () => void {
  let isFailing = false;
  /** Says once that it fails, and that it works again: a full disk would fill the log. */
  function attempt(action: () => void): boolean {
    try {
      action();
      if (isFailing) log.info({}, 'series are written again');
      isFailing = false;
      return true;
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'series could not be written');
      isFailing = true;
      return false;
    }
  }

  const sample = () => series.addSample(Date.now(), { queue_length: queueLength(), ...systemSample(system()) });
  const flush = () => attempt(() => series.flush());
  let caughtUp = 0;
  function catchUp(): void {
    let isLeft = false;
    const worked = attempt(() => {
      isLeft = series.catchUp();
    });
    if (isLeft) caughtUp++;
    if (!worked || isLeft) schedule(worked ? STEP_PAUSE_MS : RETRY_AFTER_MS);
    else if (caughtUp > 0) log.info({ steps: caughtUp + 1 }, 'series are filled from the results that were there');
  }

  let step: NodeJS.Timeout;
  function schedule(delay: number): void {
    step = setTimeout(catchUp, delay).unref();
  }
  schedule(STEP_PAUSE_MS);
  const timers = [setInterval(sample, SAMPLE_EVERY_MS).unref(), setInterval(flush, FLUSH_EVERY_MS).unref()];
  return () => {
    clearTimeout(step);
    for (const timer of timers) clearInterval(timer);
  };
}
