import { percentile } from '../statistics.ts';
import { RULES, type Rule } from './rules.ts';

const NAMES: Readonly<Record<Rule, string>> = {
  confirmed: 'Vigil, alarm of the data set (confirmed by a second window)',
  feature: 'Vigil, alarm of any one feature (the same)',
  single: 'Vigil, single check of the data set',
  evidently: "Evidently's default rule",
};

/** How often a rule is wrong, and how long it takes to be right. Delays in images; Infinity where it was not. */
export interface AlarmFigures {
  rule: Rule;
  false_alarms: number;
  /** Above this the true rate lies with a chance of at most 2.5 %. */
  upper_limit: number;
  median_delay: number;
  p90_delay: number;
  missed: number;
}

/** Wilson's upper limit of a share at 95 %, two-sided. */
function upperLimit(hits: number, runs: number): number {
  const z = 1.96;
  const share = hits / runs;
  const spread = z * Math.sqrt((share * (1 - share)) / runs + (z / (2 * runs)) ** 2);
  return (share + z ** 2 / (2 * runs) + spread) / (1 + z ** 2 / runs);
}

export type Quiet = Record<Rule, boolean>;
export type Delays = Record<Rule, number | null>;

export function delayFigures(runs: readonly Delays[], rule: Rule) {
  const delays = runs.map((delay) => delay[rule] ?? Number.POSITIVE_INFINITY);
  return {
    median_delay: percentile(delays, 0.5),
    p90_delay: percentile(delays, 0.9),
    missed: delays.filter((delay) => delay === Number.POSITIVE_INFINITY).length / runs.length,
  };
}

export function alarmFigures(quiet: readonly Quiet[], changed: readonly Delays[]): AlarmFigures[] {
  return RULES.map((rule) => {
    const hits = quiet.filter((found) => found[rule]).length;
    const false_alarms = hits / quiet.length;
    return { rule, false_alarms, upper_limit: upperLimit(hits, quiet.length), ...delayFigures(changed, rule) };
  });
}

export const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
export const images = (delay: number) => (Number.isFinite(delay) ? String(delay) : '-');

/** In Markdown. Without runs that change there are no delays. */
export function alarmTable(figures: readonly AlarmFigures[]): string {
  const rows = figures.map(
    ({ rule, false_alarms, upper_limit, median_delay, p90_delay, missed }) =>
      `| ${NAMES[rule]} | ${percent(false_alarms)} | ${percent(upper_limit)} | ${images(median_delay)} | ${images(p90_delay)} | ${percent(missed)} |`,
  );
  return [
    '| rule | runs with a false alarm | 95 % limit | median delay, images | 90 % found within | missed |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
