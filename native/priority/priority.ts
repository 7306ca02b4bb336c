import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * How much of a core is left to others, as nice(1) counts: 0 is usual, 19 the lowest. The page and the service keep 0.
 * On Linux these hold among the processes of one session, which is what the desktop app is (sched(7), "The autogroup feature").
 */
export const NICENESS = {
  /** The model: a little below the service, which must answer on a machine whose cores are all busy with it. */
  model: 10,
  /** Checks and replays of drift: nobody waits for one to the second. */
  checks: 10,
  /**
   * The pictures of the demo line. Beside two processes that keep two cores busy it draws 4 of 8 a second, at 0 it drew 5;
   * at 10 one, at 19 none at all.
   */
  scenes: 5,
} as const;

/** Linux has a niceness for every thread, by the number of the thread; elsewhere it is that of the process. */
const HAS_THREADS = process.platform === 'linux';

/** Sandboxes may forbid it, and a thread may end meanwhile; nothing depends on it. */
function lower(id: number, niceness: number): void {
  try {
    setPriority(id, niceness);
  } catch {
    // As said above.
  }
}

/** The numbers of the threads of this process; 0, the one that asks, where the system does not tell them. */
function ownThreads(): number[] {
  try {
    return HAS_THREADS ? readdirSync('/proc/self/task').map(Number) : [0];
  } catch {
    // A container may have no /proc.
    return [0];
  }
}

/** Lowers this process: the threads that it has, and with them those that they start. */
export function lowerProcess(niceness: number): void {
  for (const id of ownThreads()) lower(id, niceness);
}

/** Lowers the thread that calls. Nothing is done where that would lower its whole process. */
export function lowerThread(niceness: number): void {
  if (HAS_THREADS) lower(0, niceness);
}
