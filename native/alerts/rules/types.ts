import type { Alert, AlertSeverity } from '../../contract/http/alerts.ts';
import type { Condition } from '../expression/types.ts';

/** What of the console a rule is about; alerts are routed and grouped by it. */
export type Component = 'service' | 'api' | 'detector' | 'model' | 'gpu' | 'host' | 'drift' | 'data' | 'security';

export type RuleGroup = 'availability' | 'latency' | 'errors' | 'drift' | 'distances' | 'quality' | 'machine';

/** A further condition: the rule is met only where this one is met too. */
export interface Gate extends Condition {
  /** `labels`: of the same feature, GPU or the like. `console`: one figure for all of them. */
  on: 'labels' | 'console';
}

/** What to do about an alert, in plain sentences. */
export interface Runbook {
  means: string;
  look: string;
  act: string;
}

/**
 * One alert rule, for Prometheus and for this console alike. In `summary` and `description`, `{value}` and `{threshold}`
 * stand for figures with `digits` decimals and their unit, any other word in braces for the label of that name.
 */
export interface Rule extends Condition {
  name: string;
  group: RuleGroup;
  /** Where it is asked for: rows of the inventory, and the source document. */
  requirement: string;
  severity: AlertSeverity;
  component: Component;
  /** `prometheus`: only somebody else can see it, such as that the console does not answer. */
  evaluated_by: 'both' | 'prometheus';
  gates: readonly Gate[];
  /** Of value and threshold; null for a bare number. */
  unit: string | null;
  digits: number;
  /** How long it must be met without a break before it fires; seconds. */
  for_s: number;
  /** How long it keeps firing after it was met last, against alerts that come and go; seconds. */
  keep_firing_for_s: number;
  /** Labels besides severity and component, for routes. */
  labels: Readonly<Record<string, string>>;
  summary: string;
  description: string;
  /** Metric of `/v1/history/series` that shows it; may hold the name of a label in braces. */
  series: string | null;
  /** What a threshold of it can be. */
  bounds: { min: number; max: number };
  runbook: Runbook;
}

export type Comparator = Alert['comparator'];

type Stated =
  | 'name'
  | 'requirement'
  | 'severity'
  | 'component'
  | 'expression'
  | 'comparator'
  | 'threshold'
  | 'for_s'
  | 'summary'
  | 'description'
  | 'runbook'
  | 'bounds';

/** A rule with what most have in common left out. */
export type RuleSource = Pick<Rule, Stated> & Partial<Omit<Rule, Stated | 'group'>>;

export function rulesOf(group: RuleGroup, sources: readonly RuleSource[]): Rule[] {
  return sources.map((source) => ({
    evaluated_by: 'both',
    gates: [],
    unit: null,
    digits: 2,
    keep_firing_for_s: 0,
    labels: {},
    series: null,
    ...source,
    group,
  }));
}

export const MINUTE = 60;
/** Shares and ratios. */
export const SHARE = { min: 0, max: 1 };
export const PERCENT = { min: 0, max: 100 };
/** Of a figure that is 0 or 1. */
export const FLAG = { min: 0, max: 1 };
