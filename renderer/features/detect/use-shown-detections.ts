import { useMemo } from 'react';
import { type ShownDetection, shownDetections } from '../../components/image-stage/view.ts';
import { useDetectView } from './detect-view.ts';
import type { Outcome } from './upload-state.ts';

const NONE: readonly ShownDetection[] = [];

/** The detections of a result under the thresholds of this moment, or of when they last came to rest. */
export function useShownDetections(
  outcome: Outcome | undefined,
  which: 'thresholds' | 'settled' = 'thresholds',
): readonly ShownDetection[] {
  const thresholds = useDetectView(which);
  const filter = useDetectView('filter');
  const most = useDetectView('maxDetections');
  return useMemo(
    () => (outcome === undefined ? NONE : shownDetections(outcome.packed, thresholds, filter, outcome, most)),
    [outcome, thresholds, filter, most],
  );
}
