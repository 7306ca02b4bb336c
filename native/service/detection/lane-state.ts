import { assertNever } from '../../contract/errors.ts';
import type { SupervisionLimits } from './options.ts';
import type { LaneState } from './types.ts';

/**
 * The life of one lane: a detector process and its successors.
 *
 *                    loaded             jobs > 0
 *    ● ──▶ starting ────────▶ ready ◀──────────────▶ busy
 *          ▲  ▲  │              │       jobs = 0      │
 *          │  │  │ exited       │ exited              │ exited
 *          │  │  │ (a failure)  │ (no failure)        │ (no failure)
 *          │  │  └──────────┐   │   ┌─────────────────┘
 *          │  │             ▼   ▼   ▼
 *          │  └──────────── dead ───────────▶ given_up
 *          │    recover,     │     recover,
 *          │    no failure   │     5 failures in a row
 *          │                 │ recover, fewer failures
 *          └────────── backing_off
 *            recover
 *
 * A process that was ready once is believed to be able to: its death starts the next at once and forgets the failures
 * before. From `given_up` nothing leads on; a new load makes new lanes.
 */
export type SupervisedState = LaneState & {
  /** Starts that have failed in a row. */
  failures: number;
};

export type LaneEvent =
  | { type: 'loaded'; at: number }
  | { type: 'jobs'; at: number; jobs: number }
  | { type: 'exited'; at: number; reason: string }
  /** What comes after death, or after the pause, is due. */
  | { type: 'recover'; at: number };

export type RecoveryLimits = Pick<SupervisionLimits, 'backoff_ms' | 'backoff_max_ms' | 'max_failures'>;

export function firstLaneState(at: number): SupervisedState {
  return { state: 'starting', since: at, attempt: 1, failures: 0 };
}

/** The state after an event; the same object where the event means nothing in the present one. Times are of Date.now(). */
export function nextLaneState(state: SupervisedState, event: LaneEvent, limits: RecoveryLimits): SupervisedState {
  const { failures } = state;
  const since = event.at;
  switch (event.type) {
    case 'loaded':
      return state.state === 'starting' ? { state: 'ready', since, failures: 0 } : state;
    case 'jobs':
      if (state.state !== 'ready' && state.state !== 'busy') return state;
      if (event.jobs === 0) return state.state === 'ready' ? state : { state: 'ready', since, failures };
      return { state: 'busy', since: state.state === 'busy' ? state.since : since, jobs: event.jobs, failures };
    case 'exited':
      if (state.state === 'starting') return { state: 'dead', since, reason: event.reason, failures: failures + 1 };
      if (state.state !== 'ready' && state.state !== 'busy') return state;
      return { state: 'dead', since, reason: event.reason, failures: 0 };
    case 'recover':
      if (state.state === 'backing_off') return { state: 'starting', since, attempt: failures + 1, failures };
      return state.state === 'dead' ? afterDeath(state, since, limits) : state;
    default:
      return assertNever(event);
  }
}

function afterDeath(
  { failures, reason }: Extract<SupervisedState, { state: 'dead' }>,
  since: number,
  limits: RecoveryLimits,
): SupervisedState {
  if (failures === 0) return { state: 'starting', since, attempt: 1, failures };
  if (failures >= limits.max_failures) {
    const summary = `${failures} starts in a row failed; the last time ${reason}`;
    return { state: 'given_up', since, reason: summary, failures };
  }
  const pause = Math.min(limits.backoff_ms * 2 ** (failures - 1), limits.backoff_max_ms);
  return { state: 'backing_off', since, until: since + pause, reason, failures };
}
