import { assertNever } from '../../contract/errors.ts';

/**
 * The life of a program that writes figures for as long as it runs.
 *
 *    ● ──▶ starting ──── line ────▶ running ──┐
 *          ▲ │  │ ▲                 │  │      │ line
 *          │ │  │ │ revised         │  └──────┘
 *          │ │  │ └──── exited      │
 *          │ │  └── silence ──┐     │ silence
 *          │ │ exited         ▼     ▼
 *          │ │              stalled (being killed)
 *          │ │                 │ exited     running ── exited ──┐
 *          │ ▼                 ▼                                ▼
 *          ├─── due ─── waiting (fewer than `max_failures` in a row), else failed
 *          ├─── due ─── failed
 *          └─── due ─── absent ◀── missing ── starting
 *
 * A process in `stalled` that cannot be killed, because it hangs inside the driver, stays there: no second one is started
 * beside it. `stop` leads from everywhere to `stopped`.
 */
export type StreamState =
  | { state: 'starting'; since: number; failures: number }
  | { state: 'running'; since: number; heardAt: number; failures: number }
  | { state: 'stalled'; since: number; reason: string; failures: number }
  | { state: 'waiting'; since: number; until: number; reason: string; failures: number }
  | { state: 'failed'; since: number; until: number; reason: string; failures: number }
  | { state: 'absent'; since: number; until: number }
  | { state: 'stopped'; since: number };

export type StreamEvent =
  /** A line that made sense. */
  | { type: 'line'; at: number }
  /** There is no such program. */
  | { type: 'missing'; at: number }
  /** `isRevised`: it refused how it was called, and will now be called otherwise. */
  | { type: 'exited'; at: number; reason: string; isRevised: boolean }
  | { type: 'tick'; at: number }
  | { type: 'stop'; at: number };

/** All in milliseconds but `max_failures`. */
export interface StreamLimits {
  /** From the start to the first line that makes sense; a driver that has to wake several GPUs takes its time. */
  start_ms: number;
  /** Without a line that makes sense. */
  silence_ms: number;
  /** A process that ran for so long is believed to be able to: its end is no failure in a row. */
  stable_ms: number;
  /** The pause before the second start; doubles with each failure up to `backoff_max_ms`. */
  backoff_ms: number;
  backoff_max_ms: number;
  /** Failures in a row after which it counts as failed and is tried again only every `retry_ms`. */
  max_failures: number;
  retry_ms: number;
  /** How often to look whether the program has been installed meanwhile. */
  look_ms: number;
}

export const DEFAULT_STREAM_LIMITS: StreamLimits = {
  start_ms: 30_000,
  silence_ms: 10_000,
  stable_ms: 30_000,
  backoff_ms: 1_000,
  backoff_max_ms: 15_000,
  max_failures: 4,
  retry_ms: 60_000,
  look_ms: 300_000,
};

export function firstStreamState(at: number): StreamState {
  return { state: 'starting', since: at, failures: 0 };
}

/** The state after an event; the same object where the event means nothing in the present one. Times are of Date.now(). */
export function nextStreamState(state: StreamState, event: StreamEvent, limits: StreamLimits): StreamState {
  if (state.state === 'stopped') return state;
  const since = event.at;
  switch (event.type) {
    case 'line':
      if (state.state === 'starting') return { state: 'running', since, heardAt: since, failures: state.failures };
      return state.state === 'running' ? { ...state, heardAt: since } : state;
    case 'missing':
      return state.state === 'starting' ? { state: 'absent', since, until: since + limits.look_ms } : state;
    case 'exited':
      return afterExit(state, event, limits);
    case 'tick':
      return afterTick(state, since, limits);
    case 'stop':
      return { state: 'stopped', since };
    default:
      return assertNever(event);
  }
}

function afterExit(
  state: StreamState,
  { at, reason, isRevised }: Extract<StreamEvent, { type: 'exited' }>,
  limits: StreamLimits,
): StreamState {
  switch (state.state) {
    case 'starting':
      return isRevised ? { ...state, since: at } : afterFailure(state.failures + 1, reason, at, limits);
    case 'running':
      return afterFailure(at - state.since >= limits.stable_ms ? 1 : state.failures + 1, reason, at, limits);
    case 'stalled':
      return afterFailure(state.failures, state.reason, at, limits);
    default:
      return state;
  }
}

function afterFailure(failures: number, reason: string, since: number, limits: StreamLimits): StreamState {
  if (failures >= limits.max_failures) {
    return { state: 'failed', since, until: since + limits.retry_ms, reason, failures };
  }
  const pause = Math.min(limits.backoff_ms * 2 ** (failures - 1), limits.backoff_max_ms);
  return { state: 'waiting', since, until: since + pause, reason, failures };
}

function afterTick(state: StreamState, at: number, limits: StreamLimits): StreamState {
  switch (state.state) {
    case 'starting': {
      if (at - state.since <= limits.start_ms) return state;
      const reason = `it told no figure within ${limits.start_ms / 1_000} s of its start`;
      return { state: 'stalled', since: at, reason, failures: state.failures + 1 };
    }
    case 'running': {
      if (at - state.heardAt <= limits.silence_ms) return state;
      const reason = `it told no figure for ${limits.silence_ms / 1_000} s`;
      const failures = at - state.since >= limits.stable_ms ? 1 : state.failures + 1;
      return { state: 'stalled', since: at, reason, failures };
    }
    case 'waiting':
    case 'failed':
      return at < state.until ? state : { state: 'starting', since: at, failures: state.failures };
    case 'absent':
      return at < state.until ? state : { state: 'starting', since: at, failures: 0 };
    case 'stalled':
    case 'stopped':
      return state;
    default:
      return assertNever(state);
  }
}

/** The state as a sentence about `name`. */
export function describeStream(name: string, state: StreamState): string {
  switch (state.state) {
    case 'starting':
      return `${name} was started and has told nothing yet.`;
    case 'running':
      return `${name} tells its figures.`;
    case 'stalled':
      return `${name} is being ended because ${state.reason}.`;
    case 'waiting':
      return `${name} stopped: ${state.reason}. It is started again within seconds.`;
    case 'failed':
      return `${name} failed ${state.failures} times in a row, the last time: ${state.reason}. It is tried again every minute.`;
    case 'absent':
      return `${name} was not found on this machine.`;
    case 'stopped':
      return `${name} is not asked any more.`;
    default:
      return assertNever(state);
  }
}
