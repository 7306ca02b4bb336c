import type { DriftConfig, Verdict } from '../../contract/drift.ts';
import type { CheckThread } from './check-thread.ts';
import { toWindow } from './features.ts';
import type { LiveReference } from './live-reference.ts';

/**
 * The verdict on the windows as they are, of whatever size: of a reference the user has chosen too. In a thread: even a
 * check of 150 samples takes some milliseconds, and the first ones ten times that, for which no request is to wait.
 */
export const judge = (live: LiveReference, config: DriftConfig, thread: CheckThread): Promise<Verdict> =>
  thread.check(live.window(), toWindow(live.current), config);
