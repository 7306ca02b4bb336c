import type { Verdict } from '../../contract/drift.ts';

/** What is charted of a verdict, by the name of its series. */
export function sampleOf({ drift_share, num_drifted_features, features }: Verdict): Record<string, number | null> {
  const scores = features.map(({ feature, score }) => [`drift_score.${feature}`, score]);
  return { drift_share, num_drifted_features, ...Object.fromEntries(scores) };
}
