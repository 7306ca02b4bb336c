import type { Correction, FeatureVerdict } from '../../contract/drift.ts';
import { ADJUSTMENTS } from '../statistics/multiple-testing.ts';
import type { Assessment } from './assess.ts';
import { exceedanceScore } from './score.ts';

const UNDECIDED = {
  method: null,
  p_method: null,
  statistic: null,
  p_value: null,
  p_adjusted: null,
  threshold: null,
  score: null,
  effect: null,
  drifted: null,
  drifted_unadjusted: null,
} as const;

/**
 * The verdict of every feature. A tested feature has drifted where its p-value, corrected for all features tested in this
 * check, is at most its level and the change is large enough; a measured one where its distance reaches its limit.
 */
export function decide(assessments: readonly Assessment[], correction: Correction): FeatureVerdict[] {
  const tested = assessments.flatMap(({ judgement }, index) => (judgement?.p_value != null ? [index] : []));
  const adjusted = ADJUSTMENTS[correction](
    tested.map((index) => (assessments[index] as Assessment).judgement?.p_value as number),
  );
  const adjustedOf = new Map(tested.map((index, place) => [index, adjusted[place] as number]));
  return assessments.map(({ description, judgement }, index) => {
    if (judgement === null) return { ...description, ...UNDECIDED };
    const { method, p_method, p_value, statistic, threshold, basis, effect, large_enough } = judgement;
    const value = basis === 'p_value' ? p_value : statistic;
    const common = { ...description, method, p_method, statistic: finite(statistic), p_value, threshold, effect };
    if (value === null) {
      const reason = description.reason ?? 'The method needs more values, or values that differ.';
      return { ...common, reason, p_adjusted: null, score: null, drifted: null, drifted_unadjusted: null };
    }
    const score = exceedanceScore(basis, value, threshold);
    if (basis === 'distance') {
      const drifted = value >= threshold;
      return { ...common, p_adjusted: null, score, drifted, drifted_unadjusted: drifted };
    }
    const p_adjusted = adjustedOf.get(index) as number;
    const drifted = p_adjusted <= threshold && large_enough;
    return { ...common, p_adjusted, score, drifted, drifted_unadjusted: value <= threshold };
  });
}

const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);
