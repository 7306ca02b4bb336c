import type { Expression, Selector } from './types.ts';

/** What expressions read. */
export interface Needs {
  /** As the registry names them; of a histogram without `_bucket`. */
  metrics: ReadonlySet<string>;
  /** How many seconds back each series is read, by its name on the page. */
  reach_s: ReadonlyMap<string, number>;
}

export function needsOf(expressions: readonly Expression[]): Needs {
  const metrics = new Set<string>();
  const reach_s = new Map<string, number>();
  const need = ({ metric }: Selector, series: string, window_s: number) => {
    metrics.add(metric);
    reach_s.set(series, Math.max(reach_s.get(series) ?? 0, window_s));
  };
  const visit = (expression: Expression): void => {
    switch (expression.op) {
      case 'metric':
        return need(expression.selector, expression.selector.metric, 0);
      case 'rate':
      case 'increase':
        return need(expression.selector, expression.selector.metric, expression.window_s);
      case 'quantile':
        return need(expression.selector, `${expression.selector.metric}_bucket`, expression.window_s);
      case 'sum':
      case 'scale':
        return visit(expression.of);
      case 'divide':
      case 'add':
        visit(expression.left);
        visit(expression.right);
    }
  };
  for (const expression of expressions) visit(expression);
  return { metrics, reach_s };
}
