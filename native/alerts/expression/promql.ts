import type { Condition, Expression, Selector } from './types.ts';

/** Labels that Prometheus gives the series of each console; here there is one console, and none of them. */
export const CONSOLE_LABELS = ['instance', 'job'] as const;

const DURATIONS: readonly [unit: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
];

/** Whole seconds as Prometheus writes them: `90` is `1m30s`. */
export function printDuration(seconds: number): string {
  let rest = Math.round(seconds);
  let text = '';
  for (const [unit, size] of DURATIONS) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text === '' ? '0s' : text;
}

export function printExpression(expression: Expression): string {
  switch (expression.op) {
    case 'metric':
      return printSelector(expression.selector);
    case 'rate':
    case 'increase':
      return `${expression.op}(${printSelector(expression.selector)}[${printDuration(expression.window_s)}])`;
    case 'sum':
      return `sum by (${byLabels(expression.by)}) (${printExpression(expression.of)})`;
    case 'quantile': {
      const { q, selector, by, window_s } = expression;
      const buckets = printSelector({ ...selector, metric: `${selector.metric}_bucket` });
      const rates = `sum by (${byLabels([...by, 'le'])}) (rate(${buckets}[${printDuration(window_s)}]))`;
      return `histogram_quantile(${q}, ${rates})`;
    }
    case 'divide':
      return `${printOperand(expression.left)} / ${printOperand(expression.right)}`;
    case 'add':
      return `${printOperand(expression.left)} + ${printOperand(expression.right)}`;
    case 'scale':
      return `${expression.by} * ${printOperand(expression.of)}`;
  }
}

export function printCondition({ expression, comparator, threshold }: Condition): string {
  return `${printExpression(expression)} ${comparator} ${threshold}`;
}

const byLabels = (labels: readonly string[]) => [...CONSOLE_LABELS, ...labels].join(', ');

function printOperand(expression: Expression): string {
  const text = printExpression(expression);
  return ['divide', 'add', 'scale'].includes(expression.op) ? `(${text})` : text;
}

function printSelector({ metric, match = [] }: Selector): string {
  if (match.length === 0) return metric;
  return `${metric}{${match.map(({ label, op, value }) => `${label}${op}${JSON.stringify(value)}`).join(', ')}}`;
}
