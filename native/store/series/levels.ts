const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

export interface Level {
  /** What a roll-up of it spans. */
  seconds: number;
  /** For how long it is kept; null for ever. */
  keptS: number | null;
}

/**
 * From fine to coarse, each a multiple of the one before and kept for longer. Ten minutes stand between minute and hour so
 * that a week in 600 points is not read from ten thousand minutes.
 */
export const LEVELS: readonly [Level, ...Level[]] = [
  { seconds: 10, keptS: 6 * HOUR_S },
  { seconds: MINUTE_S, keptS: 35 * DAY_S },
  { seconds: 10 * MINUTE_S, keptS: 400 * DAY_S },
  { seconds: HOUR_S, keptS: null },
];
export const FINEST_S = LEVELS[0].seconds;

/** Roll-ups go an hour's worth at a time. */
const LUMP_S = HOUR_S;

/** From when on a level is kept at `now`, both in seconds since 1970. */
export function keptSince({ keptS }: Level, now: number): number {
  return keptS === null ? Number.NEGATIVE_INFINITY : Math.floor((now - keptS) / LUMP_S) * LUMP_S;
}

export interface Buckets {
  /** What each is put together from. */
  level: Level;
  /** Seconds, a multiple of the level's. */
  width: number;
  /** Of the first bucket, and the end of the last one: seconds since 1970, multiples of the width. */
  begin: number;
  end: number;
}

/**
 * The finest buckets that a span (milliseconds since 1970, `to` outside) has at most `points` of, from the coarsest level
 * that they can be put together from among those that still reach back to its begin.
 */
export function bucketsFor(from: number, to: number, points: number, nowMs: number): Buckets {
  const [start, stop, now] = [from / 1_000, Math.max(to, from + 1) / 1_000, nowMs / 1_000];
  const least = (stop - start) / points;
  const reaching = LEVELS.filter((level) => keptSince(level, now) <= start);
  const level = reaching.findLast(({ seconds }) => seconds <= least) ?? reaching[0] ?? LEVELS[0];
  const step = level.seconds;
  for (let width = Math.max(1, Math.ceil(least / step)) * step; ; width += step) {
    const begin = Math.floor(start / width) * width;
    const end = Math.ceil(stop / width) * width;
    if ((end - begin) / width <= points) return { level, width, begin, end };
  }
}
