import { INHIBITIONS } from '../rules/inhibition.ts';

/** The `inhibit_rules` of Alertmanager: as here, of one console at a time. */
export function inhibitRules(): string {
  const entries = INHIBITIONS.map(
    ({ by, rules, equal }) => `  - source_matchers: ['alertname = ${by}']
    target_matchers: ['alertname =~ "${rules.join('|')}"']
    equal: [${['instance', ...equal].join(', ')}]`,
  );
  return ['inhibit_rules:', ...entries].join('\n');
}

/** The table of docs/alerts.md. */
export function inhibitionTable(): string {
  const rows = INHIBITIONS.map(
    ({ by, rules, equal, because }) =>
      `| ${by} | ${rules.join(', ')}${equal.length === 0 ? '' : ` of the same ${equal.join(' and ')}`} | ${because} |`,
  );
  return ['| while this fires | nobody is told of | because |', '| --- | --- | --- |', ...rows].join('\n');
}
