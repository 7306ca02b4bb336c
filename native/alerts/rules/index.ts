import { needsOf } from '../expression/needs.ts';
import { AVAILABILITY } from './availability.ts';
import { DISTANCES } from './distances.ts';
import { DRIFT } from './drift.ts';
import { ERRORS } from './errors.ts';
import { LATENCY } from './latency.ts';
import { MACHINE } from './machine.ts';
import { QUALITY } from './quality.ts';
import type { Rule } from './types.ts';

/** Every rule, in the order of groups. */
export const RULES: readonly Rule[] = [
  ...AVAILABILITY,
  ...LATENCY,
  ...ERRORS,
  ...DRIFT,
  ...DISTANCES,
  ...QUALITY,
  ...MACHINE,
];

export function findRule(name: string): Rule | null {
  return RULES.find((rule) => rule.name === name) ?? null;
}

export const expressionsOf = (rule: Rule) => [rule.expression, ...rule.gates.map(({ expression }) => expression)];

/** What this console must read to judge its rules; the others are for Prometheus alone. */
export const NEEDS = needsOf(RULES.filter((rule) => rule.evaluated_by === 'both').flatMap(expressionsOf));
