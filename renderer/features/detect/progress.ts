import type { UploadState } from './upload-state.ts';

/** How far a run is. `remainingS` is null until the rate is known. */
export interface Progress {
  settled: number;
  total: number;
  /** Images a second over the latest ones, or over the whole run once it is over; null while there is nothing to tell. */
  rate: number | null;
  remainingS: number | null;
}

const MIN_FINISHES = 4;

/** Progress of the present run at a time of the queue's own clock, milliseconds. */
export function progressOf({ run, counts, flow }: UploadState, now: number): Progress {
  const settled = run.done + run.failed;
  const left = counts.waiting + counts.sending;
  const { finishes } = run;
  const first = finishes[0];
  let rate: number | null = null;
  if (left === 0) {
    const last = finishes.at(-1);
    if (last !== undefined && last > run.startedAt) rate = (settled * 1_000) / (last - run.startedAt);
  } else if (flow.state === 'running' && first !== undefined && finishes.length >= MIN_FINISHES && now > first) {
    // Up to now and not to the last one, so that a stall shows.
    rate = ((finishes.length - 1) * 1_000) / (now - first);
  }
  return { settled, total: run.total, rate, remainingS: rate === null || left === 0 ? null : left / rate };
}
