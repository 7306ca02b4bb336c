/** Turns at a steady rate. */
export interface Pace {
  /** Turns per second from the next one on, which comes at once where it is overdue by the new rate. */
  setRate(rate: number): void;
  stop(): void;
}

/**
 * Calls `turn` as soon as it can and then `rate` times a second. Turns are due at fixed moments, so that late timers do not add up;
 * a moment that has passed while the process was busy is passed over and not made up for.
 */
export function keepPace(rate: number, turn: () => void): Pace {
  let interval = 1_000 / rate;
  let last = performance.now() - interval;
  let timer: NodeJS.Timeout | null = null;

  function schedule(): void {
    timer = setTimeout(
      () => {
        last = Math.max(last + interval, performance.now() - interval);
        schedule();
        turn();
      },
      Math.max(last + interval - performance.now(), 0),
    );
    timer.unref();
  }

  schedule();
  return {
    setRate(changed) {
      interval = 1_000 / changed;
      if (timer === null) return;
      clearTimeout(timer);
      schedule();
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
