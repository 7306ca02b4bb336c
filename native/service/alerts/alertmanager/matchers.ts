import { RULES } from '../../../alerts/rules/index.ts';
import type { Rule } from '../../../alerts/rules/types.ts';
import { AlertSeverity, type SilenceMatchers } from '../../../contract/http/alerts.ts';
import type { LabelMatcher } from '../../../store/alert-types.ts';
import { alertLabels } from '../labels.ts';
import { matchesWhole } from './pattern.ts';

/** Labels that every alert of ours has, whatever it is of. */
const OURS: readonly string[] = ['alertname', 'severity', 'component', 'instance'];
const LABEL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether labels meet all matchers, as Alertmanager has it: a label that is not there is empty. Throws `UnreadablePattern`. */
export function meets(matchers: readonly LabelMatcher[], labels: Readonly<Record<string, string>>): boolean {
  return matchers.every((matcher) => meetsOne(matcher, labels[matcher.name] ?? ''));
}

function meetsOne({ value, isRegex, isEqual }: LabelMatcher, text: string): boolean {
  return (isRegex ? matchesWhole(value, text) : value === text) === isEqual;
}

/**
 * A silence of ours in the words of Alertmanager, of the alerts of this machine alone; null for one that is of no alert
 * that there could be. `machine` is the name that our alerts have as their `instance`.
 */
export function toLabelMatchers(matchers: SilenceMatchers, machine: string): LabelMatcher[] | null {
  const { name, severity, component, labels = {} } = matchers;
  const stated = Object.entries(labels);
  if (stated.some(([label, value]) => !LABEL_NAME.test(label) || OURS.includes(label) || value === '')) return null;
  const own = { alertname: name, severity, component, instance: machine };
  return [...Object.entries(own), ...stated].flatMap(([label, value]) =>
    value === undefined ? [] : [{ name: label, value, isRegex: false, isEqual: true }],
  );
}

/** The same the other way round; null where it cannot be stated in our words. */
export function toSilenceMatchers(matchers: readonly LabelMatcher[], machine: string): SilenceMatchers | null {
  const found: SilenceMatchers = {};
  const labels: Record<string, string> = {};
  for (const { name, value, isRegex, isEqual } of matchers) {
    if (isRegex || !isEqual || value === '') return null;
    if (name === 'instance') {
      if (value !== machine) return null;
    } else if (name === 'alertname') found.name = value;
    else if (name === 'component') found.component = value;
    else if (name === 'severity') {
      const severity = AlertSeverity.safeParse(value);
      if (!severity.success) return null;
      found.severity = severity.data;
    } else labels[name] = value;
  }
  const all = { ...found, ...(Object.keys(labels).length > 0 && { labels }) };
  const names = new Set(matchers.map(({ name }) => name));
  return Object.keys(all).length === 0 || names.size < matchers.length ? null : all;
}

const SIGNS = { true: { true: '=~', false: '=' }, false: { true: '!~', false: '!=' } } as const;

/** `{alertname=~"High.*", feature!="contrast"}`. */
export function printMatchers(matchers: readonly LabelMatcher[]): string {
  const parts = matchers.map(
    ({ name, value, isRegex, isEqual }) => `${name}${SIGNS[`${isEqual}`][`${isRegex}`]}${JSON.stringify(value)}`,
  );
  return `{${parts.join(', ')}}`;
}

/** `could`: of an alert that a rule of ours can raise; `label`: only of one with a label that no rule speaks of. */
export type Concern = 'could' | 'label' | 'never';

/** Whether a silence of an Alertmanager, which others tell of alerts as well, is about us. Throws `UnreadablePattern`. */
export function concernOf(matchers: readonly LabelMatcher[], machine: string): Concern {
  // All of them now, so that none turns out later to be unreadable.
  for (const { isRegex, value } of matchers) if (isRegex) matchesWhole(value, '');
  const sure = RULES.map((rule) => ({ rule, labels: alertLabels({ ...rule, rule: rule.name, labels: {} }, machine) }));
  const own = matchers.filter(({ name }) => OURS.includes(name));
  const possible = sure.filter(({ labels }) => meets(own, labels));
  if (possible.length === 0) return 'never';
  const could = possible.some(({ rule, labels }) => meets(withoutSpoken(matchers, rule), labels));
  return could ? 'could' : 'label';
}

/** What a rule's sentences name is a label that its alerts have, of any value. */
function withoutSpoken(matchers: readonly LabelMatcher[], { summary, description }: Rule): LabelMatcher[] {
  return matchers.filter(({ name }) => OURS.includes(name) || !`${summary} ${description}`.includes(`{${name}}`));
}

/** The same matchers, in whatever order. */
export function areSame(some: readonly LabelMatcher[], others: readonly LabelMatcher[]): boolean {
  const sorted = (matchers: readonly LabelMatcher[]) =>
    matchers.map(({ name, value, isRegex, isEqual }) => JSON.stringify([name, value, isRegex, isEqual])).sort();
  return sorted(some).join() === sorted(others).join();
}
