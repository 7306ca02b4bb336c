import { DRIFT_METHODS, DriftConfig, type FeatureConfig, type FeatureKind } from '../../../native/contract/drift.ts';

const UNTOUCHED: FeatureConfig = { enabled: true, method: 'auto', threshold: null };

/** How one feature is judged; one without an entry as by default. */
export const ruleOf = (config: DriftConfig, feature: string): FeatureConfig => config.features[feature] ?? UNTOUCHED;

/** The rules with a change of one feature. An entry that says what the default says is left out. */
export function withRule(config: DriftConfig, feature: string, change: Partial<FeatureConfig>): DriftConfig {
  const rule = { ...ruleOf(config, feature), ...change };
  // A level of one method means nothing to another.
  if (change.method !== undefined && change.method !== ruleOf(config, feature).method) rule.threshold = null;
  const { [feature]: _, ...others } = config.features;
  const isDefault = rule.enabled && rule.method === 'auto' && rule.threshold === null;
  return { ...config, features: isDefault ? others : { ...others, [feature]: rule } };
}

export const methodsOf = (kind: FeatureKind): readonly string[] => ['auto', ...DRIFT_METHODS[kind]];

/** Whether two sets of rules say the same, in whatever order their features stand. */
export function sameRules(a: DriftConfig, b: DriftConfig): boolean {
  const ordered = ({ features, ...rest }: DriftConfig) =>
    JSON.stringify([Object.entries(rest).sort(), Object.entries(features).sort(([x], [y]) => (x < y ? -1 : 1))]);
  return ordered(a) === ordered(b);
}

/** What is wrong with the rules, by the contract; null where they can be saved. */
export function rulesProblem(draft: unknown): string | null {
  const { error } = DriftConfig.safeParse(draft);
  const issue = error?.issues[0];
  return issue === undefined ? null : `${issue.path.join(' ').replaceAll('_', ' ')}: ${issue.message}`;
}
