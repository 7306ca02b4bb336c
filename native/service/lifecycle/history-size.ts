import type { Store } from '../../store/types.ts';

/** Measuring files takes a moment, and a size that is this old is good enough. */
const FRESH_MS = 1_000;

/**
 * Answers how many results are kept and in how many bytes, without counting them one by one: each model run counts its own. The
 * count is that of now: a window that hears of a first result and then asks must not be told that there is none.
 */
export function measureHistory(store: Store, clock: () => number = Date.now): () => { count: number; bytes: number } {
  let last = { at: Number.NEGATIVE_INFINITY, bytes: 0 };
  return () => {
    const now = clock();
    if (now - last.at >= FRESH_MS) last = { at: now, bytes: store.sizeBytes() };
    const runs = store.listModelRuns(Number.MAX_SAFE_INTEGER);
    return { count: runs.reduce((sum, { images }) => sum + images, 0), bytes: last.bytes };
  };
}
