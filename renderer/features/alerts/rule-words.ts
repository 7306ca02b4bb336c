import type { AlertRule } from '../../../native/contract/http/alert-rules.ts';
import { plural } from '../../components/format.ts';
import { defaultOf, draftOf, sameDraft } from './rule-draft.ts';

export type RuleMark = 'firing' | 'pending' | 'not_met' | 'no_data' | 'off' | 'prometheus' | 'not_yet';

/** What to say of the state of a rule: one that is off, or that Prometheus judges, is not judged here at all. */
export function markOf({ state, enabled, evaluated_by }: Pick<AlertRule, 'state' | 'enabled' | 'evaluated_by'>) {
  if (evaluated_by === 'prometheus') return 'prometheus' satisfies RuleMark;
  if (!enabled) return 'off' satisfies RuleMark;
  if (state === 'not_evaluated') return 'not_yet' satisfies RuleMark;
  return (state === 'inactive' ? 'not_met' : state) satisfies RuleMark;
}

export const isChanged = (rule: AlertRule): boolean => !sameDraft(draftOf(rule), defaultOf(rule));

/** How many rules are on, off, changed and without figures, in a sentence. */
export function rulesSentence(rules: readonly AlertRule[]): string {
  const here = rules.filter(({ evaluated_by }) => evaluated_by === 'both');
  const on = here.filter(({ enabled }) => enabled);
  const unknown = on.filter(({ state }) => state === 'no_data').length;
  const changed = rules.filter(isChanged).length;
  const off = here.length - on.length;
  const parts = [
    `${plural(on.length, 'rule')} on`,
    ...(off > 0 ? [`${off} off`] : []),
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(unknown > 0 ? [`${unknown} without figures now`] : []),
  ];
  return parts.join(', ');
}

/** What a rule says once it is saved. */
export const savedWords = (rule: Pick<AlertRule, 'name'>, isDefault: boolean): string =>
  isDefault ? `${rule.name} is as by default` : `${rule.name} saved`;
