import type { Dashboard, Query } from './panels.ts';

/** The median, p95 and p99 of a histogram over five minutes. */
export const percentilesOf = (histogram: string, by = ''): Query[] =>
  [0.5, 0.95, 0.99].map((q) => ({
    expr: `histogram_quantile(${q}, sum by (le${by === '' ? '' : `, ${by}`}) (rate(${histogram}_bucket[5m])))`,
    legend: `${by === '' ? '' : `{{${by}}} `}p${q * 100}`,
  }));

/** Every PromQL expression of a dashboard, with the panel that asks it. */
export function expressionsOf(dashboard: Dashboard): { panel: string; expr: string }[] {
  return dashboard.rows
    .flat()
    .filter(({ kind }) => kind !== 'logs')
    .flatMap(({ title, queries }) => queries.map(({ expr }) => ({ panel: title, expr })));
}

const WORDS = /(?<![\w:$."'])[a-zA-Z_:][\w:]*(?![\w:]*\s*\()/g;
const NO_METRICS = new Set([
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'and',
  'or',
  'unless',
  'bool',
  'offset',
]);

/**
 * The metrics that a PromQL expression names: what is left of it without its label matchers, label lists, durations and
 * functions.
 */
export function metricsIn(expr: string): string[] {
  const bare = expr
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
  return [...new Set(bare.match(WORDS) ?? [])].filter((word) => !NO_METRICS.has(word) && !/^\d/.test(word));
}
