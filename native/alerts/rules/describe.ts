import type { Rule } from './types.ts';

const PLACE = /\{(\w+)\}/g;

type Wording = Pick<Rule, 'unit' | 'digits' | 'threshold'>;

const withUnit = (figure: string, unit: string | null) => (unit === null ? figure : `${figure} ${unit}`);

/** Decimals as Prometheus' `printf` rounds them: what lies exactly between two goes to the even one. */
export function printFigure(value: number, digits: number): string {
  const text = value.toFixed(digits);
  const isTie = /^5(0*)$/.test(
    value
      .toFixed(digits + 25)
      .split('.')[1]
      ?.slice(digits) ?? '',
  );
  if (!isTie || /[02468]$/.test(text)) return text;
  // Half a unit of the last decimal towards 0, and then as it is rounded.
  return (value - Math.sign(value) * 0.4 * 10 ** -digits).toFixed(digits);
}

/** A sentence of a rule with its figures; a label that the alert does not have stands as its name. */
export function describe(
  template: string,
  rule: Wording,
  value: number,
  labels: Readonly<Record<string, string>>,
): string {
  return template.replaceAll(PLACE, (_, word: string) => {
    if (word === 'value') return withUnit(printFigure(value, rule.digits), rule.unit);
    if (word === 'threshold') return withUnit(String(rule.threshold), rule.unit);
    return labels[word] ?? word;
  });
}

/** The same sentence as a template of Prometheus. */
export function describeForPrometheus(template: string, rule: Wording): string {
  return template.replaceAll(PLACE, (_, word: string) => {
    if (word === 'value') return withUnit(`{{ $value | printf "%.${rule.digits}f" }}`, rule.unit);
    if (word === 'threshold') return withUnit(String(rule.threshold), rule.unit);
    return `{{ $labels.${word} }}`;
  });
}

/** The series of history that shows an alert; null where there is none for these labels. */
export function seriesOf({ series }: Pick<Rule, 'series'>, labels: Readonly<Record<string, string>>): string | null {
  if (series === null) return null;
  let isWhole = true;
  const name = series.replaceAll(PLACE, (_, label: string) => {
    if (labels[label] === undefined) isWhole = false;
    return labels[label] ?? '';
  });
  return isWhole ? name : null;
}

export const runbookOf = ({ name }: Pick<Rule, 'name'>) => `docs/runbooks/${name}.md`;
