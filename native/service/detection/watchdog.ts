import type { SupervisionLimits } from './options.ts';

/** What a process is doing, and so how long it may be silent. */
export type Activity = { type: 'loading' } | { type: 'idle' } | { type: 'running'; limit_ms: number };

export type WatchdogLimits = Pick<SupervisionLimits, 'load_ms' | 'heartbeat_ms' | 'run_ms'>;

/** Milliseconds after which `activity` has taken too long, or a process at it has been silent for too long. */
export function patienceWith(activity: Activity, limits: WatchdogLimits): number {
  switch (activity.type) {
    // A session is created in one call that blocks the process, so silence says nothing.
    case 'loading':
      return limits.load_ms;
    case 'running':
      return activity.limit_ms;
    case 'idle':
      return limits.heartbeat_ms;
  }
}

/**
 * Watches over one process. Time is counted in ticks of this process rather than read from a clock: when we ourselves
 * stood still (a suspended laptop, a blocked event loop), messages wait unread, and that must not count as silence.
 */
export class Watchdog {
  readonly #limits: WatchdogLimits;
  readonly #onOverdue: (activity: Activity) => void;
  readonly #timer: NodeJS.Timeout;
  #activity: Activity = { type: 'loading' };
  #waited = 0;

  /** `onTick` is called with the milliseconds of each tick, for whatever else has an age. */
  constructor(limits: WatchdogLimits, onOverdue: (activity: Activity) => void, onTick: (ms: number) => void) {
    this.#limits = limits;
    this.#onOverdue = onOverdue;
    const shortest = Math.min(limits.load_ms, limits.heartbeat_ms, limits.run_ms);
    const tick = Math.max(10, Math.min(1_000, Math.floor(shortest / 5)));
    this.#timer = setInterval(() => {
      onTick(tick);
      this.#wait(tick);
    }, tick);
  }

  get activity(): Activity {
    return this.#activity;
  }

  turnTo(activity: Activity): void {
    this.#activity = activity;
    this.#waited = 0;
  }

  /** The process has given a sign of life. */
  heard(): void {
    if (this.#activity.type === 'idle') this.#waited = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #wait(tick: number): void {
    this.#waited += tick;
    if (this.#waited <= patienceWith(this.#activity, this.#limits)) return;
    this.stop();
    this.#onOverdue(this.#activity);
  }
}
