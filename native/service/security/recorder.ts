import type { SecurityEvent } from '../../contract/http/history.ts';

/** At most this many events a minute are kept: a flood must not fill the disk or drown what came before it. */
const KEPT_PER_MINUTE = 60;

export interface SecurityRecorder {
  record(event: Omit<SecurityEvent, 'at'>): void;
}

/**
 * Every event is counted and logged by `observe`; the first 60 of each minute are kept by `keep`, which may throw. The
 * clock answers milliseconds since 1970.
 */
export function createSecurityRecorder(
  sinks: { observe(event: SecurityEvent): void; keep(event: SecurityEvent): void; onKeepFailed(error: unknown): void },
  clock: () => number = Date.now,
): SecurityRecorder {
  let minute = 0;
  let kept = 0;
  return {
    record(event) {
      const now = clock();
      const complete: SecurityEvent = { at: new Date(now).toISOString(), ...event };
      sinks.observe(complete);
      if (Math.floor(now / 60_000) !== minute) {
        minute = Math.floor(now / 60_000);
        kept = 0;
      }
      if (kept >= KEPT_PER_MINUTE) return;
      kept++;
      try {
        sinks.keep(complete);
      } catch (error) {
        sinks.onKeepFailed(error);
      }
    },
  };
}
