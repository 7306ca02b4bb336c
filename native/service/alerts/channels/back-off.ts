const FIRST_MS = 5_000;
const LONGEST_MS = 2 * 60 * 60_000;

/** After so long a notification is of no use any more, and is given up. */
export const GIVE_UP_MS = 24 * 60 * 60_000;

/**
 * How long to wait after so many failed attempts, in milliseconds: twice as long each time, from 5 s to 2 h, less up to
 * half of it by chance, so that consoles which a receiver has failed together do not come back together. Where the
 * receiver asks for longer, that.
 */
export function backOffMs(attempts: number, random: number, retryAfter_s: number | null): number {
  const full = Math.min(FIRST_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_MS);
  return Math.max(full * (1 - random / 2), (retryAfter_s ?? 0) * 1_000);
}
