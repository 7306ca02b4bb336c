import type { ObservedPrecision } from '../../contract/http/feedback.ts';
import type { ModelRef } from '../../contract/model.ts';
import { proportion } from '../../evaluation/wilson.ts';
import type { FeedbackCounts } from '../../store/types.ts';

interface Counts {
  right: number;
  wrong: number;
  missed: number;
}

/** Precision and recall as far as people have looked; missed objects without a class count in the overall figures alone. */
export function observedPrecision(model: ModelRef | null, { results, by_class, missed_unnamed }: FeedbackCounts) {
  const overall: Counts = { right: 0, wrong: 0, missed: missed_unnamed };
  for (const { right, wrong, missed } of by_class.values()) {
    overall.right += right;
    overall.wrong += wrong;
    overall.missed += missed;
  }
  return {
    model,
    results,
    overall: withRatios(overall),
    per_class: [...by_class]
      .map(([class_name, counts]) => ({ class_name, ...withRatios(counts) }))
      .sort((a, b) => a.class_name.localeCompare(b.class_name)),
  } satisfies ObservedPrecision;
}

function withRatios(counts: Counts) {
  const { right, wrong, missed } = counts;
  return { ...counts, precision: proportion(right, right + wrong), recall: proportion(right, right + missed) };
}
