import { stringify } from 'yaml';
import { CONSOLE_LABELS, printCondition, printDuration } from '../expression/promql.ts';
import { describeForPrometheus, runbookOf } from '../rules/describe.ts';
import type { Rule } from '../rules/types.ts';

/** The whole condition of a rule as PromQL, gates included. */
export function promqlOf(rule: Pick<Rule, 'expression' | 'comparator' | 'threshold' | 'gates'>): string {
  const gates = rule.gates.map((gate) =>
    gate.on === 'labels'
      ? ` and ${printCondition(gate)}`
      : ` and on (${CONSOLE_LABELS.join(', ')}) (${printCondition(gate)})`,
  );
  return [printCondition(rule), ...gates].join('');
}

/** Labels that its alerts have besides those of the figures. */
export const alertLabels = ({ severity, component, labels }: Pick<Rule, 'severity' | 'component' | 'labels'>) => ({
  severity,
  component,
  ...labels,
});

const HEADER = 'Made by `npm run rules` from native/alerts/rules. Edit there.';

/** One rule file of Prometheus: the rules of one group. */
export function ruleFile(group: string, rules: readonly Rule[]): string {
  const document = {
    groups: [
      {
        name: `vigil-${group}`,
        interval: '15s',
        rules: rules.map((rule) => ({
          alert: rule.name,
          expr: promqlOf(rule),
          ...(rule.for_s > 0 && { for: printDuration(rule.for_s) }),
          ...(rule.keep_firing_for_s > 0 && { keep_firing_for: printDuration(rule.keep_firing_for_s) }),
          labels: alertLabels(rule),
          annotations: {
            summary: describeForPrometheus(rule.summary, rule),
            description: describeForPrometheus(rule.description, rule),
            runbook: runbookOf(rule),
          },
        })),
      },
    ],
  };
  return `# ${HEADER}\n${stringify(document, { lineWidth: 0 })}`;
}
