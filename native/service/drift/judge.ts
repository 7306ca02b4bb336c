import type { DriftConfig, Verdict } from '../../contract/drift.ts';
import { compareWindows } from '../../drift/verdict/check.ts';
import type { CheckThread } from './check-thread.ts';
import { toWindow } from './features.ts';
import type { LiveReference } from './live-reference.ts';

/** Windows of more samples than this together are judged in a thread; a check of 150 takes some milliseconds. */
const MOST_INLINE = 1_000;

/** The verdict on the windows as they are, of whatever size: of a reference the user has chosen too. */
export function judge(live: LiveReference, config: DriftConfig, thread: CheckThread): Promise<Verdict> | Verdict {
  const current = toWindow(live.current);
  const isLarge = live.reference.length + live.current.length > MOST_INLINE;
  return isLarge ? thread.check(live.window(), current, config) : compareWindows(live.window(), current, config);
}
