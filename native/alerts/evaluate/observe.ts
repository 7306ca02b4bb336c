import { evaluateExpression } from '../expression/evaluate.ts';
import { type FigureHistory, keyOf } from '../expression/history.ts';
import { meets } from '../expression/types.ts';
import type { Gate, Rule } from '../rules/types.ts';
import type { Observation } from './phase.ts';

export interface Observed {
  labels: Readonly<Record<string, string>>;
  observation: Observation;
}

type Judged = Pick<Rule, 'expression' | 'comparator' | 'threshold' | 'gates'>;

/**
 * What a rule finds at `at`, of each set of labels that its expression has a value for; the others are missing. A gate
 * without a figure makes missing what would be met.
 */
export function observe(rule: Judged, history: FigureHistory, at: number): Observed[] {
  const gates = rule.gates.map((gate) => gateOf(gate, history, at));
  return evaluateExpression(rule.expression, history, at).map(({ labels, value }) => {
    if (!meets(value, rule.comparator, rule.threshold)) return { labels, observation: { kind: 'not_met', value } };
    const found = gates.map((gate) => gate(labels));
    if (found.includes(false)) return { labels, observation: { kind: 'not_met', value } };
    return { labels, observation: found.includes(null) ? { kind: 'missing' } : { kind: 'met', value } };
  });
}

/** Whether a gate is open for a set of labels; null where its figure is missing. */
function gateOf(
  { expression, comparator, threshold, on }: Gate,
  history: FigureHistory,
  at: number,
): (labels: Observed['labels']) => boolean | null {
  const elements = evaluateExpression(expression, history, at);
  const open = new Map(
    elements.map(({ labels, value }) => [on === 'console' ? '' : keyOf(labels), meets(value, comparator, threshold)]),
  );
  return (labels) => open.get(on === 'console' ? '' : keyOf(labels)) ?? null;
}
