import type { FigureHistory } from './history.ts';
import { keyOf } from './history.ts';
import { CONSOLE_LABELS } from './promql.ts';
import { type Bucket, quantileOf } from './quantile.ts';
import { growthOf } from './rate.ts';
import type { Element, Expression } from './types.ts';

/** Every value of an expression at `at`, in milliseconds since 1970. What has no figures has no element, which is not 0. */
export function evaluateExpression(expression: Expression, history: FigureHistory, at: number): Element[] {
  switch (expression.op) {
    case 'metric':
      return history.now(expression.selector, at).map(({ labels, value }) => ({ labels, value }));
    case 'rate':
    case 'increase': {
      const { op, selector, window_s } = expression;
      return history.within(selector, at, window_s).flatMap(({ labels, points }) => {
        const value = growthOf(op, points, at, window_s);
        return value === null ? [] : [{ labels, value }];
      });
    }
    case 'sum':
      return sumBy(evaluateExpression(expression.of, history, at), expression.by);
    case 'quantile': {
      const { q, selector, by, window_s } = expression;
      const buckets = { metric: `${selector.metric}_bucket`, match: selector.match ?? [] };
      const rates = evaluateExpression({ op: 'rate', selector: buckets, window_s }, history, at);
      return quantileBy(q, sumBy(rates, [...by, 'le']));
    }
    case 'divide':
      return join(expression.left, expression.right, history, at, (left, right) => left / right);
    case 'add':
      return join(expression.left, expression.right, history, at, (left, right) => left + right);
    case 'scale':
      return evaluateExpression(expression.of, history, at).map(({ labels, value }) => ({
        labels,
        value: expression.by * value,
      }));
  }
}

function sumBy(elements: readonly Element[], by: readonly string[]): Element[] {
  const sums = new Map<string, { labels: Record<string, string>; value: number }>();
  for (const { labels, value } of elements) {
    const kept = pick(labels, [...by, ...CONSOLE_LABELS]);
    const key = keyOf(kept);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { labels: kept, value });
    else sum.value += value;
  }
  return [...sums.values()];
}

function quantileBy(q: number, elements: readonly Element[]): Element[] {
  const groups = new Map<string, { labels: Record<string, string>; buckets: Bucket[] }>();
  for (const { labels, value } of elements) {
    const { le = '', ...rest } = labels;
    const key = keyOf(rest);
    const bucket = { bound: le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), count: value };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { labels: rest, buckets: [bucket] });
    else group.buckets.push(bucket);
  }
  return [...groups.values()].map(({ labels, buckets }) => ({ labels, value: quantileOf(q, buckets) }));
}

/** Of each two elements with the same labels; one without a partner has no value. */
function join(
  left: Expression,
  right: Expression,
  history: FigureHistory,
  at: number,
  combine: (left: number, right: number) => number,
): Element[] {
  const partners = new Map(
    evaluateExpression(right, history, at).map(({ labels, value }) => [keyOf(labels), value] as const),
  );
  return evaluateExpression(left, history, at).flatMap(({ labels, value }) => {
    const partner = partners.get(keyOf(labels));
    return partner === undefined ? [] : [{ labels, value: combine(value, partner) }];
  });
}

function pick(labels: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])));
}
