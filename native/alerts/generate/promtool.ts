import { stringify } from 'yaml';
import { replay } from '../evaluate/replay.ts';
import { needsOf } from '../expression/needs.ts';
import { printDuration } from '../expression/promql.ts';
import { describe, runbookOf } from '../rules/describe.ts';
import { expressionsOf } from '../rules/index.ts';
import type { Rule } from '../rules/types.ts';
import { EXAMPLES, type ExampleSeries } from './examples.ts';
import { alertLabels } from './prometheus.ts';
import { STEP_S, seriesText, snapshotsOf, valuesText } from './series.ts';

export interface ExpectedAlert {
  exp_labels: Record<string, string>;
  exp_annotations: Record<string, string>;
}

/** An alert that fires as promtool compares it: every label and annotation. */
export function expectedAlert(rule: Rule, labels: Readonly<Record<string, string>>, value: number): ExpectedAlert {
  return {
    exp_labels: { ...labels, ...alertLabels(rule) },
    exp_annotations: {
      summary: describe(rule.summary, rule, value, labels),
      description: describe(rule.description, rule, value, labels),
      runbook: runbookOf(rule),
    },
  };
}

/** Seconds after which the alert of an example fires for certain: what it is measured over, and how long it must last. */
function settledAfter(rule: Rule, series: readonly ExampleSeries[]): number {
  const first = Math.max(0, ...series.map((one) => one.first?.for_s ?? 0));
  // The hour that a gate looks back on is in the example itself.
  const windows = expressionsOf(rule).flatMap((expression) => [...needsOf([expression]).reach_s.values()]);
  const longest = Math.max(0, ...windows.filter((window) => window <= 600));
  const seconds = first + longest + rule.for_s + 60;
  return Math.ceil(seconds / STEP_S) * STEP_S;
}

/** What fires of `rule` at the end of an example, by our own evaluator. */
export function firingAtEnd(
  rule: Rule,
  series: readonly ExampleSeries[],
): { after_s: number; alerts: ExpectedAlert[] } {
  const after_s = settledAfter(rule, series);
  const last = [...replay([rule], snapshotsOf(series, after_s / STEP_S), STEP_S)].at(-1);
  const firing = (last?.states ?? []).filter(({ phase }) => phase.phase === 'firing');
  return { after_s, alerts: firing.map(({ labels, value }) => expectedAlert(rule, labels, value)) };
}

function testOf(rule: Rule, what: string, series: readonly ExampleSeries[]) {
  const { after_s, alerts } = firingAtEnd(rule, series);
  return {
    name: `${rule.name}: ${what}`,
    interval: `${STEP_S}s`,
    input_series: series.map((one) => ({ series: seriesText(one), values: valuesText(one, after_s / STEP_S) })),
    alert_rule_test: [{ eval_time: printDuration(after_s), alertname: rule.name, exp_alerts: alerts }],
  };
}

/** The unit tests of one rule file. Throws for a rule without an example. */
export function ruleTests(group: string, rules: readonly Rule[]): string {
  const tests = rules.flatMap((rule) => {
    const example = EXAMPLES[rule.name];
    if (example === undefined) throw new Error(`${rule.name} has no example in native/alerts/generate/examples.ts`);
    return [
      testOf(rule, 'fires', example.met),
      testOf(rule, 'does not fire', example.unmet),
      ...(example.gated === undefined ? [] : [testOf(rule, 'is held back by its gates', example.gated)]),
    ];
  });
  const document = {
    rule_files: [`../rules/${group}.yml`],
    evaluation_interval: `${STEP_S}s`,
    tests,
  };
  return `# Made by \`npm run rules\` from native/alerts. Edit there.\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
