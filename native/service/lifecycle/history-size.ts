import type { Store } from '../../store/types.ts';

/** Every window asks each second; a count that is this old is good enough. */
const FRESH_MS = 1_000;

/** Answers how many results are kept and in how many bytes, without counting them one by one: each model run counts its own. */
export function measureHistory(store: Store, clock: () => number = Date.now): () => { count: number; bytes: number } {
  let last = { at: Number.NEGATIVE_INFINITY, count: 0, bytes: 0 };
  return () => {
    const now = clock();
    if (now - last.at >= FRESH_MS) {
      const runs = store.listModelRuns(Number.MAX_SAFE_INTEGER);
      last = { at: now, count: runs.reduce((sum, { images }) => sum + images, 0), bytes: store.sizeBytes() };
    }
    return { count: last.count, bytes: last.bytes };
  };
}
