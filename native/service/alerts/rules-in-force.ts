import { promqlOf } from '../../alerts/generate/prometheus.ts';
import { runbookOf } from '../../alerts/rules/describe.ts';
import { findRule, RULES } from '../../alerts/rules/index.ts';
import type { Rule } from '../../alerts/rules/types.ts';
import { VigilError } from '../../contract/errors.ts';
import type { AlertRule, AlertRuleBody } from '../../contract/http/alert-rules.ts';
import type { RuleOverride } from '../../store/alert-types.ts';

export interface RuleInForce extends Rule {
  enabled: boolean;
}

/** A rule with what was set of it. */
export function inForce(rule: Rule, override: RuleOverride = {}): RuleInForce {
  const { threshold = rule.threshold, for_s = rule.for_s, enabled = true } = override;
  return { ...rule, threshold, for_s, enabled };
}

/** Every rule as it holds now. */
export function rulesInForce(overrides: ReadonlyMap<string, RuleOverride>): RuleInForce[] {
  return RULES.map((rule) => inForce(rule, overrides.get(rule.name)));
}

/** Those that this console judges itself. */
export const isJudgedHere = ({ enabled, evaluated_by }: RuleInForce) => enabled && evaluated_by === 'both';

/** Throws `not_found`. */
export function requireRule(name: string): Rule {
  const rule = findRule(name);
  if (rule !== null) return rule;
  throw new VigilError('not_found', `There is no rule ${name}. GET /v1/monitoring/rules lists those there are.`);
}

/** Throws `invalid_parameter` for what the rule cannot be set to. */
export function checkOverride(rule: Rule, { threshold, for_s, enabled }: AlertRuleBody): void {
  const { min, max } = rule.bounds;
  if (threshold !== undefined && (threshold < min || threshold > max)) {
    const unit = rule.unit === null ? '' : ` ${rule.unit}`;
    const detail = `threshold: ${rule.name} takes ${min} to ${max}${unit}, not ${threshold}.`;
    throw new VigilError('invalid_parameter', detail);
  }
  if (rule.evaluated_by === 'prometheus' && [threshold, for_s, enabled].some((value) => value !== undefined)) {
    const detail = `${rule.name} is judged by Prometheus alone. Change it in monitoring/prometheus/rules/${rule.group}.yml.`;
    throw new VigilError('invalid_parameter', detail);
  }
}

/** The rule as the API tells it. */
export function toAlertRule(rule: RuleInForce, state: AlertRule['state']): AlertRule {
  const standard = requireRule(rule.name);
  const { name, group, severity, component, summary, description, comparator, threshold, unit, bounds } = rule;
  const { for_s, keep_firing_for_s, enabled, evaluated_by, series, requirement, runbook } = rule;
  return {
    ...{ name, group, severity, component, summary, description },
    promql: promqlOf(rule),
    ...{ comparator, threshold, default_threshold: standard.threshold, unit, bounds },
    ...{ for_s, default_for_s: standard.for_s, keep_firing_for_s },
    ...{ enabled, evaluated_by, state, series, requirement },
    runbook: runbookOf(rule),
    guide: runbook,
  };
}
