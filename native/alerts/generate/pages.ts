import { printDuration } from '../expression/promql.ts';
import type { Rule } from '../rules/types.ts';
import { promqlOf } from './prometheus.ts';

const thresholdOf = ({ comparator, threshold, unit }: Rule) =>
  `${comparator} ${threshold}${unit === null ? '' : ` ${unit}`}`;
const lasting = ({ for_s }: Rule) => (for_s === 0 ? 'at once' : `after ${printDuration(for_s)}`);

/** A runbook: what an alert means, what to look at, what to do. */
export function runbookPage(rule: Rule): string {
  const { name, summary, severity, component, requirement, runbook, keep_firing_for_s } = rule;
  const kept = keep_firing_for_s === 0 ? '' : `, and keeps firing for ${printDuration(keep_firing_for_s)} after`;
  return `# ${name}

${plain(summary)}. **${severity}**, component \`${component}\`, fires ${lasting(rule)}${kept}.

\`\`\`promql
${promqlOf(rule)}
\`\`\`

## What it means

${runbook.means}
${rule.evaluated_by === 'prometheus' ? '\nOnly Prometheus can see this; the console itself does not evaluate it.\n' : ''}
## What to look at

${runbook.look}

## What to do

${runbook.act}

Source: ${requirement}. Made by \`npm run rules\` from \`native/alerts/rules/${rule.group}.ts\`.
`;
}

export function runbookIndex(rules: readonly Rule[]): string {
  const rows = rules.map(
    (rule) => `| [${rule.name}](${rule.name}.md) | ${rule.severity} | ${rule.component} | ${plain(rule.summary)} |`,
  );
  return `# Runbooks

One page for each alert: what it means, what to look at, what to do. Made by \`npm run rules\`.

| alert | severity | component | summary |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

/** The table of rules in docs/alerts.md. */
export function ruleTable(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => {
    const where = rule.evaluated_by === 'prometheus' ? ' (Prometheus only)' : '';
    return `| [${rule.name}](runbooks/${rule.name}.md)${where} | ${rule.severity} | ${rule.component} | ${plain(rule.summary)} | ${thresholdOf(rule)} | ${lasting(rule)} | ${rule.requirement} |`;
  });
  return `| rule | severity | component | summary | threshold | fires | source |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}`;
}

/** A summary without the labels of a single alert. */
const plain = (summary: string) => summary.replaceAll(/\{(\w+)\}/g, (_, word: string) => `a ${word}`);
