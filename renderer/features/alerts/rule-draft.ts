import type { AlertPreviewBody, AlertRule, AlertRuleBody } from '../../../native/contract/http/alert-rules.ts';
import { type Refusals, refusalsAt } from './refusals.ts';

/** A rule as it is being typed; NaN where a field is empty. */
export interface RuleDraft {
  threshold: number;
  /** Seconds. */
  for_s: number;
  enabled: boolean;
}

export const draftOf = ({ threshold, for_s, enabled }: RuleDraft): RuleDraft => ({ threshold, for_s, enabled });

export const defaultOf = ({ default_threshold, default_for_s }: AlertRule): RuleDraft => ({
  threshold: default_threshold,
  for_s: default_for_s,
  enabled: true,
});

export const sameDraft = (a: RuleDraft, b: RuleDraft): boolean =>
  a.threshold === b.threshold && a.for_s === b.for_s && a.enabled === b.enabled;

/** What of a rule was set, in the words of the API: all that differs from its default. */
export function bodyOf(draft: RuleDraft, rule: AlertRule): AlertRuleBody {
  const standard = defaultOf(rule);
  return {
    ...(draft.threshold !== standard.threshold && { threshold: draft.threshold }),
    ...(draft.for_s !== standard.for_s && { for_s: draft.for_s }),
    ...(!draft.enabled && { enabled: false }),
  };
}

/** What is asked of the preview; null while a field is empty. */
export const previewOf = ({ threshold, for_s }: RuleDraft): AlertPreviewBody | null =>
  Number.isNaN(threshold) || Number.isNaN(for_s) ? null : { threshold, for_s };

const FIELDS = ['threshold', 'for_s'] as const;
export type FieldErrors = Refusals<(typeof FIELDS)[number]>;

/** Where the words of a refusal belong. */
export const fieldErrors = (detail: string): FieldErrors => refusalsAt(detail, FIELDS);

/** A number field that is empty cannot be asked about. */
export function emptyErrors(draft: RuleDraft): FieldErrors {
  const needed = 'A number is needed.';
  return {
    ...(Number.isNaN(draft.threshold) && { threshold: needed }),
    ...(Number.isNaN(draft.for_s) && { for_s: needed }),
  };
}
